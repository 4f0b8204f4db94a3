import { describe, expect, it } from 'vitest';
import type { RoomStorage } from './room-storage.ts';

const bytes = (...values: number[]) => new Uint8Array(values);
const entry = (room: string, value: number, origin: string | null = null) => ({
  room,
  update: bytes(value),
  origin,
});

/** What every `RoomStorage` does, run over each implementation. `open` gives a fresh, empty store. */
export function describeRoomStorage(name: string, open: () => RoomStorage | Promise<RoomStorage>): void {
  describe(`room storage contract: ${name}`, () => {
    it('RS-1 loads a room that was never written as empty', async () => {
      const stored = await (await open()).load('nothing');
      expect(stored).toEqual({
        snapshot: null,
        tail: [],
        lastSequence: 0,
        lastSequenceByOrigin: new Map(),
        damaged: [],
      });
    });

    it('RS-2 numbers entries of each room from 1, over several rooms in one append', async () => {
      const storage = await open();
      expect(await storage.append([entry('a', 1), entry('b', 2), entry('a', 3)])).toEqual([1, 1, 2]);
      expect(await storage.append([entry('b', 4)])).toEqual([2]);
      const stored = await storage.load('a');
      expect(stored.tail.map((row) => [row.sequence, ...row.update])).toEqual([
        [1, 1],
        [2, 3],
      ]);
      expect(stored.lastSequence).toBe(2);
    });

    it('RS-2 goes on with the numbers of a room that was released', async () => {
      const storage = await open();
      await storage.append([entry('a', 1), entry('a', 2)]);
      storage.release?.('a');
      expect(await storage.append([entry('a', 3)])).toEqual([3]);
      await storage.compact('a', bytes(9), 3);
      storage.release?.('a');
      expect(await storage.append([entry('a', 4)])).toEqual([4]);
    });

    it('RS-3 keeps origins, also of entries that a snapshot swallowed', async () => {
      const storage = await open();
      await storage.append([
        entry('a', 1, 'local'),
        entry('a', 2, 'relay'),
        entry('a', 3),
        entry('a', 4, 'relay'),
      ]);
      await storage.compact('a', bytes(9), 3);
      const stored = await storage.load('a');
      expect(stored.lastSequenceByOrigin).toEqual(
        new Map([
          ['local', 1],
          ['relay', 4],
        ]),
      );
      expect(stored.tail.map((row) => row.origin)).toEqual(['relay']);
    });

    it('RS-4 a snapshot replaces exactly what it reaches, later entries stay', async () => {
      const storage = await open();
      await storage.append([entry('a', 1), entry('a', 2), entry('a', 3)]);
      await storage.compact('a', bytes(7, 7), 2);
      const stored = await storage.load('a');
      expect([...stored.snapshot!]).toEqual([7, 7]);
      expect(stored.tail.map((row) => row.sequence)).toEqual([3]);
    });

    it('RS-5 sequences go on after a snapshot swallowed the whole log', async () => {
      const storage = await open();
      await storage.append([entry('a', 1), entry('a', 2)]);
      await storage.compact('a', bytes(7), 2);
      expect((await storage.load('a')).lastSequence).toBe(2);
      expect(await storage.append([entry('a', 3)])).toEqual([3]);
    });

    it('RS-6 an older snapshot never replaces a newer one, and none reaches past the log', async () => {
      const storage = await open();
      await storage.append([entry('a', 1), entry('a', 2)]);
      await storage.compact('a', bytes(7), 2);
      await storage.compact('a', bytes(8), 1);
      await expect(storage.compact('a', bytes(9), 3)).rejects.toMatchObject({ code: 'failed' });
      await expect(storage.compact('b', bytes(9), 1)).rejects.toMatchObject({ code: 'failed' });
      expect([...(await storage.load('a')).snapshot!]).toEqual([7]);
    });

    it('RS-7 lists rooms by name in pages', async () => {
      const storage = await open();
      await storage.append([entry('b', 1), entry('a', 1), entry('c', 1), entry('a', 2)]);
      await storage.compact('a', bytes(7, 7, 7), 1);
      expect(await storage.list({ limit: 2 })).toEqual([
        { room: 'a', lastSequence: 2, tailEntries: 1, bytes: 4 },
        { room: 'b', lastSequence: 1, tailEntries: 1, bytes: 1 },
      ]);
      expect((await storage.list({ after: 'b', limit: 2 })).map((row) => row.room)).toEqual(['c']);
    });

    it('RS-8 forgets a removed room and no other', async () => {
      const storage = await open();
      await storage.append([entry('a', 1), entry('b', 2)]);
      await storage.compact('a', bytes(7), 1);
      await storage.remove('a');
      expect((await storage.load('a')).lastSequence).toBe(0);
      expect((await storage.load('b')).lastSequence).toBe(1);
      expect(await storage.append([entry('a', 3)])).toEqual([1]);
    });

    it('RS-9 check counts rooms and entries and finds nothing wrong', async () => {
      const storage = await open();
      await storage.append([entry('a', 1), entry('b', 2), entry('b', 3)]);
      expect(await storage.check()).toEqual({
        rooms: 2,
        entries: 3,
        damaged: [],
        quarantined: 0,
        problems: [],
      });
    });

    it('RS-10 takes an append of nothing, and names of any characters', async () => {
      const storage = await open();
      expect(await storage.append([])).toEqual([]);
      const name = "Πολιτική/š ć'; DROP TABLE room; --";
      expect(await storage.append([entry(name, 5)])).toEqual([1]);
      expect((await storage.load(name)).tail).toHaveLength(1);
    });

    it('RS-11 hands out bytes that later writes by the caller do not change', async () => {
      const storage = await open();
      const update = bytes(1, 2, 3);
      await storage.append([{ room: 'a', update, origin: null }]);
      update.fill(9);
      expect([...(await storage.load('a')).tail[0]!.update]).toEqual([1, 2, 3]);
    });

    it('RS-12 refuses every call after close', async () => {
      const storage = await open();
      await storage.close();
      await expect(storage.load('a')).rejects.toMatchObject({ code: 'closed' });
      await expect(storage.append([entry('a', 1)])).rejects.toMatchObject({ code: 'closed' });
      await storage.close();
    });
  });
}
