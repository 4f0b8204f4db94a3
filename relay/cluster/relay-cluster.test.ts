import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { encodeAwarenessMessage, encodeUpdate } from '../protocol/messages.ts';
import { RoomRegistry } from '../rooms/room-registry.ts';
import { ManualScheduler, TestPeer, textOf, typing } from '../rooms/rooms.test-support.ts';
import { MemoryBusWire, SharedMemoryStorage } from './cluster.test-support.ts';
import type { ClusterEvent } from './cluster-event.ts';
import { RelayCluster } from './relay-cluster.ts';

/** Some relays in one process, on one store, one wire and one clock. */
class Relays {
  readonly scheduler = new ManualScheduler();
  readonly storage = new SharedMemoryStorage();
  readonly wire = new MemoryBusWire();
  readonly events: ClusterEvent[] = [];
  #count = 0;

  /** In small steps, so that what several relays do regularly happens in turn. */
  async pass(milliseconds: number): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += 100) await this.scheduler.pass(100);
  }

  start() {
    const { scheduler, storage, wire } = this;
    const bus = wire.connect();
    const cluster = new RelayCluster({
      relayId: `relay-${(this.#count += 1)}`,
      storeId: 'store',
      storage,
      bus,
      scheduler,
      onEvent: (event) => this.events.push(event),
    });
    const registry = new RoomRegistry({ storage, scheduler, cluster, limits: { compactAfterEntries: 8 } });
    return {
      cluster,
      registry,
      cut: () => bus.cut(),
      join: async () => {
        const { room } = await registry.open('plan');
        const peer = new TestPeer({ confirm: true });
        return { room, peer, member: room.join(peer) };
      },
    };
  }
}

const updatesAt = (peer: TestPeer) =>
  peer.messages.flatMap((message) => ('update' in message ? [message.update] : []));

