import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { BackupRow } from '../../../shared/contract/workspaces.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { newestVersion, schemaVersion } from '../db/migration.ts';
import { migrations } from '../db/migrations/index.ts';
import { applicationId } from '../db/workspace-file.ts';
import { copyFileDurably } from '../files/durable-file.ts';

type Reason = BackupRow['reason'];

const namePattern = /^(\d{8}T\d{9})-(automatic|manual|beforeUpgrade|beforeRestore|beforeHandover)\.sqlite$/;

/** The name of a backup says when (UTC) and why it was made. */
export function backupName(time: number, reason: Reason): string {
  return `${new Date(time).toISOString().replace(/[-:.Z]/g, '')}-${reason}.sqlite`;
}

/** Whether a name is one that `backupName` gives: none leads out of the folder. */
export function isBackupName(fileName: string): boolean {
  return namePattern.test(fileName);
}

/** The backups in a folder, newest first by their names. */
export function listBackups(folder: string): BackupRow[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder)
    .flatMap((fileName) => {
      const match = namePattern.exec(fileName);
      if (!match) return [];
      const sizeBytes = statSync(join(folder, fileName)).size;
      return [{ fileName, reason: match[2] as Reason, createdAt: parseTime(match[1]!), sizeBytes }];
    })
    .toSorted((left, right) => right.createdAt - left.createdAt);
}

/** Copies a workspace file that nobody has open, whatever its state, with the log that may hold its newest changes. */
export function copyWithLog(from: string, to: string): void {
  // The log first: a copy without its log would look whole and lack the newest changes.
  if (existsSync(`${from}-wal`)) copyFileDurably(`${from}-wal`, `${to}-wal`);
  copyFileDurably(from, to);
}

/** Opens a backup and checks all of it. Throws `backupDamaged`, or `workspaceTooNew` for one of a newer app. */
export function verifyBackup(path: string): void {
  try {
    const copy = new Sqlite(path, { readonly: true, fileMustExist: true });
    try {
      if (copy.pragma('application_id', { simple: true }) !== applicationId)
        throw new AppError('backupDamaged');
      if (schemaVersion(copy) > newestVersion(migrations)) throw new AppError('workspaceTooNew');
      if (copy.pragma('integrity_check(1)', { simple: true }) !== 'ok') throw new AppError('backupDamaged');
      copy.prepare('SELECT count(*) FROM entity').get();
    } finally {
      copy.close();
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('backupDamaged', {}, { cause: error });
  }
}

function parseTime(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(text)!;
  const [year, month, day, hour, minute, second, millisecond] = match.slice(1).map(Number);
  return Date.UTC(year!, month! - 1, day, hour, minute, second, millisecond);
}
