import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { closeCodes } from '../protocol/close-codes.ts';
import { encodeUpdate } from '../protocol/messages.ts';
import { MemoryRoomStorage } from '../storage/memory-room-storage.ts';
import { StorageError } from '../storage/room-storage.ts';
import { syncIntervalMs } from './confirm-queue.ts';
import { RoomRegistry } from './room-registry.ts';
import { ManualScheduler, TestPeer, textOf, typing } from './rooms.test-support.ts';

/** Commits do not wait for the disk; the disk has them when the test says so. */
class SyncedStorage extends MemoryRoomStorage {
  readonly syncs: { done: () => void; fail: (error: Error) => void }[] = [];
  readonly sync = () =>
    new Promise<void>((done, fail) => {
      this.syncs.push({ done, fail });
    });
}

async function setUp() {
  const storage = new SyncedStorage();
  const scheduler = new ManualScheduler();
  const registry = new RoomRegistry({ storage, scheduler });
  const { room } = await registry.open('plan');
  const writer = new TestPeer({ confirm: true });
  const reader = new TestPeer();
  const member = room.join(writer);
  room.join(reader);
  const greeting = writer.take('confirmation');
  reader.take('step1');
  const letters = typing(7, 'abcdef');
  const type = async (index: number) => {
    member.receive(encodeUpdate(letters[index]!));
    await scheduler.turn();
  };
  /** Lets the disk have what it was asked for. */
  const finish = async (index: number) => {
    storage.syncs[index]!.done();
    await scheduler.turn();
  };
  return { storage, scheduler, registry, room, member, writer, reader, greeting, type, finish };
}

const clocks = (stateVector: Uint8Array) => Y.decodeStateVector(stateVector);

describe('a store whose commits do not wait for the disk', () => {
  it('RP-20 sends on at once and confirms when the disk has it', async () => {
    const { writer, reader, greeting, type, finish } = await setUp();
    expect(greeting).toHaveLength(1);
    await type(0);
    expect(textOf(...reader.take('update').map(({ update }) => update))).toBe('a');
    expect(writer.frames).toEqual([]);
    await finish(0);
    const [confirmation] = writer.take('confirmation');
    expect(confirmation!.count).toBe(1);
    expect(clocks(confirmation!.stateVector)).toEqual(new Map([[7, 1]]));
  });

  it('RP-20 never confirms what was committed after the disk was asked', async () => {
    const { scheduler, storage, writer, type, finish } = await setUp();
    await type(0);
    await type(1);
    expect(storage.syncs).toHaveLength(1);
    await finish(0);
    const [first] = writer.take('confirmation');
    expect(first!.count).toBe(1);
    expect(clocks(first!.stateVector)).toEqual(new Map([[7, 1]]));
    await scheduler.pass(syncIntervalMs);
    await finish(1);
    const [second] = writer.take('confirmation');
    expect(second!.count).toBe(2);
    expect(clocks(second!.stateVector)).toEqual(new Map([[7, 2]]));
  });

  it('RP-21 asks the disk once for all that was committed in one interval, and never twice at once', async () => {
    const { scheduler, storage, writer, type, finish } = await setUp();
    await type(0);
    await finish(0);
    for (const index of [1, 2, 3]) await type(index);
    expect(storage.syncs).toHaveLength(1);
    await scheduler.pass(syncIntervalMs);
    expect(storage.syncs).toHaveLength(2);
    await type(4);
    await scheduler.pass(10 * syncIntervalMs);
    expect(storage.syncs).toHaveLength(2);
    writer.frames.length = 0;
    await finish(1);
    expect(writer.take('confirmation').map(({ count }) => count)).toEqual([4]);
    expect(storage.syncs).toHaveLength(3);
  });

  it('RP-20 tells a newcomer what is durable when the disk has caught up with the room', async () => {
    const { room, type, finish, scheduler } = await setUp();
    await type(0);
    const newcomer = new TestPeer({ confirm: true });
    room.join(newcomer);
    await scheduler.turn();
    expect(newcomer.messages.map(({ kind }) => kind)).toEqual(['step1']);
    await finish(0);
    await scheduler.pass(syncIntervalMs);
    await finish(1);
    const [greeting] = newcomer.take('confirmation');
    expect(greeting!.count).toBe(0);
    expect(clocks(greeting!.stateVector)).toEqual(new Map([[7, 1]]));
  });

  it('RP-24 confirms what the room knows already no sooner than what it knows it from', async () => {
    const { room, writer, type, finish, scheduler } = await setUp();
    await type(0);
    const other = new TestPeer({ confirm: true });
    const again = room.join(other);
    again.receive(encodeUpdate(typing(7, 'a')[0]!));
    await scheduler.turn();
    await finish(0);
    expect(writer.take('confirmation')).toHaveLength(1);
    expect(other.take('confirmation')).toEqual([]);
    await scheduler.pass(syncIntervalMs);
    await finish(1);
    expect(other.take('confirmation').map(({ count }) => count)).toEqual([1]);
  });

  it('RP-25 ends the rooms whose updates the disk may not have, and no others', async () => {
    const { room, registry, storage, writer, reader, type, scheduler } = await setUp();
    const other = (await registry.open('other')).room;
    await type(0);
    const local = room.applyLocal(typing(8, 'x')[0]!, 'local').catch((error: unknown) => error);
    await scheduler.turn();
    storage.syncs[0]!.fail(new StorageError('failed', 'the disk said no'));
    await scheduler.turn();
    for (const peer of [writer, reader]) expect(peer.closed?.code).toBe(closeCodes.storageFailed.code);
    expect(writer.take('confirmation')).toEqual([]);
    expect([room.state, other.state]).toEqual(['closed', 'live']);
    await scheduler.pass(syncIntervalMs);
    storage.syncs[1]!.done();
    await scheduler.turn();
    expect(await local).toBeUndefined();
    expect(registry.pendingBytes).toBe(0);
  });

  it('RP-43 does not end before the disk has everything', async () => {
    const { registry, type, finish, scheduler, writer } = await setUp();
    await type(0);
    let ended = false;
    const closing = registry.close().then(() => {
      ended = true;
    });
    await scheduler.turn();
    expect(ended).toBe(false);
    await finish(0);
    await closing;
    expect(writer.take('confirmation').map(({ count }) => count)).toEqual([1]);
  });
});
