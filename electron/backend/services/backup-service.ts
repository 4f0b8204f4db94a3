import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import type { BackupRow } from '../../../shared/contract/workspaces.ts';
import type { WallClock } from '../../../shared/kernel/clock.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { asAppError } from '../db/sqlite-errors.ts';
import { applicationId } from '../db/workspace-file.ts';
import { syncFolder } from '../files/durable-file.ts';

/** Copies of workspace files in `backups` beside each: made by SQLite, verified by opening them, rotated. */
export interface BackupService {
  list(workspaceId: string): BackupRow[];
  /** Writes a copy of an open workspace and verifies it. */
  backUp(workspaceId: string, database: Database, reason: BackupRow['reason']): BackupRow;
  /** A copy once a day of use. */
  backUpWhenDue(workspaceId: string, database: Database): void;
  copyBeforeUpgrade(workspaceId: string, file: string): void;
  /**
   * Puts a backup in the place of a workspace that is not open. The present file, whatever its
   * state, is kept as a backup "beforeRestore".
   */
  restore(workspaceId: string, fileName: string): void;
}

export interface BackupOptions {
  profileDir: string;
  wallClock: WallClock;
}

const keepAutomatic = 14;
const dueAfterMs = 20 * 60 * 60 * 1000;
const namePattern = /^(\d{8}T\d{9})-(automatic|manual|beforeUpgrade|beforeRestore)\.sqlite$/;

export function createBackupService(options: BackupOptions): BackupService {
  const workspaceFile = (id: string) => join(options.profileDir, 'workspaces', id, 'workspace.sqlite');
  const folderOf = (id: string) => join(dirname(workspaceFile(id)), 'backups');

  const list = (id: string): BackupRow[] => {
    const folder = folderOf(id);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .flatMap((fileName) => {
        const match = namePattern.exec(fileName);
        if (!match) return [];
        const reason = match[2] as BackupRow['reason'];
        return [
          {
            fileName,
            reason,
            createdAt: parseTime(match[1]!),
            sizeBytes: statSync(join(folder, fileName)).size,
          },
        ];
      })
      .toSorted((left, right) => right.createdAt - left.createdAt);
  };

  const newTarget = (id: string, reason: BackupRow['reason']) => {
    const folder = folderOf(id);
    mkdirSync(folder, { recursive: true });
    let time = options.wallClock();
    while (existsSync(join(folder, nameOf(time, reason)))) time += 1;
    const fileName = nameOf(time, reason);
    return { fileName, path: join(folder, fileName), createdAt: time };
  };

  const rotate = (id: string) => {
    const automatic = list(id).filter((backup) => backup.reason === 'automatic');
    for (const old of automatic.slice(keepAutomatic)) rmSync(join(folderOf(id), old.fileName));
  };

  const backUp = (id: string, database: Database, reason: BackupRow['reason']): BackupRow => {
    try {
      const target = newTarget(id, reason);
      // VACUUM INTO reads one consistent state and writes a compact file that needs no log.
      database.prepare('VACUUM INTO ?').run(target.path);
      verify(target.path);
      rotate(id);
      return { ...target, reason, sizeBytes: statSync(target.path).size };
    } catch (error) {
      throw asAppError(error);
    }
  };

  return {
    list,
    backUp,
    backUpWhenDue(id, database) {
      const newest = list(id).find((backup) => backup.reason === 'automatic' || backup.reason === 'manual');
      const age = newest ? options.wallClock() - newest.createdAt : Number.POSITIVE_INFINITY;
      // A clock that was set back must not stop backups: a backup from the future counts as old.
      if (age >= dueAfterMs || age < 0) backUp(id, database, 'automatic');
    },
    copyBeforeUpgrade(id, file) {
      copyWithLog(file, newTarget(id, 'beforeUpgrade').path);
    },
    restore(id, fileName) {
      if (!namePattern.test(fileName)) throw new AppError('notFound');
      const backup = join(folderOf(id), fileName);
      if (!existsSync(backup)) throw new AppError('notFound');
      verify(backup);
      const target = workspaceFile(id);
      try {
        if (existsSync(target)) copyWithLog(target, newTarget(id, 'beforeRestore').path);
        copyFileSync(backup, `${target}.restoring`);
        for (const leftover of [`${target}-wal`, `${target}-shm`]) rmSync(leftover, { force: true });
        renameSync(`${target}.restoring`, target);
        syncFolder(dirname(target));
      } catch (error) {
        throw asAppError(error);
      }
    },
  };
}

/** A damaged file is kept byte for byte, with the log that may hold its newest changes. */
function copyWithLog(from: string, to: string): void {
  copyFileSync(from, to);
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`);
}

function verify(path: string): void {
  let sound = false;
  try {
    const copy = new Sqlite(path, { readonly: true, fileMustExist: true });
    try {
      sound =
        copy.pragma('integrity_check(1)', { simple: true }) === 'ok' &&
        copy.pragma('application_id', { simple: true }) === applicationId;
    } finally {
      copy.close();
    }
  } catch (error) {
    throw new AppError('backupDamaged', {}, { cause: error });
  }
  if (!sound) throw new AppError('backupDamaged');
}

function nameOf(time: number, reason: BackupRow['reason']): string {
  return `${new Date(time).toISOString().replace(/[-:.Z]/g, '')}-${reason}.sqlite`;
}

function parseTime(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(text)!;
  const [year, month, day, hour, minute, second, millisecond] = match.slice(1).map(Number);
  return Date.UTC(year!, month! - 1, day, hour, minute, second, millisecond);
}
