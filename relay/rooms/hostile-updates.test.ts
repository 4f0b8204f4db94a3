import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { encodeUpdate } from '../protocol/messages.ts';
import { mutated, someUpdates } from '../protocol/protocol.test-support.ts';
import { MemoryRoomStorage } from '../storage/memory-room-storage.ts';
import type { RoomEvent } from './room-events.ts';
import { RoomRegistry } from './room-registry.ts';
import { ManualScheduler, TestPeer, typing } from './rooms.test-support.ts';

const honest = 4_000_000_000;
const limits = { unloadDelayMs: 1_000, compactAtUnloadEntries: 1 };

describe('a room under hostile updates', () => {
  it('RP-41 stays usable, compacts, opens again, and keeps what honest clients wrote', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mutated(someUpdates), { minLength: 1, maxLength: 6 }), async (hostile) => {
        const storage = new MemoryRoomStorage();
        const scheduler = new ManualScheduler();
        const events: RoomEvent[] = [];
        const onEvent = (event: RoomEvent) => events.push(event);
        const registry = new RoomRegistry({ storage, scheduler, limits, onEvent });
        const lease = await registry.open('plan');
        for (const [index, update] of typing(honest, 'honest').entries()) {
          lease.room.join(new TestPeer()).receive(encodeUpdate(hostile[index % hostile.length]!));
          void lease.room.applyLocal(update, null);
          if (index % 2 === 0) await scheduler.turn();
        }
        await scheduler.turn();
        const before = await lease.room.encodeDiff(new Uint8Array([0]));
        lease.release();
        await scheduler.pass(3_000);
        const again = (await registry.open('plan')).room;
        const after = await again.encodeDiff(new Uint8Array([0]));
        const vectors = [before, after].map(({ update }) =>
          Y.decodeStateVector(Y.encodeStateVectorFromUpdate(update)),
        );
        expect(vectors.map((vector) => vector.get(honest))).toEqual([6, 6]);
        expect(vectors[1]).toEqual(Y.decodeStateVector(again.stateVector()));
        expect(events.filter(({ kind }) => kind !== 'peerClosed' && kind !== 'compacted')).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});
