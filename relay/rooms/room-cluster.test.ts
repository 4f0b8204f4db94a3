import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { encodeAwarenessMessage, encodeStep1, encodeUpdate } from '../protocol/messages.ts';
import { MemoryRoomStorage } from '../storage/memory-room-storage.ts';
import type { NewEntry } from '../storage/room-storage.ts';
import type { ClusterRoom, PresenceNews } from './room-cluster.ts';
import type { CommittedUpdate } from './room-peer.ts';
import { RoomRegistry } from './room-registry.ts';
import { ManualScheduler, TestPeer, textOf, typing } from './rooms.test-support.ts';

/** Another process writes to the same store, and this one hears of it when the test says so. */
class SharedStore extends MemoryRoomStorage {
  gate: Promise<void> | undefined;

  override async append(entries: readonly NewEntry[]) {
    const sequences = await super.append(entries);
    await this.gate;
    return sequences;
  }

  async appendElsewhere(update: Uint8Array): Promise<CommittedUpdate> {
    const [sequence] = await super.append([{ room: 'plan', update, origin: null }]);
    return { update, sequence: sequence!, origin: null };
  }
}

async function setUp() {
  const scheduler = new ManualScheduler();
  const storage = new SharedStore();
  const rooms: ClusterRoom[] = [];
  const committed: CommittedUpdate[] = [];
  const present: PresenceNews[][] = [];
  const cluster = {
    opened: (room: ClusterRoom) => void rooms.push(room),
    closed: (room: ClusterRoom) => void rooms.splice(rooms.indexOf(room), 1),
    committed: (_room: ClusterRoom, updates: readonly CommittedUpdate[]) => void committed.push(...updates),
    present: (_room: ClusterRoom, news: readonly PresenceNews[]) => void present.push([...news]),
  };
  const registry = new RoomRegistry({ storage, scheduler, cluster });
  const { room } = await registry.open('plan');
  return { scheduler, storage, registry, room, shared: rooms[0]!, rooms, committed, present };
}

const empty = new Uint8Array([0]);
const textAt = (peer: TestPeer) =>
  textOf(...peer.messages.flatMap((message) => ('update' in message ? [message.update] : [])));

