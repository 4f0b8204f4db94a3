import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { closeCodes } from '../protocol/close-codes.ts';
import { encodeStep1, encodeStep2, encodeUpdate } from '../protocol/messages.ts';
import { MemoryRoomStorage } from '../storage/memory-room-storage.ts';
import { type NewEntry, StorageError } from '../storage/room-storage.ts';
import type { CommittedUpdate } from './room-peer.ts';
import type { RoomEvent } from './room-events.ts';
import type { RoomLimits } from './room-limits.ts';
import { RoomRegistry } from './room-registry.ts';
import { ManualScheduler, TestPeer, textOf, typing, updateFrames } from './rooms.test-support.ts';

/** Counts commits, and can be made to fail or to wait. */
class ObservedStorage extends MemoryRoomStorage {
  readonly appends: (readonly NewEntry[])[] = [];
  fail: ((entries: readonly NewEntry[]) => boolean) | undefined;
  gate: Promise<void> | undefined;

  override async append(entries: readonly NewEntry[]) {
    await this.gate;
    if (this.fail?.(entries)) throw new StorageError('full', 'no space left');
    this.appends.push(entries);
    return super.append(entries);
  }
}

async function setUp(limits: Partial<RoomLimits> = {}, storage = new ObservedStorage()) {
  const scheduler = new ManualScheduler();
  const events: RoomEvent[] = [];
  const registry = new RoomRegistry({ storage, scheduler, limits, onEvent: (event) => events.push(event) });
  const lease = await registry.open('plan');
  return { scheduler, storage, registry, room: lease.room, lease, events };
}

const empty = new Uint8Array([0]);