describe('relays on one store', () => {
  it("RC-1 send on each other's entries at once, without asking the store", async () => {
    const relays = new Relays();
    const [a, b] = [await relays.start().join(), await relays.start().join()];
    await relays.pass(1_000);
    const { asked } = relays.storage;
    for (const update of typing(1, 'abc')) {
      a.member.receive(encodeUpdate(update));
      await relays.scheduler.turn();
    }
    expect(textOf(...updatesAt(b.peer))).toBe('abc');
    expect([b.room.lastSequence, relays.storage.asked]).toEqual([3, asked]);
    expect(updatesAt(a.peer)).toEqual([]);
  });

  it('RC-2 fill a gap from the store, soon', async () => {
    const relays = new Relays();
    const [a, b] = [await relays.start().join(), await relays.start().join()];
    await relays.pass(1_000);
    const [first, second] = typing(1, 'ab');
    relays.wire.deliver = () => undefined;
    a.member.receive(encodeUpdate(first!));
    await relays.scheduler.turn();
    relays.wire.deliver = (pass) => pass();
    a.member.receive(encodeUpdate(second!));
    await relays.scheduler.turn();
    expect(b.room.lastSequence).toBe(0);
    await relays.pass(100);
    expect([b.room.lastSequence, textOf(...updatesAt(b.peer))]).toEqual([2, 'ab']);
  });

  it('RC-2 find a message that was lost without a trace, within five seconds', async () => {
    const relays = new Relays();
    const [a, b] = [await relays.start().join(), await relays.start().join()];
    await relays.pass(1_000);
    relays.wire.deliver = () => undefined;
    a.member.receive(encodeUpdate(typing(1, 'a')[0]!));
    await relays.scheduler.turn();
    relays.wire.deliver = (pass) => pass();
    await relays.pass(5_100);
    expect(textOf(...updatesAt(b.peer))).toBe('a');
  });

  it('RC-2 ask the store once a second while the bus is away, for all rooms together', async () => {
    const relays = new Relays();
    const [first, second] = [relays.start(), relays.start()];
    const [a, b] = [await first.join(), await second.join()];
    for (const name of ['x', 'y', 'z']) await second.registry.open(name);
    await relays.pass(1_000);
    relays.wire.set(false);
    await relays.pass(1_000);
    const { asked } = relays.storage;
    a.member.receive(encodeUpdate(typing(1, 'a')[0]!));
    await relays.scheduler.turn();
    await relays.pass(1_100);
    expect(textOf(...updatesAt(b.peer))).toBe('a');
    expect(relays.storage.asked - asked).toBeLessThanOrEqual(4);
    expect(relays.events).toContainEqual({ kind: 'clusterBusAway' });
    relays.wire.set(true);
    await relays.pass(2_000);
    expect(relays.events.at(-1)).toEqual({ kind: 'clusterBusBack' });
  });

  it('RC-2 a large update goes by its number alone', async () => {
    const relays = new Relays();
    const [a, b] = [await relays.start().join(), await relays.start().join()];
    await relays.pass(1_000);
    const { wire } = relays;
    const doc = new Y.Doc();
    doc.getMap('m').set('image', new Uint8Array(600_000));
    const published: number[] = [];
    const bus = wire.connect();
    bus.start({
      onMessage: (_, message) => void published.push(message.length),
      onSubscribed: () => undefined,
      onLost: () => undefined,
    });
    bus.subscribe('relay:store:room:plan');
    a.member.receive(encodeUpdate(Y.encodeStateAsUpdate(doc)));
    await relays.scheduler.turn();
    expect([published.length > 0, Math.max(...published) < 1_000]).toEqual([true, true]);
    await relays.pass(200);
    expect(updatesAt(b.peer)[0]!.length).toBeGreaterThan(600_000);
  });

  it("RC-8 show each other's clients, also to a relay that opens the room later, and end them with their relay", async () => {
    const relays = new Relays();
    const first = relays.start();
    const a = await first.join();
    a.member.receive(encodeAwarenessMessage([{ client: 1, clock: 1, state: '{"name":"A"}' }]));
    await relays.pass(1_000);
    const b = await relays.start().join();
    await relays.scheduler.turn();
    const present = () => b.peer.take('awareness').flatMap(({ entries }) => entries);
    expect(present()[0]).toEqual({ client: 1, clock: 1, state: '{"name":"A"}' });
    await first.cluster.close();
    await relays.pass(100);
    expect(present()).toEqual([{ client: 1, clock: 1, state: 'null' }]);
  });

  it('RC-8 a silent relay is given up after 5 s, but not while the bus is away', async () => {
    const relays = new Relays();
    const [first, second] = [relays.start(), relays.start()];
    const [a, b] = [await first.join(), await second.join()];
    a.member.receive(encodeAwarenessMessage([{ client: 1, clock: 1, state: '{"name":"A"}' }]));
    await relays.pass(2_000);
    const present = () =>
      b.peer.take('awareness').flatMap(({ entries }) => entries.map(({ state }) => state));
    expect(present()).toEqual(['{"name":"A"}']);
    relays.wire.set(false);
    await relays.pass(10_000);
    expect(present()).toEqual([]);
    relays.wire.set(true);
    await relays.pass(3_000);
    expect(present()).toEqual([]);
    first.cut();
    await relays.pass(7_000);
    expect(present()).toEqual(['null']);
  });

  it('RC-9 a room that the store no longer has starts over', async () => {
    const relays = new Relays();
    const a = await relays.start().join();
    a.member.receive(encodeUpdate(typing(1, 'a')[0]!));
    await relays.scheduler.turn();
    await relays.storage.remove('plan');
    await relays.pass(6_000);
    expect(a.peer.closed?.code).toBe(4507);
    expect(relays.events).toContainEqual({ kind: 'storeChangedOutside', room: 'plan' });
  });

  it('passes over messages that it cannot read', async () => {
    const relays = new Relays();
    const a = await relays.start().join();
    const bus = relays.wire.connect();
    bus.start({ onMessage: () => undefined, onSubscribed: () => undefined, onLost: () => undefined });
    for (let length = 0; length < 40; length++) {
      const noise = new Uint8Array(length).map((_, index) => (index === 0 ? 1 : (index * 37 + length) % 256));
      bus.publish('relay:store:room:plan', noise);
      bus.publish('relay:store:relays', noise);
    }
    await relays.pass(500);
    expect(relays.events.every(({ kind }) => kind === 'clusterMessageRefused')).toBe(true);
    a.member.receive(encodeUpdate(typing(1, 'a')[0]!));
    await relays.scheduler.turn();
    expect(a.room.lastSequence).toBe(1);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'RC-1 RC-4 converge whatever the bus does, while all write and compact (seed %i)',
    async (seed) => {
      let state = seed;
      const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
      const relays = new Relays();
      const clients = await Promise.all([1, 2, 3].map(() => relays.start().join()));
      const late: (() => void)[] = [];
      relays.wire.deliver = (pass) => {
        const chance = random();
        if (chance < 0.25) return;
        if (chance < 0.5) late.push(pass);
        else pass();
        if (chance > 0.9) pass();
      };
      const docs = clients.map((_, index) => {
        const doc = new Y.Doc();
        doc.clientID = index + 1;
        doc.on('update', (update: Uint8Array) => clients[index]!.member.receive(encodeUpdate(update)));
        return doc;
      });
      for (let step = 0; step < 60; step++) {
        const text = docs[Math.floor(random() * 3)]!.getText('t');
        if (text.length > 3 && random() < 0.3) text.delete(1, 2);
        else text.insert(Math.floor(random() * (text.length + 1)), 'x');
        if (random() < 0.6) await relays.scheduler.turn();
        if (random() < 0.2) for (const pass of late.splice(0).toReversed()) pass();
        if (random() < 0.1) await relays.pass(300);
      }
      relays.wire.deliver = () => undefined;
      await relays.pass(8_000);
      const { lastSequence } = await relays.storage.load('plan');
      const whole = docs.map((doc, index) => {
        for (const update of updatesAt(clients[index]!.peer)) Y.applyUpdate(doc, update);
        return doc.getText('t').toJSON();
      });
      expect(new Set(whole).size).toBe(1);
      for (const { room, peer } of clients) {
        expect(room.lastSequence).toBe(lastSequence);
        expect(peer.closed).toBeUndefined();
        expect(textOf((await room.encodeDiff(new Uint8Array([0]))).update)).toBe(whole[0]);
      }
    },
  );
});
