import { afterEach, describe, expect, test } from 'vitest';
import { join } from 'node:path';
import * as Y from 'yjs';
import { createNetworkAccess } from '../../electron/backend/network/network-access.ts';
import { openPolling } from '../../electron/backend/sync/http-polling.ts';
import type {
  ConnectRelay,
  RelaySocket,
  RelaySocketEvents,
  SocketEnding,
} from '../../electron/backend/sync/relay-socket.ts';
import { nodeAfter } from '../../electron/backend/sync/timers.ts';
import { startMemoryRelay } from '../../relay/transport/memory-relay.test-support.ts';
import { startHttpFaultProxy } from './http-fault-proxy.test-support.ts';
import { startLaptop, temporaryFolder, type TestLaptop } from './laptops.test-support.ts';
import { until } from '../../shared/until.test-support.ts';
import { seededRandom } from './simulation/seeded-random.ts';

const planId = 'plan-1';
const ends: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const network = createNetworkAccess({
  environment: {},
  reportBug: (error) => {
    throw error;
  },
});

/** Connections that were open and ended. */
const broken: SocketEnding[] = [];

/** By requests alone, from the beginning. */
const connectByRequests: ConnectRelay = (target, listener) => {
  let isOpen = false;
  const events: RelaySocketEvents = {
    onMessage: (frame) => listener.onMessage(frame),
    onOpen() {
      isOpen = true;
      listener.onOpen();
    },
    onClose(ending) {
      if (isOpen) broken.push(ending);
      listener.onClose(ending);
    },
  };
  let inner: RelaySocket | undefined;
  let isClosed = false;
  void network.route(target.url, { keepAlive: true }).then((route) => {
    if (isClosed) route.close();
    else inner = openPolling(target, events, route, { after: nodeAfter, now: () => performance.now() });
  });
  return {
    isSlow: true,
    send: (frame) => inner?.send(frame),
    get bufferedBytes() {
      return inner?.bufferedBytes ?? 0;
    },
    close() {
      isClosed = true;
      inner?.close();
    },
  };
};

async function write(laptop: TestLaptop, text: string, at: number): Promise<void> {
  const local = await laptop.hub.open(planId);
  await local.change((doc) => doc.getText('note').insert(Math.min(at, doc.getText('note').length), text));
  local.close();
}

async function stateAt(laptop: TestLaptop): Promise<{ text: string; state: string }> {
  const doc = await laptop.hub.read(planId);
  const read = {
    text: doc.getText('note').toJSON(),
    state: Buffer.from(Y.encodeStateAsUpdate(doc)).toString('hex'),
  };
  doc.destroy();
  return read;
}

const seeds = process.env['SEED'] ? [Number(process.env['SEED'])] : [1, 2, 3, 4];

describe('over requests that get lost, doubled, cut and delayed', () => {
  test.each(seeds)(
    'RP-72 RP-73 laptops converge, everything is confirmed, nothing is there twice (seed %i)',
    async (seed) => {
      const seeded = seededRandom(seed);
      const random = () => seeded.next();
      const folder = temporaryFolder();
      ends.push(() => folder.remove());
      const relay = await startMemoryRelay();
      ends.push(() => relay.server.drain());
      const proxy = await startHttpFaultProxy(relay.port, random);
      ends.push(() => proxy.close());
      const laptops = ['ana', 'eleni', 'marko'].map((name, index) => {
        const isDirect = index === 2;
        const address = `ws://127.0.0.1:${isDirect ? relay.port : proxy.port}`;
        const laptop = startLaptop({
          path: join(folder.path, `${name}.sqlite`),
          relay: { address },
          ...(isDirect ? {} : { connect: connectByRequests }),
        });
        ends.push(() => laptop.close());
        laptop.hub.sharedId.set('partnership');
        laptop.addPlan(planId);
        return laptop;
      });
      proxy.faults = 0.4;
      broken.length = 0;
      const written: string[] = [];
      for (let round = 0; round < 60; round += 1) {
        const laptop = laptops[Math.floor(random() * laptops.length)]!;
        const word = `<${round}>`;
        written.push(word);
        await write(laptop, word, Math.floor(random() * 400));
        if (random() < 0.5) await new Promise((resolve) => setTimeout(resolve, random() * 40));
      }
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      proxy.faults = 0;
      await until(
        'everything to be confirmed',
        () => laptops.every(({ hub }) => hub.documentStatus(planId, '').state === 'confirmed'),
        60_000,
      );
      let states = await Promise.all(laptops.map(stateAt));
      for (let look = 0; look < 500 && new Set(states.map(({ state }) => state)).size > 1; look += 1) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        states = await Promise.all(laptops.map(stateAt));
      }
      expect(new Set(states.map(({ text }) => text)).size).toBe(1);
      expect(new Set(states.map(({ state }) => state)).size).toBe(1);
      // Every character that was written is there once; words may have been put into each other.
      const counted = (text: string) => text.split('').toSorted().join('');
      expect(counted(states[0]!.text)).toBe(counted(written.join('')));
      for (const [fate, count] of Object.entries(proxy.counts))
        expect([fate, count > 0]).toEqual([fate, true]);
      expect(broken, 'faults are made up for, not started over').toEqual([]);
      expect(laptops.flatMap(({ bugs }) => bugs)).toEqual([]);
    },
  );
});
