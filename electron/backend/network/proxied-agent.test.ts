import { once } from 'node:events';
import { createServer as createPlainServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startMemoryRelay } from '../../../relay/transport/memory-relay.test-support.ts';
import { createAuthority, type TestAuthority } from '../../../relay/transport/tls.test-support.ts';
import { until } from '../../../shared/until.test-support.ts';
import { openWebSocket, type SocketEnding } from '../sync/relay-socket.ts';
import { startConnectProxy } from './connect-proxy.test-support.ts';
import { answerOf } from './answer.test-support.ts';
import { exchange } from './http-exchange.ts';
import { createNetworkAccess, type NetworkAccessOptions } from './network-access.ts';
import { type SocksProxyOptions, startSocksProxy } from './socks-proxy.test-support.ts';

let authority: TestAuthority;
const ends: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  authority = await createAuthority();
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** The server's port on loopback. */
async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}
const secureServer = async () =>
  listen(createTlsServer(await authority.issue(), (request, response) => response.end(`at ${request.url}`)));
const plainServer = () => listen(createPlainServer((_request, response) => response.end('plain')));

async function socks(options: SocksProxyOptions = {}) {
  const proxy = await startSocksProxy(options);
  ends.push(() => proxy.close());
  return proxy;
}

async function nobody(): Promise<string> {
  const proxy = await startSocksProxy();
  await proxy.close();
  return proxy.host;
}

const network = (choice: string, options: Partial<NetworkAccessOptions> = {}) =>
  createNetworkAccess({
    environment: {},
    certificates: (list) => (list === 'system' ? [authority.cert] : []),
    resolveProxy: async () => choice,
    reportBug: (error) => {
      throw error;
    },
    ...options,
  });

async function ask(url: string, choice: string, options: Partial<NetworkAccessOptions> = {}) {
  return answerOf(network(choice, options), url, 60_000);
}

describe('a SOCKS proxy', () => {
  test.each([
    ['SOCKS', 4],
    ['SOCKS4', 4],
    ['SOCKS5', 5],
  ])('(%s) carries encrypted and plain requests, and looks names up itself', async (kind, version) => {
    const proxy = await socks({ names: { 'relay.test.invalid': '127.0.0.1' } });
    const [secure, plain] = [await secureServer(), await plainServer()];
    const choice = `${kind} ${proxy.host}; DIRECT`;
    expect(await ask(`https://localhost:${secure}/x`, choice)).toBe('200 at /x');
    expect(await ask(`https://127.0.0.1:${secure}/y`, choice)).toBe('200 at /y');
    expect(await ask(`http://relay.test.invalid:${plain}/`, choice)).toBe('200 plain');
    const places = [`localhost:${secure}`, `127.0.0.1:${secure}`, `relay.test.invalid:${plain}`];
    expect(proxy.wishes).toEqual(places.map((place) => `${version} ${place}`));
  });

  test.each(['SOCKS', 'SOCKS5'])('(%s) carries a WebSocket', async (kind) => {
    const relay = await startMemoryRelay({ tls: await authority.issue() });
    ends.push(() => relay.server.drain());
    const proxy = await socks();
    const url = `wss://${relay.host.replace('127.0.0.1', 'localhost')}/plan?confirm=1`;
    const route = await network(`${kind} ${proxy.host}`).route(url);
    const [heard, endings]: [Uint8Array[], SocketEnding[]] = [[], []];
    const events = {
      onOpen: () => undefined,
      onMessage: (frame: Uint8Array) => heard.push(frame),
      onClose: (ending: SocketEnding) => endings.push(ending),
    };
    const socket = openWebSocket({ url }, events, route);
    await until('the greeting', () => heard.length > 0);
    socket.close();
    await until('its end', () => endings.length > 0);
    route.close();
    expect([endings[0]!.code, proxy.wishes.length]).toEqual([1000, 1]);
  });

  test('carries several requests in a row over one connection', async () => {
    const proxy = await socks();
    const url = `https://localhost:${await secureServer()}/x`;
    const route = await network(`SOCKS5 ${proxy.host}`).route(url, { keepAlive: true });
    ends.push(async () => route.close());
    for (const _ of [1, 2, 3]) {
      const answer = await exchange(route, url, { method: 'GET', timeoutMs: 60_000, maxBytes: 100 });
      expect(answer.status).toBe(200);
    }
    expect(proxy.wishes).toHaveLength(1);
  });

  test('does not get a certificate accepted that is of another name or not trusted', async () => {
    const proxy = await socks({ names: { '127.0.0.9': '127.0.0.1' } });
    const port = await secureServer();
    expect(await ask(`https://127.0.0.9:${port}/`, `SOCKS5 ${proxy.host}`)).toBe('certificate');
    const certificates = () => [];
    expect(await ask(`https://localhost:${port}/`, `SOCKS5 ${proxy.host}`, { certificates })).toBe(
      'certificate',
    );
    expect(proxy.wishes).toHaveLength(2);
  });

  test('of the environment gets the name and password that stand there', async () => {
    const proxy = await socks({ credentials: 'ana:p@ss', names: { 'relay.test.invalid': '127.0.0.1' } });
    const url = `http://relay.test.invalid:${await plainServer()}/`;
    const from = (credentials: string) => ({
      environment: { ALL_PROXY: `socks5://${credentials}${proxy.host}` },
    });
    expect(await ask(url, 'DIRECT', from('ana:p%40ss@'))).toBe('200 plain');
    expect(await ask(url, 'DIRECT', from('ana:wrong@'))).toBe('proxyPassword');
    expect(await ask(url, 'DIRECT', from(''))).toBe('proxyPassword');
  });

  test.each([
    [1, undefined],
    [2, 'proxyRefused'],
    [3, 'connectionRefused'],
    [5, 'connectionRefused'],
    [6, 'timedOut'],
  ])('that refuses with %i is believed, and nothing else is tried', async (refuseWith, failure) => {
    const proxy = await socks({ refuseWith });
    const other = await socks();
    const url = `https://localhost:${await secureServer()}/`;
    expect(await ask(url, `SOCKS5 ${proxy.host}; SOCKS5 ${other.host}; DIRECT`)).toBe(failure);
    expect([proxy.wishes.length, other.wishes.length]).toEqual([1, 0]);
  });
});

