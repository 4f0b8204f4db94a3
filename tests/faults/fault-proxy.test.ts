import { setTimeout as pause } from 'node:timers/promises';
import * as Y from 'yjs';
import { afterEach, describe, expect, it } from 'vitest';
import { followerBackoff } from '../../electron/backend/sync/backoff.ts';
import { createRelayLink, type RelayLink } from '../../electron/backend/sync/relay-link.ts';
import { connectWebSocket } from '../../electron/backend/sync/relay-socket.ts';
import { nodeAfter } from '../../electron/backend/sync/timers.ts';
import { type RoomLease, RoomRegistry } from '../../relay/rooms/room-registry.ts';
import { MemoryRoomStorage } from '../../relay/storage/memory-room-storage.ts';
import { RelayBench } from '../../relay/transport/relay.test-support.ts';
import { until } from '../../shared/until.test-support.ts';
import { seededRandom } from '../convergence/simulation/seeded-random.ts';
import { FaultProxy, noFaults } from './fault-proxy.ts';
import { newcomerState } from './faults.test-support.ts';

const room = 'plan';
const editCount = 150;
const seeds = process.env['SEED'] ? [Number(process.env['SEED'])] : [1, 2, 3];

/** A laptop as the app makes one: a durable room of its own and a link that bridges it to the relay. */
class Laptop {
  readonly #registry = new RoomRegistry({ storage: new MemoryRoomStorage() });
  readonly #url: string;
  readonly #doc = new Y.Doc();
  #lease: RoomLease | undefined;
  #link: RelayLink | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  async start(): Promise<void> {
    this.#lease = await this.#registry.open(room);
    this.#lease.room.onCommitted(({ update }) => Y.applyUpdate(this.#doc, update, 'room'));
    this.#doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'room') void this.#lease?.room.applyLocal(update, 'local');
    });
    this.#connect();
  }

  get text(): Y.Text {
    return this.#doc.getText('t');
  }

  /** A refusal is final until the app is started again. */
  restartIfRefused(): void {
    if (this.#link?.state().phase !== 'refused') return;
    this.#link.close();
    this.#connect();
  }

  async stop(): Promise<void> {
    this.#link?.close();
    this.#lease?.release();
    await this.#registry.close();
  }

  #connect(): void {
    this.#link = createRelayLink({
      documentId: room,
      place: 'relay',
      target: { url: `${this.#url}/${room}?confirm=1` },
      relayRoom: room,
      openRoom: (id) => this.#registry.open(id),
      confirmations: {
        get: () => ({ confirmedSequence: 0, confirmedAt: null }),
        last: () => undefined,
        confirm: () => undefined,
        unconfirmedChanges: () => 0,
        beforeCompaction: () => undefined,
      },
      connect: connectWebSocket,
      backoff: { ...followerBackoff, firstMs: 20, maxMs: 200 },
      after: nodeAfter,
      random: Math.random,
      wallClock: Date.now,
      onChange: () => undefined,
      onConnected: () => undefined,
      reportBug: () => 'bug',
    });
  }
}

describe('a network that harms messages', () => {
  const bench = new RelayBench();
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
    await bench.dispose();
  });

  it.each(seeds)(
    'RP-54 all converge once it has healed: doubled, swapped, lost and cut messages (seed %i)',
    async (seed) => {
      const random = seededRandom(seed);
      const relay = await bench.start();
      const proxy = new FaultProxy(relay.url, random, {
        duplicate: 0.1,
        reorder: 0.1,
        drop: 0.05,
        truncate: 0.02,
      });
      const url = await proxy.listen();
      const stock = [bench.client(url, room), bench.client(url, room)];
      const laptops = [new Laptop(url), new Laptop(url)];
      for (const laptop of laptops) {
        await laptop.start();
        closers.push(() => laptop.stop());
      }
      closers.push(() => proxy.close());
      const comeBack = () => {
        for (const { provider } of stock) if (!provider.shouldConnect) provider.connect();
        for (const laptop of laptops) laptop.restartIfRefused();
      };
      const texts = [...stock.map(({ text }) => text), ...laptops.map(({ text }) => text)];
      // A rare fault may not have come by chance yet.
      const isMissing = () => Object.values(proxy.done).includes(0);
      for (let edit = 0; edit < editCount || isMissing(); edit += 1) {
        const text = random.pick(texts);
        if (text.length > 30 && random.chance(0.3))
          text.delete(random.below(text.length - 5), 1 + random.below(4));
        else text.insert(random.below(text.length + 1), random.pick(['a', 'ž', 'ω', '🙂']));
        await pause(random.below(12));
        if (edit % 40 === 39) comeBack();
        if (edit % 60 === 59) proxy.cut();
      }
      proxy.rates = noFaults;
      proxy.cut();
      await until('the same text everywhere', () => {
        comeBack();
        return texts.every((text) => text.toJSON() === texts[0]!.toJSON());
      });
      expect(texts[0]!.length).toBeGreaterThan(30);
      for (const count of Object.values(proxy.done)) expect(count).toBeGreaterThan(0);
      const stored = new Y.Doc();
      Y.applyUpdate(stored, await newcomerState(relay.url, room));
      expect(stored.getText('t').toJSON()).toBe(texts[0]!.toJSON());
      // Nothing is kept back anywhere: no operation waits for one that was lost.
      expect(stored.store.pendingStructs).toBeNull();
    },
  );
});
