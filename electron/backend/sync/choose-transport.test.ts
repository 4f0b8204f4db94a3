import { afterEach, describe, expect, test } from 'vitest';
import { decodeMessage, encodeUpdate } from '../../../relay/protocol/messages.ts';
import { typing } from '../../../relay/rooms/rooms.test-support.ts';
import { startMemoryRelay } from '../../../relay/transport/memory-relay.test-support.ts';
import { until } from '../../../shared/until.test-support.ts';
import { createAuthority } from '../../../relay/transport/tls.test-support.ts';
import { startConnectProxy, type UpgradeTreatment } from '../network/connect-proxy.test-support.ts';
import { createNetworkAccess } from '../network/network-access.ts';
import { createTransport } from './choose-transport.ts';
import type { ConnectRelay, SocketEnding } from './relay-socket.ts';
import { nodeAfter } from './timers.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** A relay with TLS, behind a proxy that looks into TLS and treats WebSockets in its way. */
async function startNetwork(upgrades: UpgradeTreatment) {
  const [relayAuthority, organisation] = [await createAuthority(), await createAuthority()];
  const relay = await startMemoryRelay({ tls: await relayAuthority.issue() });
  ends.push(() => relay.server.drain());
  const intercept = { ...(await organisation.issue()), ca: relayAuthority.cert };
  const proxy = await startConnectProxy({ upgrades, intercept });
  ends.push(() => proxy.close());
  const network = createNetworkAccess({
    environment: {},
    resolveProxy: async () => `PROXY ${new URL(proxy.url).host}`,
    certificates: (list) => (list === 'system' ? [organisation.cert] : []),
    reportBug: (error) => {
      throw error;
    },
  });
  const timers: { delayMs: number; task: () => void }[] = [];
  const transport = createTransport({
    network,
    now: () => performance.now(),
    after(delayMs, task) {
      // Short waits are real ones; those of minutes are run by the test.
      if (delayMs < 20_000) return nodeAfter(delayMs, task);
      timers.push({ delayMs, task });
      return () => undefined;
    },
    reportBug: (error) => {
      throw error;
    },
  });
  const url = `wss://${relay.host.replace('127.0.0.1', 'localhost')}/plan?confirm=1`;
  return { relay, proxy, timers, transport, connect: () => connect(transport.connect, url) };
}

function connect(transport: ConnectRelay, url: string) {
  const endings: SocketEnding[] = [];
  const state = { opened: 0, confirmed: 0, heard: false };
  const socket = transport(
    { url },
    {
      onOpen: () => (state.opened += 1),
      onMessage(frame) {
        const message = decodeMessage(frame);
        state.heard = true;
        if (message.ok && message.value.kind === 'confirmation') state.confirmed = message.value.count;
      },
      onClose: (ending) => endings.push(ending),
    },
  );
  ends.push(async () => socket.close());
  return { socket, endings, state };
}

async function works(connection: ReturnType<typeof connect>): Promise<void> {
  await until('an opening', () => connection.state.opened === 1);
  for (const update of typing(Math.floor(Math.random() * 1e6), 'ab'))
    connection.socket.send(encodeUpdate(update));
  await until('the confirmation', () => connection.state.confirmed === 2);
  expect(connection.endings).toEqual([]);
}

describe('where a network blocks WebSockets', () => {
  test.each(['forbid', 'strip', 'reset'] as const)('(%s) requests take over by themselves', async (way) => {
    const { connect: connectOne, proxy, transport } = await startNetwork(way);
    const first = connectOne();
    await works(first);
    expect([first.socket.isSlow, transport.isSlow()]).toEqual([true, true]);
    expect(proxy.blocked).toBe(1);
    const second = connectOne();
    await works(second);
    expect(proxy.blocked, 'it is remembered').toBe(1);
  });

  test('(hang) requests take over once the WebSocket has had its time', async () => {
    const { connect: connectOne } = await startNetwork('hang');
    const first = connectOne();
    await works(first);
    expect(first.socket.isSlow).toBe(true);
  });

  test('the faster way is tried again, less and less often, and taken when it works', async () => {
    const { connect: connectOne, proxy, timers } = await startNetwork('forbid');
    const first = connectOne();
    await works(first);
    expect(timers.map(({ delayMs }) => delayMs)).toEqual([30_000]);
    timers[0]!.task();
    await until('the second look', () => timers.length === 2);
    expect(timers[1]!.delayMs).toBe(60_000);
    expect(first.endings).toEqual([]);
    proxy.upgrades = 'pass';
    timers[1]!.task();
    await until('the end of the slow one', () => first.endings.length === 1);
    expect(first.endings[0]!.code).toBe(1000);
    const again = connectOne();
    await works(again);
    expect(again.socket.isSlow).toBe(false);
  });
});

describe('where WebSockets pass', () => {
  test('nothing else is tried', async () => {
    const { connect: connectOne, relay, transport } = await startNetwork('pass');
    const first = connectOne();
    await works(first);
    expect([first.socket.isSlow, transport.isSlow()]).toEqual([false, false]);
    first.socket.close();
    await until('its end', () => first.endings.length === 1);
    await relay.server.drain();
    const after = connectOne();
    await until('an end', () => after.endings.length === 1);
    expect(after.endings[0]!.code).toBe(1006);
    expect(after.state.opened).toBe(0);
  });

  test('a connection that is closed before it has begun ends once', async () => {
    const { connect: connectOne } = await startNetwork('pass');
    const early = connectOne();
    early.socket.close();
    await until('its end', () => early.endings.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([early.endings, early.state.opened]).toEqual([[{ code: 1006 }], 0]);
  });
});
