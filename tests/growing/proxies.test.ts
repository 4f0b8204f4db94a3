import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { createNetworkAccess } from '../../electron/backend/network/network-access.ts';
import { openPolling } from '../../electron/backend/sync/http-polling.ts';
import { nodeAfter } from '../../electron/backend/sync/timers.ts';
import { Laptop } from '../../relay/access/laptop.test-support.ts';
import { runAdmin } from '../../relay/admin/run-admin.ts';
import { startChildRelay } from '../../relay/child-relay.test-support.ts';
import { inviteCodeBytes, makeInviteCode } from '../../relay/protocol/invite-code.ts';
import { decodeMessage, encodeUpdate } from '../../relay/protocol/messages.ts';
import { until } from '../../shared/until.test-support.ts';
import {
  findProxy,
  makeProxy,
  type ProxyKind,
  requestsFrom,
  type ReverseProxy,
} from './proxies.test-support.ts';
import { freePort } from './services.test-support.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** One relay behind a real proxy, both as the guide says, and a code to join with. */
async function start(kind: ProxyKind, program: string, underPath = false) {
  const data = mkdtempSync(join(tmpdir(), 'relay-behind-'));
  ends.push(() => rmSync(data, { recursive: true, force: true }));
  const relayPort = await freePort();
  const proxy = await makeProxy({ kind, program, relayPort, underPath });
  ends.push(() => proxy.dispose());
  const made = await admin(data, 'workspace', 'create', '--name', 'Partnership');
  const { workspace } = made as { workspace: { id: string } };
  const invite = await admin(data, 'invite', 'create', workspace.id, '--role', 'editor', '--uses', '20');
  const args = ['--data', data, '--host', '127.0.0.1', '--port', String(relayPort), '--url', proxy.url];
  const relay = await startChildRelay(args, { RELAY_ALLOWED_HOSTS: 'localhost' });
  ends.push(async () => {
    relay.process.kill('SIGKILL');
    await relay.ended;
  });
  await proxy.start();
  return { proxy, code: (invite as { code: string }).code };
}

async function admin(data: string, ...args: string[]): Promise<unknown> {
  let text = '';
  const out = (more: string) => (text += more);
  expect(await runAdmin([...args, '--data', data, '--json'], { out, error: out }), text).toBe(0);
  return JSON.parse(text);
}

const joined = (proxy: ReverseProxy, code: string) =>
  new Laptop(proxy.url, requestsFrom('127.0.0.1', proxy.ca)).join(code);

/** A stock client, which knows nothing of this relay but its address and a token. */
function stockClient(proxy: ReverseProxy, laptop: Laptop) {
  const document = new Y.Doc();
  class TrustingSocket extends WebSocket {
    constructor(url: string, protocols?: string[]) {
      super(url, protocols, { ca: proxy.ca() });
    }
  }
  const address = `${proxy.url}/${laptop.membership!.workspace.id}`;
  const provider = new WebsocketProvider(address, 'plan', document, {
    WebSocketPolyfill: TrustingSocket as never,
    params: { token: laptop.token },
    disableBc: true,
  });
  ends.push(() => provider.destroy());
  return { provider, text: document.getText('text') };
}

/** The workbench's own connection where WebSocket is blocked. */
async function pollingClient(proxy: ReverseProxy, laptop: Laptop) {
  const network = createNetworkAccess({
    environment: {},
    certificates: () => [proxy.ca()],
    reportBug: (error) => {
      throw error;
    },
  });
  const url = `${proxy.url}/${laptop.membership!.workspace.id}/plan?confirm=1`;
  const route = await network.route(url, { keepAlive: true });
  const document = new Y.Doc();
  const state = { confirmed: 0, opened: false };
  const events = {
    onOpen: () => (state.opened = true),
    onMessage(frame: Uint8Array) {
      const message = decodeMessage(frame);
      if (!message.ok) throw new Error('the relay sent something unknown');
      const { value } = message;
      if (value.kind === 'confirmation') state.confirmed = value.count;
      else if (value.kind === 'update' || value.kind === 'step2') Y.applyUpdate(document, value.update);
    },
    onClose: () => route.close(),
  };
  const dependencies = { after: nodeAfter, now: () => performance.now() };
  const socket = openPolling({ url, bearer: laptop.token }, events, route, dependencies);
  ends.push(() => socket.close());
  return { socket, state, text: document.getText('text') };
}

for (const kind of ['nginx', 'Caddy'] as const) {
  const program = findProxy(kind);
  describe.skipIf(!program)(`a relay behind ${kind}, set up by the guide`, () => {
    it.each([
      ['a name', false],
      ['a path', true],
    ])('under %s of its own: joining, WebSocket, long polling, and no figures', async (_place, underPath) => {
      const { proxy, code } = await start(kind, program!, underPath);
      const laptop = await joined(proxy, code);
      const first = stockClient(proxy, laptop);
      await until('the first sync', () => first.provider.synced);
      const polling = await pollingClient(proxy, laptop);
      await until('long polling', () => polling.state.opened);
      // News comes while a request waits for it: nothing on the way holds an answer back.
      first.text.insert(0, 'typed');
      await until('the news', () => polling.text.toJSON() === 'typed');
      const long = new Y.Doc();
      long.getText('text').insert(0, 'x'.repeat(1_500_000));
      polling.socket.send(encodeUpdate(Y.encodeStateAsUpdate(long)));
      await until('the confirmation', () => polling.state.confirmed === 1);
      await until('the long text', () => first.text.length === 1_500_005);
      const ask = requestsFrom('127.0.0.1', proxy.ca);
      const at = proxy.url.replace('wss', 'https');
      const answers = ['/health', '/ready', '/metrics'].map(
        async (path) => (await ask(`${at}${path}`)).status,
      );
      expect(await Promise.all(answers)).toEqual([200, 200, underPath ? 403 : 404]);
    });

    it('who guesses codes is known by the address that the proxy saw, whatever they claim', async () => {
      const { proxy, code } = await start(kind, program!);
      const guess = async (address: string, attempt: number) => {
        const claim = { 'x-forwarded-for': `198.51.100.${attempt}` };
        const guesser = new Laptop(proxy.url, requestsFrom(address, proxy.ca, claim));
        return (await guesser.askToJoin(makeInviteCode(randomBytes(inviteCodeBytes)))).status;
      };
      const statuses: number[] = [];
      for (let attempt = 0; attempt < 200 && statuses.at(-1) !== 429; attempt++)
        statuses.push(await guess('127.0.0.2', attempt));
      expect(statuses.at(-1)).toBe(429);
      expect(new Set(statuses.slice(0, -1)).has(429)).toBe(false);
      expect(statuses.length).toBeGreaterThan(20);
      expect(await guess('127.0.0.3', 1)).not.toBe(429);
      await joined(proxy, code);
    });
  });
}