describe('several ways are tried in their order', () => {
  test('a proxy that is away is passed over, whatever it speaks', async () => {
    const [working, spare] = [await socks(), await startConnectProxy()];
    ends.push(() => spare.close());
    const url = `https://localhost:${await secureServer()}/x`;
    const away = [await nobody(), await nobody()];
    const { host } = new URL(spare.url);
    expect(await ask(url, `SOCKS5 ${away[0]}; PROXY ${away[1]}; SOCKS5 ${working.host}`)).toBe('200 at /x');
    expect(await ask(url, `SOCKS5 ${away[0]}; PROXY ${host}; SOCKS5 ${working.host}`)).toBe('200 at /x');
    expect([working.wishes.length, spare.connects.length]).toEqual([1, 1]);
  });

  test('the direct way comes last; where it leads nowhere, the proxy is named as the cause', async () => {
    const choice = `SOCKS5 ${await nobody()}; DIRECT`;
    expect(await ask(`https://localhost:${await secureServer()}/x`, choice)).toBe('200 at /x');
    expect(await ask(`http://${await nobody()}/`, choice)).toBe('proxyUnreachable');
    expect(await ask(`https://localhost:${await secureServer()}/x`, choice, { certificates: () => [] })).toBe(
      'certificate',
    );
    const only = await nobody();
    expect(await ask('https://localhost:1/', `SOCKS5 ${only}`)).toBe('proxyUnreachable');
    expect(await ask('https://localhost:1/', `SOCKS5 ${only}; PROXY ${only}`)).toBe('proxyUnreachable');
  });

  test('one that is silent is passed over after a while, and what it says later is not used', async () => {
    const held: Socket[] = [];
    const silent = await listen(createServer((socket) => held.push(socket.on('error', () => undefined))));
    const working = await socks();
    const url = `https://localhost:${await secureServer()}/x`;
    for (const [kind, late] of [
      ['PROXY', 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'],
      ['PROXY', 'HTTP/1.1 200 Connection established\r\n\r\n'],
      ['SOCKS5', '\x05\x00'],
    ] as const) {
      let giveUp: (() => void) | undefined;
      const after = (_delayMs: number, task: () => void) => {
        giveUp ??= task;
        return () => undefined;
      };
      const answer = ask(url, `${kind} 127.0.0.1:${silent}; SOCKS5 ${working.host}`, { after });
      await until('the connection', () => held.length > 0);
      giveUp!();
      held.pop()!.write(late);
      expect(await answer).toBe('200 at /x');
    }
    expect(working.wishes).toHaveLength(3);
  });
});
