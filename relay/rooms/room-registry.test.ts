import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { encodeAwarenessMessage, encodeStep1, encodeUpdate } from '../protocol/messages.ts';
import { MemoryRoomStorage } from '../storage/memory-room-storage.ts';
import { type NewEntry, StorageError } from '../storage/room-storage.ts';
import type { RoomEvent } from './room-events.ts';
import type { RoomLimits } from './room-limits.ts';
import { RoomRegistry } from './room-registry.ts';
import { ManualScheduler, TestPeer, textOf, typing } from './rooms.test-support.ts';

class SlowStorage extends MemoryRoomStorage {
  loads = 0;
  compactions = 0;
  failLoads = false;
  readonly #gates = new Map<string, Promise<void>>();

  /** Makes one kind of call wait until the returned function is called. */
  hold(call: 'load' | 'answer' | 'append' | 'compact'): () => void {
    const gate = Promise.withResolvers<void>();
    this.#gates.set(call, gate.promise);
    return () => {
      this.#gates.delete(call);
      gate.resolve();
    };
  }

  override async load(room: string) {
    this.loads += 1;
    await this.#gates.get('load');
    if (this.failLoads) throw new StorageError('failed', 'the disk does not answer');
    const stored = await super.load(room);
    await this.#gates.get('answer');
    return stored;
  }

  override async append(entries: readonly NewEntry[]) {
    await this.#gates.get('append');
    return super.append(entries);
  }

  override async compact(room: string, snapshot: Uint8Array, through: number) {
    await this.#gates.get('compact');
    this.compactions += 1;
    return super.compact(room, snapshot, through);
  }
}

function setUp(limits: Partial<RoomLimits> = {}) {
  const storage = new SlowStorage();
  const scheduler = new ManualScheduler();
  const events: RoomEvent[] = [];
  const registry = new RoomRegistry({ storage, scheduler, limits, onEvent: (event) => events.push(event) });
  return { storage, scheduler, registry, events };
}

const empty = new Uint8Array([0]);

