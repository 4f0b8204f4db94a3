import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { SqliteRoomStorage } from './sqlite-room-storage.ts';
import { roomStorageSchema } from './sqlite-schema.ts';
import { WalSync } from './wal-sync.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0).reverse()) cleanup();
});

function openStore(makeSync?: (database: Database.Database) => WalSync) {
  const folder = mkdtempSync(join(tmpdir(), 'wal-sync-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'rooms.sqlite');
  const database = new Database(path, { timeout: 0 });
  cleanups.push(() => database.close());
  database.pragma('journal_mode = WAL');
  database.exec(roomStorageSchema(''));
  database.pragma('synchronous = NORMAL');
  const disk = { works: true, asked: 0 };
  const walSync =
    makeSync?.(database) ??
    new WalSync(database, async () => {
      disk.asked += 1;
      if (!disk.works) throw new Error('EIO');
    });
  cleanups.push(() => walSync.close());
  return { path, disk, storage: new SqliteRoomStorage(database, { prefix: '', walSync }) };
}

const entry = { room: 'plan', update: new Uint8Array([1, 2]), origin: null };
const logBytes = (path: string) => statSync(`${path}-wal`).size;

describe('a log that is brought to the disk apart from commits', () => {
  it('leaves the log as it is when the disk has it', async () => {
    const { path, storage } = openStore((database) => new WalSync(database));
    await storage.append([entry]);
    const before = logBytes(path);
    await storage.sync!();
    expect(before).toBeGreaterThan(0);
    expect(logBytes(path)).toBe(before);
  });

  it('writes everything into the database when a sync fails', async () => {
    const { path, disk, storage } = openStore();
    await storage.append([entry]);
    expect(logBytes(path)).toBeGreaterThan(0);
    disk.works = false;
    await storage.sync!();
    expect(logBytes(path)).toBe(0);
    expect((await storage.load('plan')).tail).toHaveLength(1);
  });

  it('takes nothing more while neither succeeds, and goes on when it does', async () => {
    const { path, disk, storage } = openStore();
    await storage.append([entry]);
    const reader = new Database(path);
    cleanups.push(() => reader.close());
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM entry').get();
    disk.works = false;
    await expect(storage.sync!()).rejects.toMatchObject({ code: 'busy' });
    disk.works = true;
    await expect(storage.append([entry])).rejects.toMatchObject({ code: 'busy' });
    reader.exec('COMMIT');
    expect(await storage.append([entry])).toEqual([2]);
    expect(disk.asked).toBe(1);
    expect((await storage.load('plan')).tail).toHaveLength(2);
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM entry').get();
    expect(await storage.append([entry])).toEqual([3]);
  });
});