describe('a room of a store that other processes write to', () => {
  it('RC-1 sends on what was committed elsewhere, once, whatever order and however often it comes', async () => {
    const { room, shared, storage, scheduler, committed } = await setUp();
    const reader = new TestPeer();
    room.join(reader);
    const entries: CommittedUpdate[] = [];
    for (const update of typing(7, 'abcd')) entries.push(await storage.appendElsewhere(update));
    const [a, b, c, d] = entries;
    shared.takeCommitted([c!]);
    expect([room.lastSequence, shared.hasGap]).toEqual([0, true]);
    expect(Y.decodeStateVector(room.stateVector())).toEqual(new Map());
    shared.takeCommitted([a!, c!]);
    expect([room.lastSequence, shared.hasGap]).toEqual([1, true]);
    shared.takeCommitted([b!, d!, b!]);
    expect([room.lastSequence, shared.hasGap]).toEqual([4, false]);
    shared.takeCommitted(entries);
    await scheduler.turn();
    expect(reader.messages.filter(({ kind }) => kind === 'update')).toHaveLength(3);
    expect(textAt(reader)).toBe('abcd');
    expect(committed).toEqual([]);
    const late = new TestPeer();
    room.join(late).receive(encodeStep1(empty));
    await scheduler.turn();
    expect(textOf(late.take('step2')[0]!.update)).toBe('abcd');
  });

  it('RC-2 claims nothing that lies between two own entries until it has it', async () => {
    const { room, shared, storage, scheduler, committed } = await setUp();
    const peer = new TestPeer({ confirm: true });
    const reader = new TestPeer();
    const member = room.join(peer);
    room.join(reader);
    const [first, second] = typing(1, 'xy');
    member.receive(encodeUpdate(first!));
    await scheduler.turn();
    const between = await storage.appendElsewhere(typing(2, 'z')[0]!);
    reader.frames.length = 0;
    reader.through.length = 0;
    member.receive(encodeUpdate(second!));
    await scheduler.turn();
    expect(committed.map(({ sequence }) => sequence)).toEqual([1, 3]);
    expect([room.lastSequence, shared.hasGap, reader.through]).toEqual([1, true, [1]]);
    // Confirmed all the same: it is durable.
    expect(peer.take('confirmation').at(-1)).toMatchObject({ count: 2 });
    expect(Y.decodeStateVector(room.stateVector())).toEqual(new Map([[1, 2]]));
    const { throughSequence } = await room.encodeDiff(empty);
    expect(throughSequence).toBe(1);
    shared.takeCommitted([between]);
    expect([room.lastSequence, shared.hasGap, reader.through.at(-1)]).toEqual([3, false, 3]);
    expect((await room.encodeDiff(empty)).throughSequence).toBe(3);
  });

  it('RC-2 takes what the store has beyond it, a snapshot too, and sends only what is new', async () => {
    const { room, shared, storage, scheduler } = await setUp();
    const updates = typing(7, 'abcdefgh');
    shared.takeCommitted([await storage.appendElsewhere(updates[0]!)]);
    const reader = new TestPeer();
    room.join(reader).receive(encodeStep1(empty));
    await scheduler.turn();
    for (const update of updates.slice(1)) await storage.appendElsewhere(update);
    const snapshot = Y.mergeUpdates(updates.slice(0, 7));
    shared.takeNews({ room: 'plan', lastSequence: 8, updates: [snapshot, updates[7]!] });
    shared.takeNews({ room: 'plan', lastSequence: 5, updates: [] });
    expect([room.lastSequence, shared.hasGap]).toEqual([8, false]);
    const sent = reader.messages.at(-1)!;
    expect(sent.kind === 'update' && Y.decodeUpdate(sent.update).structs[0]!.id.clock).toBe(1);
    expect(textAt(reader)).toBe('abcdefgh');
    expect(textOf((await room.encodeDiff(empty)).update)).toBe('abcdefgh');
  });

  it('RC-2 confirms an own entry that it read from the store before the answer to its append was here', async () => {
    const { room, shared, storage, scheduler } = await setUp();
    let open = () => undefined as void;
    storage.gate = new Promise((resolve) => (open = resolve));
    const peer = new TestPeer({ confirm: true });
    const reader = new TestPeer();
    const member = room.join(peer);
    room.join(reader);
    const [update] = typing(7, 'a');
    const heard: number[] = [];
    room.onCommitted(({ sequence }) => heard.push(sequence));
    member.receive(encodeUpdate(update!));
    await scheduler.turn();
    shared.takeNews({ room: 'plan', lastSequence: 1, updates: [update!] });
    open();
    await scheduler.turn();
    expect(peer.take('confirmation').at(-1)).toMatchObject({ count: 1 });
    expect([room.lastSequence, shared.hasGap, textAt(reader), heard]).toEqual([1, false, 'a', [1]]);
  });

  it('RC-9 starts over, with a transient code, when the store has less than the room', async () => {
    const { registry, room, shared, rooms, storage, scheduler } = await setUp();
    const peer = new TestPeer();
    room.join(peer);
    void room.applyLocal(typing(7, 'a')[0]!, null);
    await scheduler.turn();
    await storage.remove('plan');
    shared.startOver();
    expect([peer.closed?.code, room.state, rooms.length]).toEqual([4507, 'closed', 0]);
    expect((await registry.open('plan')).room.lastSequence).toBe(0);
  });

  it('RC-8 tells presence both ways', async () => {
    const { room, shared, scheduler, present } = await setUp();
    const peer = new TestPeer();
    const entry = { client: 5, clock: 1, state: '{"name":"A"}' };
    room.join(peer).receive(encodeAwarenessMessage([entry]));
    await scheduler.turn();
    expect(present).toEqual([[{ ...entry, claimed: true, here: true }]]);
    expect(shared.presentHere()).toEqual([{ ...entry, claimed: true }]);
    peer.frames.length = 0;
    const elsewhere = {};
    shared.hearElsewhere([{ client: 6, clock: 1, state: '{"name":"B"}', claimed: true }], elsewhere);
    await scheduler.turn();
    expect(peer.take('awareness')[0]!.entries).toEqual([{ client: 6, clock: 1, state: '{"name":"B"}' }]);
    shared.forgetElsewhere(elsewhere);
    await scheduler.turn();
    expect(peer.take('awareness')[0]!.entries).toEqual([{ client: 6, clock: 1, state: 'null' }]);
    expect(present).toHaveLength(1);
  });
});
