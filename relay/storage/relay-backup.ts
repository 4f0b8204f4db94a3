import { closeSync, existsSync, fsyncSync, mkdtempSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { RelayStoreError } from './open-relay-store.ts';
import type { IntegrityReport } from './room-storage.ts';
import { storageErrorOf } from './sqlite-errors.ts';
import { SqliteRoomStorage } from './sqlite-room-storage.ts';

const databaseName = 'relay.sqlite';
/** More pages than a database can have: all of it in one step, so that a relay that writes cannot make it start anew for ever. */
const allPages = 0x7fffffff;

/**
 * Copies the database of a data folder into one file, also while a relay runs on it, and reads the whole
 * copy. The file is there only when the copy is sound and on the disk. Throws `RelayStoreError`.
 */
export async function backUpFolder(folder: string, target: string): Promise<IntegrityReport> {
  const source = join(folder, databaseName);
  if (!existsSync(source)) throw new RelayStoreError('missing', `there is no ${databaseName} in ${folder}`);
  if (existsSync(target)) throw new RelayStoreError('notWritable', `${target} is there already`);
  const place = makeDraftFolder(target);
  try {
    const draft = join(place, databaseName);
    await copy(source, draft);
    const report = await checkCopy(draft);
    if (report.damaged.length + report.problems.length === 0) keep(draft, target);
    return report;
  } catch (error) {
    throw error instanceof RelayStoreError ? error : backupErrorOf(error);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Beside the target, so that the finished copy only has to be renamed. */
function makeDraftFolder(target: string): string {
  try {
    return mkdtempSync(join(dirname(resolve(target)), '.relay-backup-'));
  } catch (error) {
    throw new RelayStoreError('notWritable', `cannot write beside ${target}`, { cause: error });
  }
}

async function copy(source: string, draft: string): Promise<void> {
  const database = new Database(source, { readonly: true, timeout: 5_000 });
  try {
    await database.backup(draft, { progress: () => allPages });
  } finally {
    database.close();
  }
}

async function checkCopy(draft: string): Promise<IntegrityReport> {
  const database = new Database(draft);
  try {
    // One file, without a log beside it that could be forgotten.
    database.pragma('journal_mode = DELETE');
    return await new SqliteRoomStorage(database, { prefix: '' }).check();
  } finally {
    database.close();
  }
}

function keep(draft: string, target: string): void {
  sync(draft);
  renameSync(draft, target);
  // Windows has no handle on a folder, and needs none.
  if (process.platform !== 'win32') sync(dirname(resolve(target)));
}

function sync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function backupErrorOf(error: unknown): RelayStoreError {
  const { code, message } = storageErrorOf(error);
  if (code === 'full') return new RelayStoreError('full', 'the disk is full', { cause: error });
  if (code === 'damaged')
    return new RelayStoreError('damaged', `the database is damaged: ${message}`, { cause: error });
  return new RelayStoreError('notWritable', message, { cause: error });
}