describe('a room', () => {
  it('RP-10 greets a peer with its state vector, and answers step 1 with what the peer lacks', async () => {
    const { room, scheduler } = await setUp();
    const updates = typing(7, 'abc');
    void room.applyLocal(updates[0]!, null);
    await scheduler.turn();
    const peer = new TestPeer();
    const member = room.join(peer);
    const [greeting] = peer.take('step1');
    expect(Y.decodeStateVector(greeting!.stateVector)).toEqual(new Map([[7, 1]]));
    member.receive(encodeStep1(empty));
    await scheduler.turn();
    expect(textOf(peer.take('step2')[0]!.update)).toBe('a');
  });

  it('RP-20 stores before it sends on and confirms', async () => {
    const { room, scheduler, storage } = await setUp();
    let open = () => undefined as void;
    storage.gate = new Promise((resolve) => (open = resolve));
    const [writer, reader] = [new TestPeer({ confirm: true }), new TestPeer()];
    const member = room.join(writer);
    room.join(reader);
    writer.take('step1');
    reader.take('step1');
    const order: string[] = [];
    const record = (peer: TestPeer, name: string) => {
      const send = peer.send.bind(peer);
      peer.send = (frame, through) => {
        order.push(name);
        send(frame, through);
      };
    };
    record(reader, 'fan-out');
    record(writer, 'confirmation');
    for (const frame of updateFrames(typing(7, 'ab'))) member.receive(frame);
    await scheduler.turn();
    expect(order).toEqual([]);
    expect(room.lastSequence).toBe(0);
    open();
    await scheduler.turn();
    expect(order).toEqual(['fan-out', 'confirmation']);
    const [confirmation] = writer.take('confirmation');
    expect(confirmation!.count).toBe(2);
    expect(Y.decodeStateVector(confirmation!.stateVector)).toEqual(new Map([[7, 2]]));
    expect(textOf(reader.take('update')[0]!.update)).toBe('ab');
  });

  it('RP-21 commits what all rooms received in one turn in one append', async () => {
    const { room, registry, scheduler, storage } = await setUp();
    const other = (await registry.open('other')).room;
    const writers = [room, other].map((one) => one.join(new TestPeer()));
    for (const writer of writers) for (const frame of updateFrames(typing(7, 'abc'))) writer.receive(frame);
    await scheduler.turn();
    expect(storage.appends).toHaveLength(1);
    expect(storage.appends[0]!.map((entry) => entry.room)).toEqual(['plan', 'other']);
  });

  it('RP-21 never commits twice at once: what comes meanwhile is the next commit', async () => {
    const { room, registry, scheduler, storage } = await setUp();
    const other = (await registry.open('other')).room;
    const writers = [room, other].map((one) => one.join(new TestPeer()));
    const [first, second, third] = updateFrames(typing(7, 'abc'));
    let underWay = 0;
    let most = 0;
    const append = storage.append.bind(storage);
    storage.append = async (entries) => {
      most = Math.max(most, (underWay += 1));
      const sequences = await append(entries);
      underWay -= 1;
      return sequences;
    };
    let open = () => undefined as void;
    storage.gate = new Promise((resolve) => (open = resolve));
    for (const frame of [first!, second!, third!]) {
      for (const writer of writers) writer.receive(frame);
      await scheduler.turn();
    }
    expect(storage.appends).toHaveLength(0);
    open();
    await scheduler.turn();
    expect(most).toBe(1);
    expect(storage.appends.map((entries) => entries.length)).toEqual([2, 2]);
    expect([room.lastSequence, other.lastSequence]).toEqual([2, 2]);
  });

  it('RP-22 sends one merged frame a turn to every peer, and a lone update not back to its sender', async () => {
    const { room, scheduler } = await setUp();
    const peers = [new TestPeer(), new TestPeer(), new TestPeer()];
    const members = peers.map((peer) => room.join(peer));
    for (const peer of peers) peer.take('step1');
    members[0]!.receive(encodeUpdate(typing(1, 'x')[0]!));
    await scheduler.turn();
    expect(peers.map((peer) => peer.take('update').length)).toEqual([0, 1, 1]);
    for (const frame of updateFrames(typing(2, 'abc'))) members[0]!.receive(frame);
    for (const frame of updateFrames(typing(3, 'de'))) members[1]!.receive(frame);
    await scheduler.turn();
    expect(peers[0]!.frames[0]).toBe(peers[2]!.frames[0]);
    const received = peers.map((peer) => peer.take('update'));
    expect(received.map((updates) => updates.length)).toEqual([1, 1, 1]);
    expect(textOf(received[2]![0]!.update)).toHaveLength(5);
  });

  it('keeps origins apart: what came over the link is not sent back over it', async () => {
    const { room, scheduler } = await setUp();
    const [link, window] = [new TestPeer({ origin: 'relay' }), new TestPeer({ origin: 'local' })];
    const [linkMember, windowMember] = [room.join(link), room.join(window)];
    link.take('step1');
    window.take('step1');
    const committed: CommittedUpdate[] = [];
    room.onCommitted((one) => committed.push(one));
    linkMember.receive(encodeUpdate(typing(1, 'r')[0]!));
    windowMember.receive(encodeUpdate(typing(2, 'l')[0]!));
    await scheduler.turn();
    expect(committed.map(({ origin, sequence }) => [origin, sequence])).toEqual([
      ['relay', 1],
      ['local', 2],
    ]);
    expect(link.through).toEqual([2]);
    expect(link.take('update').map(({ update }) => textOf(update))).toEqual(['l']);
    expect(window.take('update').map(({ update }) => textOf(update))).toEqual(['r']);
    expect(room.lastSequenceByOrigin.get('local')).toBe(2);
  });

  it('RP-23 reports an honest state vector when updates arrive with gaps, and keeps them', async () => {
    const { room, scheduler, registry, storage } = await setUp();
    const updates = typing(7, 'abcde');
    const member = room.join(new TestPeer());
    for (const index of [0, 3, 4]) member.receive(encodeUpdate(updates[index]!));
    await scheduler.turn();
    expect(Y.decodeStateVector(room.stateVector())).toEqual(new Map([[7, 1]]));
    const { update } = await room.encodeDiff(empty);
    expect(textOf(update)).toBe('a');
    expect(textOf(update, updates[1]!, updates[2]!)).toBe('abcde');
    await registry.close();
    const again = await new RoomRegistry({ storage, scheduler }).open('plan');
    expect(Y.decodeStateVector(again.room.stateVector())).toEqual(new Map([[7, 1]]));
    for (const index of [2, 1]) void again.room.applyLocal(updates[index]!, null);
    await scheduler.turn();
    expect(Y.decodeStateVector(again.room.stateVector())).toEqual(new Map([[7, 5]]));
    expect(textOf((await again.room.encodeDiff(empty)).update)).toBe('abcde');
  });

  it('RP-24 counts but does not store what it has: a client that comes back sends its deletions again', async () => {
    const { room, scheduler, storage } = await setUp();
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'hello');
    doc.getText('t').delete(1, 2);
    const writer = new TestPeer({ confirm: true });
    const reader = new TestPeer();
    const member = room.join(writer);
    room.join(reader);
    member.receive(encodeStep2(Y.encodeStateAsUpdate(doc)));
    await scheduler.turn();
    reader.take('update');
    member.receive(encodeStep2(Y.encodeStateAsUpdate(doc)));
    await scheduler.turn();
    expect(writer.take('confirmation').map(({ count }) => count)).toEqual([0, 1, 2]);
    expect(storage.appends).toHaveLength(1);
    expect(reader.frames).toEqual([]);
    const before = Y.encodeStateVector(doc);
    doc.getText('t').delete(0, 1);
    member.receive(encodeStep2(Y.encodeStateAsUpdate(doc, before)));
    await scheduler.turn();
    expect(storage.appends).toHaveLength(2);
    expect(textOf((await room.encodeDiff(empty)).update)).toBe('lo');
  });

  it('RP-25 a failed append ends every connection of the room transiently; nothing was confirmed or seen', async () => {
    const { room, registry, scheduler, storage, events } = await setUp();
    const other = (await registry.open('other')).room;
    const [writer, reader, elsewhere] = [new TestPeer({ confirm: true }), new TestPeer(), new TestPeer()];
    const member = room.join(writer);
    room.join(reader);
    other.join(elsewhere);
    for (const peer of [writer, reader, elsewhere]) peer.take('step1');
    storage.fail = (entries) => entries.some((entry) => entry.room === 'plan');
    const local = room.applyLocal(typing(8, 'x')[0]!, 'local').catch((error: unknown) => error);
    member.receive(encodeUpdate(typing(7, 'a')[0]!));
    void other.applyLocal(typing(9, 'y')[0]!, null);
    await scheduler.turn();
    expect(writer.closed?.code).toBe(closeCodes.storageFailed.code);
    expect(reader.closed?.code).toBe(closeCodes.storageFailed.code);
    expect([...writer.frames, ...reader.frames]).toEqual([]);
    expect(await local).toMatchObject({ code: 'full' });
    expect(other.lastSequence).toBe(1);
    expect(elsewhere.take('update')).toHaveLength(1);
    expect(events.map((event) => event.kind)).toContain('appendFailed');
    expect(room.state).toBe('closed');
    storage.fail = undefined;
    const again = await registry.open('plan');
    expect(again.room.lastSequence).toBe(0);
    expect(registry.pendingBytes).toBe(0);
  });

  it('RP-26 a reader may sync but not write, and is told so once', async () => {
    const { room, scheduler, storage } = await setUp();
    await Promise.all([room.applyLocal(typing(1, 'a')[0]!, null), scheduler.turn()]);
    const reader = new TestPeer({ mayWrite: false });
    const member = room.join(reader);
    reader.take('step1');
    member.receive(encodeStep2(typing(1, 'a')[0]!));
    await scheduler.turn();
    expect(reader.frames).toEqual([]);
    for (const frame of updateFrames(typing(7, 'no'))) member.receive(frame);
    await scheduler.turn();
    expect(reader.take('permissionDenied').map(({ reason }) => reason)).toEqual(['read-only']);
    expect(storage.appends).toHaveLength(1);
    expect(reader.closed).toBeUndefined();
  });

  it('RP-41 ends a connection that sends what cannot be read, and nobody else', async () => {
    const { room, scheduler, events } = await setUp();
    const [good, bad] = [new TestPeer(), new TestPeer()];
    const goodMember = room.join(good);
    const badMember = room.join(bad);
    badMember.receive(encodeUpdate(new Uint8Array([1, 2, 3])));
    badMember.receive(encodeUpdate(typing(7, 'a')[0]!));
    goodMember.receive(encodeUpdate(typing(8, 'b')[0]!));
    await scheduler.turn();
    expect(bad.closed?.code).toBe(closeCodes.protocolError.code);
    expect(good.closed).toBeUndefined();
    expect(textOf((await room.encodeDiff(empty)).update)).toBe('b');
    expect(events).toContainEqual(expect.objectContaining({ kind: 'peerClosed', code: 4400 }));
  });

  it('RP-42 a slow reader loses awareness first, gets it later, and is ended past the cap', async () => {
    const { room, scheduler } = await setUp({ awarenessBufferedBytes: 100, maxBufferedBytes: 1_000 });
    const [slow, other] = [new TestPeer(), new TestPeer()];
    room.join(slow);
    const member = room.join(other);
    slow.take('step1');
    slow.bufferedBytes = 500;
    const { encodeAwarenessMessage } = await import('../protocol/messages.ts');
    member.receive(encodeAwarenessMessage([{ client: 5, clock: 1, state: '{"n":1}' }]));
    member.receive(encodeUpdate(typing(7, 'a')[0]!));
    await scheduler.turn();
    expect(slow.messages.map(({ kind }) => kind)).toEqual(['update']);
    slow.bufferedBytes = 0;
    await scheduler.pass(1_000);
    expect(slow.take('awareness')[0]!.entries).toEqual([{ client: 5, clock: 1, state: '{"n":1}' }]);
    slow.bufferedBytes = 2_000;
    member.receive(encodeUpdate(typing(8, 'a')[0]!));
    await scheduler.turn();
    expect(slow.closed?.code).toBe(closeCodes.slowReader.code);
    expect(other.closed).toBeUndefined();
  });

  it('goes on when a listener throws', async () => {
    const { room, scheduler, events } = await setUp();
    room.onCommitted(() => {
      throw new Error('a bug in a listener');
    });
    void room.applyLocal(typing(7, 'a')[0]!, null);
    await scheduler.turn();
    expect(room.lastSequence).toBe(1);
    expect(events.map((event) => event.kind)).toEqual(['listenerFailed']);
  });

  it('refuses a local update that does not read', async () => {
    const { room } = await setUp();
    await expect(room.applyLocal(new Uint8Array([9, 9]), null)).rejects.toThrow(/not a readable update/);
  });
});
