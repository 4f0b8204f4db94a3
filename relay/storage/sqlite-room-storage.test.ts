import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { describeRoomStorage } from './room-storage.test-support.ts';
import { SqliteRoomStorage } from './sqlite-room-storage.ts';
import { roomStorageSchema } from './sqlite-schema.ts';

function openStore(prefix = '') {
  const database = new Database(':memory:');
  database.pragma('foreign_keys = ON');
  database.exec(roomStorageSchema(prefix));
  return { database, storage: new SqliteRoomStorage(database, { prefix }) };
}

describeRoomStorage('SQLite', () => openStore().storage);
describeRoomStorage('SQLite inside a database of others', () => openStore('document_').storage);

const entry = (room: string, value: number, origin: string | null = null) => ({
  room,
  update: new Uint8Array([value, value, value]),
  origin,
});

describe('SQLite room storage', () => {
  it('moves a damaged entry to quarantine, reports it, keeps the rest and its sequence', async () => {
    const { database, storage } = openStore();
    await storage.append([entry('a', 1, 'local'), entry('a', 2, 'local'), entry('a', 3), entry('b', 4)]);
    database.prepare("UPDATE entry SET bytes = x'010203' WHERE sequence = 2").run();
    expect((await storage.check()).damaged).toEqual([{ room: 'a', kind: 'entry', sequence: 2, bytes: 3 }]);
    const stored = await storage.load('a');
    expect(stored.damaged).toEqual([{ room: 'a', kind: 'entry', sequence: 2, bytes: 3 }]);
    expect(stored.tail.map((row) => row.sequence)).toEqual([1, 3]);
    expect(stored.lastSequenceByOrigin.get('local')).toBe(2);
    expect(await storage.check()).toMatchObject({ damaged: [], quarantined: 1, entries: 3 });
    expect((await storage.load('a')).damaged).toEqual([]);
    expect((await storage.load('b')).tail).toHaveLength(1);
  });

  it('never gives the sequence of a quarantined last entry away again', async () => {
    const { database, storage } = openStore();
    await storage.append([entry('a', 1), entry('a', 2)]);
    database.prepare('UPDATE entry SET checksum = checksum + 1 WHERE sequence = 2').run();
    expect((await storage.load('a')).lastSequence).toBe(2);
    const reopened = new SqliteRoomStorage(database, { prefix: '' });
    expect(await reopened.append([entry('a', 3)])).toEqual([3]);
  });

  it('finds a row that was moved to another place in the log', async () => {
    const { database, storage } = openStore();
    await storage.append([entry('a', 1)]);
    database.prepare('UPDATE entry SET sequence = 7').run();
    expect((await storage.load('a')).damaged).toHaveLength(1);
  });

  it('quarantines a damaged snapshot and still gives the tail', async () => {
    const { database, storage } = openStore();
    await storage.append([entry('a', 1, 'local'), entry('a', 2)]);
    await storage.compact('a', new Uint8Array([5, 5]), 1);
    database.prepare("UPDATE snapshot SET bytes = x'0505FF'").run();
    const stored = await storage.load('a');
    expect(stored.snapshot).toBeNull();
    expect(stored.damaged).toEqual([{ room: 'a', kind: 'snapshot', sequence: 1, bytes: 3 }]);
    expect(stored.tail.map((row) => row.sequence)).toEqual([2]);
    expect(stored.lastSequenceByOrigin).toEqual(new Map([['local', 1]]));
  });

  it('takes a failed append back as a whole, and goes on with the right sequence', async () => {
    const { storage } = openStore();
    await storage.append([entry('a', 1)]);
    const broken = { ...entry('b', 2), update: 'no bytes' as unknown as Uint8Array };
    await expect(storage.append([entry('a', 2), entry('new', 1), broken])).rejects.toMatchObject({
      code: 'failed',
    });
    expect((await storage.load('a')).lastSequence).toBe(1);
    expect(await storage.append([entry('a', 3), entry('new', 4)])).toEqual([2, 1]);
  });

  it('names a read-only database as such', async () => {
    const { database, storage } = openStore();
    database.pragma('query_only = ON');
    await expect(storage.append([entry('a', 1)])).rejects.toMatchObject({ code: 'readOnly' });
  });

  it('keeps the tables of two stores in one database apart', async () => {
    const { database, storage } = openStore('document_');
    database.exec(roomStorageSchema('relay_'));
    const other = new SqliteRoomStorage(database, { prefix: 'relay_' });
    await storage.append([entry('a', 1)]);
    expect((await other.load('a')).lastSequence).toBe(0);
    expect(() => new SqliteRoomStorage(database, { prefix: 'x; DROP' })).toThrow(/table prefix/);
  });
});
