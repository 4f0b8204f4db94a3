import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { createNetworkAccess } from '../../electron/backend/network/network-access.ts';
import { openPolling } from '../../electron/backend/sync/http-polling.ts';
import { nodeAfter } from '../../electron/backend/sync/timers.ts';
import { encodeUpdate } from '../../relay/protocol/messages.ts';
import { until } from '../../shared/until.test-support.ts';
import { Relays } from './cluster.test-support.ts';
import { findProxy, makeBalancer, type ReverseProxy } from './proxies.test-support.ts';
import { findPrograms, type PostgresService, startPostgres } from './services.test-support.ts';

const programs = findPrograms();
const nginx = findProxy('nginx');

describe.skipIf(!programs || !nginx)('two relays behind nginx, by deploy/nginx.conf', () => {
  let postgres: PostgresService;
  let relays: Relays;
  let proxy: ReverseProxy;
  const ends: (() => unknown)[] = [];
  beforeAll(async () => {
    postgres = await startPostgres(programs!);
  });
  beforeEach(async () => {
    // Without Redis: only people at one relay see each other at once.
    relays = new Relays(await postgres.newSchema(), undefined);
    await Promise.all([relays.start(), relays.start()]);
    const [first, second] = relays.urls.map((url) => Number(new URL(url).port));
    proxy = await makeBalancer(nginx!, [first!, second!]);
    await proxy.start();
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
    await proxy.dispose();
    await relays.dispose();
  });
  afterAll(() => postgres.dispose());

  function client(room: string) {
    const document = new Y.Doc();
    class TrustingSocket extends WebSocket {
      constructor(url: string, protocols?: string[]) {
        super(url, protocols, { ca: proxy.ca() });
      }
    }
    // Something different in each query, as tokens are: it must not matter.
    const options = { WebSocketPolyfill: TrustingSocket as never, params: { n: String(document.clientID) } };
    const provider = new WebsocketProvider(proxy.url, room, document, { ...options, disableBc: true });
    ends.push(() => provider.destroy());
    return { provider, text: document.getText('text') };
  }

  async function polling(room: string) {
    const network = createNetworkAccess({
      environment: {},
      certificates: () => [proxy.ca()],
      reportBug: (error) => {
        throw error;
      },
    });
    const url = `${proxy.url}/${room}?confirm=1&n=polling`;
    const route = await network.route(url, { keepAlive: true });
    const state = { opened: false };
    const events = {
      onOpen: () => (state.opened = true),
      onMessage: () => undefined,
      onClose: () => route.close(),
    };
    const socket = openPolling({ url }, events, route, { after: nodeAfter, now: () => performance.now() });
    ends.push(() => socket.close());
    return { socket, state };
  }

  /** Connections at each relay, as its figures say. */
  const connections = () =>
    Promise.all(
      relays.urls.map(async (url) => {
        const figures = await (await fetch(`${url.replace('ws', 'http')}/metrics`)).text();
        const counts = [...figures.matchAll(/^relay_connections\{[^}]*\} (\d+)$/gm)];
        expect(counts).toHaveLength(2); // WebSockets and long polling
        return counts.reduce((sum, [, count]) => sum + Number(count), 0);
      }),
    );

  it('everybody in a document meets at one relay, WebSocket or not; documents are spread over both', async () => {
    const together = [client('plan'), client('plan'), client('plan')];
    await until('the three', () => together.every(({ provider }) => provider.synced));
    const slow = await polling('plan');
    await until('long polling', () => slow.state.opened);
    expect((await connections()).toSorted((one, other) => one - other)).toEqual([0, 4]);
    const long = new Y.Doc();
    long.getText('text').insert(0, 'x'.repeat(1_500_000));
    slow.socket.send(encodeUpdate(Y.encodeStateAsUpdate(long)));
    await until('the long text', () => together.every(({ text }) => text.length === 1_500_000));
    const others = Array.from({ length: 24 }, (_, index) => client(`plan-${index}`));
    await until('the others', () => others.every(({ provider }) => provider.synced));
    const spread = await connections();
    expect(spread.reduce((sum, count) => sum + count)).toBe(28);
    expect(Math.min(...spread)).toBeGreaterThan(1);
  });

  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'after %s of one relay its documents go to the other',
    async (signal) => {
      const [writer, reader] = [client('plan'), client('plan')];
      await until('both', () => writer.provider.synced && reader.provider.synced);
      writer.text.insert(0, 'before ');
      await until('the text', () => reader.text.toJSON() === 'before ');
      const counts = await connections();
      await relays.kill(relays.running[counts.indexOf(Math.max(...counts))]!, signal);
      writer.text.insert(0, 'later ');
      await until('the text at the other relay', () => reader.text.toJSON() === 'later before ');
      const newcomer = client('plan');
      await until('a newcomer', () => newcomer.provider.synced);
      expect(newcomer.text.toJSON()).toBe('later before ');
    },
  );
});
