import { describe, expect, it } from 'vitest';
import { MemoryRoomStorage } from '../storage/memory-room-storage.ts';
import type { NewEntry } from '../storage/room-storage.ts';
import type { RoomPeer } from './room-peer.ts';
import { RoomRegistry } from './room-registry.ts';
import { ManualScheduler, TestPeer, textOf, typing, updateFrames } from './rooms.test-support.ts';

/** A disk that writes when the test says so. */
class SlowStorage extends MemoryRoomStorage {
  readonly groups: number[] = [];
  gate: Promise<void> | undefined;

  override async append(entries: readonly NewEntry[]) {
    await this.gate;
    this.groups.push(entries.length);
    return super.append(entries);
  }
}

async function setUp() {
  const scheduler = new ManualScheduler();
  const storage = new SlowStorage();
  const registry = new RoomRegistry({ storage, scheduler });
  const { room } = await registry.open('plan');
  const join = <Peer extends RoomPeer>(peer: Peer) => ({ peer, member: room.join(peer) });
  const stored = async () => textOf((await room.encodeDiff(new Uint8Array([0]))).update);
  return { scheduler, storage, join, stored };
}

describe('rights that change while a commit is made', () => {
  it('RP-26 RA-32 what came before the change is stored and confirmed, what came after it in the same group is not', async () => {
    const { scheduler, storage, join, stored } = await setUp();
    const { peer, member } = join(new TestPeer({ confirm: true }));
    const other = join(new TestPeer());
    const [a, b, c] = updateFrames(typing(7, 'abc')) as [Uint8Array, Uint8Array, Uint8Array];
    const [x] = updateFrames(typing(8, 'x')) as [Uint8Array];
    member.receive(a);
    peer.mayWrite = false;
    member.receive(b);
    other.member.receive(x);
    // Rights that come back before the commit do not let through what was refused before.
    peer.mayWrite = true;
    member.receive(c);
    await scheduler.turn();
    expect(storage.groups).toHaveLength(1);
    expect(await stored()).toMatch(/^(ax|xa)$/);
    expect(peer.take('confirmation').at(-1)?.count).toBe(1);
    expect(member.hasRefused).toBe(true);
    const told = other.peer.take('update').map(({ update }) => textOf(update));
    expect(told).toEqual([expect.stringMatching(/^(ax|xa)$/)]);
  });

  it('RP-26 a change that arrives while the disk writes takes nothing back, and the next update is refused', async () => {
    const { scheduler, storage, join, stored } = await setUp();
    const { peer, member } = join(new TestPeer({ confirm: true }));
    const gate = Promise.withResolvers<void>();
    storage.gate = gate.promise;
    const [a, b] = updateFrames(typing(7, 'ab')) as [Uint8Array, Uint8Array];
    member.receive(a);
    await scheduler.turn();
    peer.mayWrite = false;
    member.receive(b);
    gate.resolve();
    await scheduler.turn();
    expect(await stored()).toBe('a');
    expect(peer.messages.filter(({ kind }) => kind === 'permissionDenied')).toHaveLength(1);
    expect(peer.take('confirmation').at(-1)?.count).toBe(1);
  });
});