describe('rooms come and go', () => {
  it('RP-51 one load serves all who wait for it', async () => {
    const { storage, registry, scheduler } = setUp();
    const release = storage.hold('load');
    const opening = [registry.open('plan'), registry.open('plan'), registry.open('plan')];
    await scheduler.turn();
    release();
    const leases = await Promise.all(opening);
    expect(storage.loads).toBe(1);
    expect(new Set(leases.map(({ room }) => room)).size).toBe(1);
  });

  it('RP-51 a failed load refuses the room, stays behind with nobody, and the next one tries again', async () => {
    const { storage, registry, events } = setUp();
    await storage.append([{ room: 'plan', update: typing(7, 'a')[0]!, origin: null }]);
    storage.failLoads = true;
    const results = await Promise.allSettled([registry.open('plan'), registry.open('plan')]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(registry.size).toBe(0);
    expect(events.map(({ kind }) => kind)).toEqual(['loadFailed']);
    storage.failLoads = false;
    const { room } = await registry.open('plan');
    expect(textOf((await room.encodeDiff(empty)).update)).toBe('a');
  });

  it('RP-52 a room leaves some seconds after its last lease, not before', async () => {
    const { registry, scheduler } = setUp({ unloadDelayMs: 5_000 });
    const [first, second] = [await registry.open('plan'), await registry.open('plan')];
    first.release();
    first.release();
    await scheduler.pass(20_000);
    expect(registry.size).toBe(1);
    second.release();
    await scheduler.pass(4_000);
    expect(registry.size).toBe(1);
    await scheduler.pass(2_000);
    expect(registry.size).toBe(0);
    expect(first.room.state).toBe('closed');
  });

  it('RP-52 who comes while a room closes waits for it and finds everything', async () => {
    const { storage, registry, scheduler } = setUp({ unloadDelayMs: 1_000, compactAtUnloadEntries: 1 });
    const { room, release } = await registry
      .open('plan')
      .then((lease) => ({ room: lease.room, release: () => lease.release() }));
    void room.applyLocal(typing(7, 'a')[0]!, null);
    await scheduler.turn();
    release();
    const letCompact = storage.hold('compact');
    await scheduler.pass(3_000);
    expect(room.state).toBe('closing');
    let opened = false;
    const opening = registry.open('plan').then((lease) => {
      opened = true;
      return lease;
    });
    await scheduler.turn();
    expect(opened).toBe(false);
    letCompact();
    const again = await opening;
    expect(again.room).not.toBe(room);
    expect(again.room.state).toBe('live');
    expect(textOf((await again.room.encodeDiff(empty)).update)).toBe('a');
    expect(storage.compactions).toBe(1);
  });

  it('RP-52 a room does not leave while an update of its last peer is being stored', async () => {
    const { storage, registry, scheduler } = setUp({ unloadDelayMs: 1_000 });
    const lease = await registry.open('plan');
    const member = lease.room.join(new TestPeer());
    const letAppend = storage.hold('append');
    member.receive(encodeUpdate(typing(7, 'a')[0]!));
    member.leave();
    lease.release();
    await scheduler.pass(5_000);
    expect(lease.room.state).toBe('closing');
    letAppend();
    await scheduler.turn();
    expect(lease.room.state).toBe('closed');
    expect(textOf((await storage.load('plan')).tail[0]!.update)).toBe('a');
  });

  it('RP-27 compacts after some hundred entries while people type, and again at unload', async () => {
    const { storage, registry, scheduler } = setUp({ compactAfterEntries: 50, unloadDelayMs: 1_000 });
    const lease = await registry.open('plan');
    const updates = typing(7, 'x'.repeat(130));
    for (const [index, update] of updates.entries()) {
      void lease.room.applyLocal(update, index % 2 === 0 ? 'local' : 'relay');
      await scheduler.turn();
    }
    await scheduler.pass(1_000);
    expect(storage.compactions).toBeGreaterThanOrEqual(2);
    expect((await storage.load('plan')).tail.length).toBeLessThan(50);
    expect(lease.room.lastSequence).toBe(130);
    lease.release();
    await scheduler.pass(3_000);
    const stored = await storage.load('plan');
    expect(stored.tail).toHaveLength(0);
    expect(textOf(stored.snapshot!)).toHaveLength(130);
    expect(stored.lastSequenceByOrigin).toEqual(
      new Map([
        ['local', 129],
        ['relay', 130],
      ]),
    );
  });

  it('RP-27 compacts few but large entries at unload, and leaves a short tail alone', async () => {
    const { storage, registry, scheduler } = setUp({ unloadDelayMs: 1_000 });
    for (const [name, characters] of [
      ['short', 10],
      ['long', 3_000],
    ] as const) {
      const lease = await registry.open(name);
      for (const update of typing(7, 'x'.repeat(characters))) void lease.room.applyLocal(update, null);
      await scheduler.turn();
      lease.release();
    }
    await scheduler.pass(3_000);
    const [short, long] = [await storage.load('short'), await storage.load('long')];
    expect([short.tail.length, short.snapshot]).toEqual([1, null]);
    expect([long.tail.length, long.snapshot!.length < 3_100]).toEqual([0, true]);
  });

  it('RP-27 a compaction under way loses nothing of what is stored meanwhile', async () => {
    const { storage, registry, scheduler } = setUp({ compactAfterEntries: 5 });
    const { room } = await registry.open('plan');
    const updates = typing(7, 'abcdefghij');
    const letCompact = storage.hold('compact');
    for (const update of updates) {
      void room.applyLocal(update, null);
      await scheduler.turn();
    }
    letCompact();
    await scheduler.turn();
    expect(storage.compactions).toBe(1);
    const stored = await storage.load('plan');
    expect(textOf(stored.snapshot!, ...stored.tail.map(({ update }) => update))).toBe('abcdefghij');
    expect(textOf((await room.encodeDiff(empty)).update)).toBe('abcdefghij');
  });

  it('RP-10 answers from the store again after its content left memory, also for what comes in between', async () => {
    const { storage, registry, scheduler } = setUp({ contentIdleMs: 1_000 });
    const { room } = await registry.open('plan');
    const [first, second, third] = typing(7, 'abc');
    void room.applyLocal(first!, null);
    await scheduler.pass(5_000);
    const loads = storage.loads;
    const peer = new TestPeer();
    const member = room.join(peer);
    // The store has read, and answers late: what is committed in between is not in the answer.
    const letLoad = storage.hold('answer');
    member.receive(encodeStep1(empty));
    await scheduler.turn();
    void room.applyLocal(second!, null);
    await scheduler.turn();
    letLoad();
    await scheduler.turn();
    expect(storage.loads).toBe(loads + 1);
    void room.applyLocal(third!, null);
    await scheduler.turn();
    const received = peer.messages.flatMap((message) =>
      message.kind === 'step2' || message.kind === 'update' ? [message.update] : [],
    );
    expect(textOf(...received)).toBe('abc');
    expect(textOf((await room.encodeDiff(empty)).update)).toBe('abc');
    expect(storage.loads).toBe(loads + 1);
    const missing = await room.encodeDiff(Y.encodeStateVectorFromUpdate(Y.mergeUpdates([first!, second!])));
    expect(textOf(first!, second!, missing.update)).toBe('abc');
    expect(missing.throughSequence).toBe(3);
  });

  it('RP-32 tells the others in one frame a turn who came, moved and left', async () => {
    const { registry, scheduler } = setUp();
    const { room } = await registry.open('plan');
    const watcher = new TestPeer();
    room.join(watcher);
    watcher.take('step1');
    const members = [1, 2, 3].map((client) => {
      const member = room.join(new TestPeer());
      for (let clock = 1; clock < 5; clock++) {
        member.receive(encodeAwarenessMessage([{ client, clock, state: `{"c":${clock}}` }]));
      }
      return member;
    });
    await scheduler.turn();
    const [joined, ...more] = watcher.take('awareness');
    expect(more).toEqual([]);
    expect(joined!.entries.map(({ client, clock }) => [client, clock])).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
    ]);
    members[1]!.leave();
    await scheduler.turn();
    expect(watcher.take('awareness')[0]!.entries).toEqual([{ client: 2, clock: 5, state: 'null' }]);
  });

  it('RP-43 closing stores what waits and ends everybody with a transient code', async () => {
    const { storage, registry, scheduler } = setUp();
    const lease = await registry.open('plan');
    const peer = new TestPeer({ confirm: true });
    const member = lease.room.join(peer);
    member.receive(encodeUpdate(typing(7, 'a')[0]!));
    const closing = registry.close();
    await scheduler.turn();
    await closing;
    expect(peer.take('confirmation').at(-1)!.count).toBe(1);
    expect(peer.closed?.code).toBe(1001);
    expect((await storage.load('plan')).lastSequence).toBe(1);
    await expect(registry.open('plan')).rejects.toThrow(/closed/);
  });
});
