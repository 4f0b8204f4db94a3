import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { RelayStoreError } from './open-relay-store.ts';
import type { IntegrityReport } from './room-storage.ts';
import { storageErrorOf } from './sqlite-errors.ts';
import { SqliteRoomStorage } from './sqlite-room-storage.ts';
import { syncFile, syncFolder } from './sync-to-disk.ts';

const databaseName = 'relay.sqlite';
/** More pages than a database can have: all of it in one step, so that a relay that writes cannot make it start anew for ever. */
const allPages = 0x7fffffff;

/**
 * Copies the database of a data folder into one file, also while a relay runs on it, and reads the whole
 * copy. The file is there only when the copy is sound and on the disk. Throws `RelayStoreError`.
 */
export async function backUpFolder(folder: string, target: string): Promise<IntegrityReport> {
  const source = databaseIn(folder);
  if (existsSync(target)) throw new RelayStoreError('notWritable', `${target} is there already`);
  // Beside the target, so that the finished copy only has to be renamed.
  return withCheckedCopy(source, dirname(resolve(target)), (draft, report) => {
    if (isSound(report)) keep(draft, target);
  });
}

/**
 * Reads everything that a data folder's database has and compares checksums. A copy is read, because
 * reading all of it would hold up the relay that runs on the original. Throws `RelayStoreError`.
 */
export async function checkFolder(folder: string): Promise<IntegrityReport> {
  // In the folder itself: it is kept to the relay's user, has room for its like, and a relay whose other
  // files cannot be written has it too.
  return withCheckedCopy(databaseIn(folder), folder, () => undefined);
}

function databaseIn(folder: string): string {
  const source = join(folder, databaseName);
  if (!existsSync(source)) throw new RelayStoreError('missing', `there is no ${databaseName} in ${folder}`);
  return source;
}

async function withCheckedCopy(
  source: string,
  folder: string,
  finish: (draft: string, report: IntegrityReport) => void,
): Promise<IntegrityReport> {
  const place = makeDraftFolder(folder);
  try {
    const draft = join(place, databaseName);
    await copy(source, draft);
    const report = await checkCopy(draft);
    finish(draft, report);
    return report;
  } catch (error) {
    throw error instanceof RelayStoreError ? error : backupErrorOf(error);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function makeDraftFolder(folder: string): string {
  try {
    return mkdtempSync(join(folder, '.relay-backup-'));
  } catch (error) {
    throw new RelayStoreError('notWritable', `cannot write in ${folder}`, { cause: error });
  }
}

export const isSound = ({ damaged, problems }: IntegrityReport): boolean =>
  damaged.length + problems.length === 0;

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
  // It has the signing key in it: whatever folder it is kept in, for its owner alone.
  chmodSync(draft, 0o600);
  syncFile(draft);
  renameSync(draft, target);
  syncFolder(dirname(resolve(target)));
}

function backupErrorOf(error: unknown): RelayStoreError {
  const { code, message } = storageErrorOf(error);
  if (code === 'full') return new RelayStoreError('full', 'the disk is full', { cause: error });
  if (code === 'damaged')
    return new RelayStoreError('damaged', `the database is damaged: ${message}`, { cause: error });
  return new RelayStoreError('notWritable', message, { cause: error });
}
