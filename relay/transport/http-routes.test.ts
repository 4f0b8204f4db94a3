import { request } from 'node:https';
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Access } from '../access/access.ts';
import { openAccess } from '../access/access.ts';
import { encodeUpdate } from '../protocol/messages.ts';
import { RoomRegistry } from '../rooms/room-registry.ts';
import { textOf, typing } from '../rooms/rooms.test-support.ts';
import { nodeScheduler } from '../rooms/scheduler.ts';
import { MemoryRoomStorage } from '../storage/memory-room-storage.ts';
import { answerJson, type HttpRoute, targetOf } from './http-routes.ts';
import { until } from '../../shared/until.test-support.ts';
import { defaultRelayLimits } from './relay-limits.ts';
import { RelayServer, type RelayServerOptions } from './relay-server.ts';
import type { TransportEvent } from './transport-event.ts';
import { createAuthority, type TestAuthority } from './tls.test-support.ts';

let events: TransportEvent[];
let storage: MemoryRoomStorage;
let server: RelayServer;
let port: number;

async function start(options: Partial<RelayServerOptions>): Promise<void> {
  storage = new MemoryRoomStorage();
  server = new RelayServer({
    registry: new RoomRegistry({ storage, limits: { unloadDelayMs: 50 } }),
    access: openAccess,
    limits: defaultRelayLimits,
    callers: { loopbackOnly: true, allowedHosts: [], allowedOrigins: [] },
    scheduler: nodeScheduler,
    onEvent: (event) => events.push(event),
    ...options,
  });
  port = await server.listen('127.0.0.1', 0);
}

beforeEach(() => {
  events = [];
});
afterEach(() => server.drain());

describe('routes beside the WebSockets', () => {
  const greeting: HttpRoute = {
    async handle(incoming, response) {
      const { path, query } = targetOf(incoming);
      if (path === '/broken') throw new Error('a secret detail');
      if (path !== '/greet') return false;
      answerJson(response, 200, { hello: query.get('name') });
      return true;
    },
  };
  const ask = (path: string, options: RequestInit = {}) => fetch(`http://127.0.0.1:${port}${path}`, options);

  it('answer what is theirs; the rest is not found', async () => {
    await start({ routes: [greeting] });
    expect(await (await ask('/greet?name=Ana')).json()).toEqual({ hello: 'Ana' });
    expect((await ask('/health')).status).toBe(200);
    expect((await ask('/health', { method: 'POST' })).status).toBe(405);
    expect((await ask('/elsewhere')).status).toBe(404);
  });

  it('RP-45 are not asked for callers from elsewhere', async () => {
    await start({ routes: [greeting] });
    const refused = await ask('/greet', { headers: { origin: 'https://evil.example' } });
    expect(refused.status).toBe(403);
  });

  it('end as a 500 without detail when they fail', async () => {
    await start({ routes: [greeting] });
    const failed = await ask('/broken');
    expect(failed.status).toBe(500);
    expect(await failed.text()).not.toContain('secret');
    expect(events).toMatchObject([{ kind: 'requestFailed' }]);
  });
});

describe('a server inside another program', () => {
  it('names rooms as its registry does, and knows whose connection it is', async () => {
    const access: Access = {
      authorise: (_request, room) => ({
        allowed: true,
        mayRead: true,
        mayWrite: true,
        origin: `guest of ${room}`,
      }),
    };
    await start({ access, roomOf: (requested) => /^shared\/(.+)$/.exec(requested)?.[1] });
    const socket = new WebSocket(`ws://127.0.0.1:${port}/shared/plan`);
    socket.on('open', () => socket.send(encodeUpdate(typing(7, 'a')[0]!)));
    let stored = await storage.load('plan');
    await until('the update', () => {
      void storage.load('plan').then((room) => (stored = room));
      return stored.tail.length > 0;
    });
    expect(textOf(...stored.tail.map(({ update }) => update))).toBe('a');
    expect(stored.tail[0]!.origin).toBe('guest of shared/plan');
    const elsewhere = new WebSocket(`ws://127.0.0.1:${port}/foreign/plan`);
    expect(await new Promise((resolve) => void elsewhere.on('close', resolve))).toBe(4404);
    socket.close();
  });
});

describe('TLS by files', () => {
  let authority: TestAuthority;
  beforeEach(async () => {
    authority = await createAuthority();
  });

  const certificate = () =>
    new Promise<PeerCertificate>((resolve, reject) => {
      const socket: TLSSocket = connect({ port, host: '127.0.0.1', ca: authority.cert }, () => {
        resolve(socket.getPeerCertificate());
        socket.destroy();
      });
      socket.on('error', reject);
    });

  it('serves WebSockets and plain requests, and nobody without TLS', async () => {
    await start({ tls: await authority.issue() });
    const status = await new Promise((resolve, reject) => {
      request(`https://127.0.0.1:${port}/health`, { ca: authority.cert }, (response) =>
        resolve(response.statusCode),
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
    const socket = new WebSocket(`wss://127.0.0.1:${port}/plan`, { ca: authority.cert });
    await new Promise((resolve, reject) => {
      socket.on('message', resolve).on('error', reject);
    });
    socket.close();
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow('fetch failed');
  });

  it('shows a renewed certificate to newcomers and keeps the connections that are open', async () => {
    await start({ tls: await authority.issue() });
    const before = await certificate();
    const socket = new WebSocket(`wss://127.0.0.1:${port}/plan`, { ca: authority.cert });
    await new Promise((resolve, reject) => {
      socket.on('open', resolve).on('error', reject);
    });
    server.renewTls(await authority.issue());
    expect((await certificate()).fingerprint256).not.toBe(before.fingerprint256);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.close();
  });
});
