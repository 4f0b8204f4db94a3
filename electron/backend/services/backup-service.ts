import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import type { BackupRow } from '../../../shared/contract/workspaces.ts';
import type { WallClock } from '../../../shared/kernel/clock.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { asAppError } from '../db/sqlite-errors.ts';
import { filesOf, refuseWhenInUse } from '../db/workspace-file.ts';
import { syncFile, syncFolder } from '../../../relay/storage/sync-to-disk.ts';
import { replaceFileDurably, unfinishedSuffix } from '../files/durable-file.ts';
import { backupName, copyWithLog, isBackupName, listBackups, verifyBackup } from './backup-files.ts';

/** Copies of workspace files in `backups` beside each: made by SQLite, verified by opening them, rotated. */
export interface BackupService {
  /** Newest first. */
  list(workspaceId: string): BackupRow[];
  /** Writes a copy of an open workspace and verifies it. */
  backUp(workspaceId: string, database: Database, reason: BackupRow['reason']): BackupRow;
  /** A copy once a day of use. */
  backUpWhenDue(workspaceId: string, database: Database): void;
  /** Writes a verified copy of an open workspace to any place; throws `alreadyExists` when a file is there. */
  backUpTo(path: string, database: Database): void;
  copyBeforeUpgrade(workspaceId: string, file: string): void;
  /** Opens a backup and checks all of it; throws `backupDamaged`, `workspaceTooNew`, `notFound`. */
  verify(workspaceId: string, fileName: string): void;
  /**
   * Puts a backup in the place of a workspace that is not open. The present file, whatever its
   * state, is kept as a backup "beforeRestore".
   */
  restore(workspaceId: string, fileName: string): void;
  /** The same from a copy that lies elsewhere; makes the workspace when it is not in this profile. */
  restoreFrom(workspaceId: string, path: string): void;
}

export interface BackupOptions {
  profileDir: string;
  wallClock: WallClock;
}

const keepAutomatic = 14;
const keepBeforeHandover = 10;
const dueAfterMs = 20 * 60 * 60 * 1000;

export function createBackupService(options: BackupOptions): BackupService {
  const workspaceFile = (id: string) => join(options.profileDir, 'workspaces', id, 'workspace.sqlite');
  const folderOf = (id: string) => join(dirname(workspaceFile(id)), 'backups');
  const list = (id: string) => listBackups(folderOf(id));

  const newTarget = (id: string, reason: BackupRow['reason']) => {
    const folder = folderOf(id);
    mkdirSync(folder, { recursive: true });
    let time = options.wallClock();
    while (existsSync(join(folder, backupName(time, reason)))) time += 1;
    const fileName = backupName(time, reason);
    return { fileName, path: join(folder, fileName), createdAt: time };
  };

  /** Automatic backups, the ones to keep first. One with a time to come was made by a clock that was wrong. */
  const automatic = (id: string) => {
    const now = options.wallClock();
    const all = list(id).filter((backup) => backup.reason === 'automatic');
    return [
      ...all.filter(({ createdAt }) => createdAt <= now),
      ...all.filter(({ createdAt }) => createdAt > now),
    ];
  };

  const rotate = (id: string) => {
    const beforeHandover = list(id).filter(({ reason }) => reason === 'beforeHandover');
    const tooMany = [...automatic(id).slice(keepAutomatic), ...beforeHandover.slice(keepBeforeHandover)];
    for (const { fileName } of tooMany) rmSync(join(folderOf(id), fileName));
    // What a process that was killed while writing has left.
    const unfinished = readdirSync(folderOf(id)).filter((name) =>
      name.includes(`.sqlite${unfinishedSuffix}`),
    );
    for (const name of unfinished) rmSync(join(folderOf(id), name));
  };

  const backUp: BackupService['backUp'] = (id, database, reason) =>
    failingAsAppError(() => {
      const { path, ...target } = newTarget(id, reason);
      writeCopy(path, database);
      rotate(id);
      return { ...target, reason, sizeBytes: statSync(path).size };
    });

  const existing = (id: string, fileName: string) => {
    const path = join(folderOf(id), fileName);
    if (!isBackupName(fileName) || !existsSync(path)) throw new AppError('notFound');
    return path;
  };

  const restoreFrom: BackupService['restoreFrom'] = (id, backup) =>
    failingAsAppError(() => {
      if (!existsSync(backup)) throw new AppError('notFound');
      verifyBackup(backup);
      const target = workspaceFile(id);
      refuseWhenInUse(target);
      mkdirSync(dirname(target), { recursive: true });
      if (existsSync(target)) copyWithLog(target, newTarget(id, 'beforeRestore').path);
      putInPlace(backup, target);
    });

  return {
    list,
    backUp,
    backUpWhenDue(id, database) {
      const now = options.wallClock();
      const newest = list(id).find(
        ({ reason, createdAt }) => (reason === 'automatic' || reason === 'manual') && createdAt <= now,
      );
      if (!newest || now - newest.createdAt >= dueAfterMs) backUp(id, database, 'automatic');
    },
    backUpTo(path, database) {
      if (existsSync(path)) throw new AppError('alreadyExists', { file: path });
      failingAsAppError(() => writeCopy(path, database));
    },
    copyBeforeUpgrade(id, file) {
      failingAsAppError(() => copyWithLog(file, newTarget(id, 'beforeUpgrade').path));
    },
    verify: (id, fileName) => verifyBackup(existing(id, fileName)),
    restore: (id, fileName) => restoreFrom(id, existing(id, fileName)),
    restoreFrom,
  };
}

/** VACUUM INTO reads one consistent state and writes a compact file that needs no log. It does not sync it. */
function writeCopy(path: string, database: Database): void {
  replaceFileDurably(path, (neighbour) => {
    database.prepare('VACUUM INTO ?').run(neighbour);
    verifyBackup(neighbour);
  });
}

function putInPlace(backup: string, target: string): void {
  const incoming = `${target}.restoring`;
  for (const leftover of filesOf(incoming)) rmSync(leftover, { force: true });
  copyWithLog(backup, incoming);
  if (existsSync(`${incoming}-wal`)) absorbLog(incoming);
  // Before the new file comes: SQLite would play the old file's log into it.
  for (const leftover of filesOf(target).slice(1)) rmSync(leftover, { force: true });
  renameSync(incoming, target);
  syncFolder(dirname(target));
}

function absorbLog(path: string): void {
  const database = new Sqlite(path);
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.pragma('journal_mode = DELETE');
  } finally {
    database.close();
  }
  syncFile(path);
}

function failingAsAppError<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw asAppError(error);
  }
}
