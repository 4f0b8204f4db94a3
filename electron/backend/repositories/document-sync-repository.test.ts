import { beforeEach, describe, expect, test } from 'vitest';
import Sqlite, { type Database } from 'better-sqlite3';
import { SqliteRoomStorage } from '../../../relay/storage/sqlite-room-storage.ts';
import { migrate } from '../db/migration.ts';
import { migrations } from '../db/migrations/index.ts';
import { createDocumentSyncRepository, type DocumentSyncRepository } from './document-sync-repository.ts';

const here = 'wss://relay.example.org/demo/plan';
let database: Database;
let storage: SqliteRoomStorage;
let repository: DocumentSyncRepository;

beforeEach(() => {
  database = new Sqlite(':memory:');
  migrate(database, migrations);
  storage = new SqliteRoomStorage(database, { prefix: 'document_' });
  repository = createDocumentSyncRepository(database, 'relay');
});

const bytes = new Uint8Array([0, 0]);
const append = (...origins: (string | null)[]) =>
  storage.append(origins.map((origin) => ({ room: 'plan', update: bytes, origin })));
const waiting = () => repository.unconfirmedChanges('plan', here);
const compact = async (through: number) => {
  repository.beforeCompaction('plan', through);
  await storage.compact('plan', bytes, through);
};

describe('changes that no relay has confirmed', () => {
  test('are those made here after the confirmed sequence', async () => {
    expect(waiting()).toBe(0);
    await append('local', 'relay', 'local', null);
    expect(waiting()).toBe(3);
    repository.confirm('plan', here, 1, 5);
    expect(waiting()).toBe(2);
    repository.confirm('plan', here, 4, 6);
    expect(waiting()).toBe(0);
    expect(repository.get('plan', here)).toEqual({ confirmedSequence: 4, confirmedAt: 6 });
  });

  test('a late confirmation of less takes nothing back', async () => {
    await append('local', 'local');
    repository.confirm('plan', here, 2, 5);
    repository.confirm('plan', here, 1, 6);
    expect(waiting()).toBe(0);
  });

  test('are all of them at another relay', async () => {
    await append('local', 'local');
    repository.confirm('plan', here, 2, 5);
    expect(repository.unconfirmedChanges('plan', 'wss://other.example.org/demo/plan')).toBe(2);
  });

  test('are still counted when a snapshot has taken their place, and once only', async () => {
    await append('local', 'local', 'local');
    await compact(2);
    expect(waiting()).toBe(3);
    await append('local');
    await compact(4);
    expect(waiting()).toBe(4);
    repository.confirm('plan', here, 4, 5);
    expect(waiting()).toBe(0);
  });

  test('are none after a confirmation that reaches the last of them inside a snapshot', async () => {
    await append('local', 'local', 'relay', 'relay');
    await compact(4);
    repository.confirm('plan', here, 2, 5);
    expect(waiting()).toBe(0);
  });

  test('are counted for each place by itself: what came from the one waits for the other', async () => {
    const room = createDocumentSyncRepository(database, 'room');
    await append('local', 'relay', 'room', 'room');
    expect([waiting(), room.unconfirmedChanges('plan', 'room/1')]).toEqual([3, 2]);
    room.confirm('plan', 'room/1', 2, 7);
    expect([waiting(), room.unconfirmedChanges('plan', 'room/1')]).toEqual([3, 0]);
    room.beforeCompaction('plan', 4);
    repository.beforeCompaction('plan', 4);
    await storage.compact('plan', bytes, 4);
    expect([waiting(), room.unconfirmedChanges('plan', 'room/1')]).toEqual([3, 0]);
    expect(room.last('plan')).toEqual({ farRoom: 'room/1', confirmedAt: 7 });
    expect(repository.get('plan', here).confirmedAt).toBeNull();
  });

  test('stay what they were when a workspace of the first version is opened', () => {
    const old = new Sqlite(':memory:');
    migrate(old, migrations.slice(0, 1));
    old.exec(`INSERT INTO document_sync VALUES ('plan', '${here}', 4, 6, 3, 2)`);
    migrate(old, migrations);
    const migrated = createDocumentSyncRepository(old, 'relay');
    expect(migrated.get('plan', here)).toEqual({ confirmedSequence: 4, confirmedAt: 6 });
    expect(createDocumentSyncRepository(old, 'room').last('plan')).toBeUndefined();
    old.close();
  });
});
