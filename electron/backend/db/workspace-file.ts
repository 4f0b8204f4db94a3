import { closeSync, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite, { SqliteError, type Database } from 'better-sqlite3';
import { AppError } from '../../../shared/kernel/errors.ts';
import { type Migration, migrate, newestVersion, schemaVersion } from './migration.ts';
import { migrations } from './migrations/index.ts';
import { asAppError } from './sqlite-errors.ts';

/** Marks our workspace files among all SQLite files: "CPSW". */
export const applicationId = 0x43505357;

/** Long enough for another program that only looks at the file, far too short for one that owns it. */
const lockTimeoutMs = 500;

/** Makes a new, empty workspace file. Throws when one is there already; nothing stays of one that fails. */
export function createWorkspaceFile(path: string): Database {
  if (existsSync(path)) throw new AppError('alreadyExists');
  if (!existsSync(dirname(path))) throw new AppError('folderNotWritable');
  let database: Database | undefined;
  try {
    database = new Sqlite(path, { timeout: lockTimeoutMs });
    database.pragma(`application_id = ${applicationId}`);
    return prepare(database, migrations);
  } catch (error) {
    database?.close();
    for (const file of filesOf(path)) rmSync(file, { force: true });
    throw asAppError(error);
  }
}

/**
 * Opens an existing workspace file and brings it to the newest schema. A file that is damaged,
 * foreign or from a newer app version is refused and stays as it is, byte for byte.
 * `beforeUpgrade` is called with the path before an older file is changed.
 */
export function openWorkspaceFile(
  path: string,
  beforeUpgrade: (path: string) => void,
  steps: readonly Migration[] = migrations,
): Database {
  const version = readWorkspaceFile(path, schemaVersion, steps);
  try {
    if (version < newestVersion(steps)) beforeUpgrade(path);
    const database = new Sqlite(path, { fileMustExist: true, timeout: lockTimeoutMs });
    try {
      return prepare(database, steps);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw asAppError(error);
  }
}

/**
 * Checks a workspace file that is not open and reads from it, without changing it. Opening it for
 * writing would already move the log of a killed process into the file, also into a damaged one.
 * Throws the `AppError` that says what is wrong with the file.
 */
export function readWorkspaceFile<Result>(
  path: string,
  read: (database: Database) => Result,
  steps: readonly Migration[] = migrations,
): Result {
  refuseByHeader(path, newestVersion(steps));
  try {
    const database = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: lockTimeoutMs });
    try {
      if (schemaVersion(database) > newestVersion(steps)) throw new AppError('workspaceTooNew');
      if (database.pragma('quick_check(1)', { simple: true }) !== 'ok')
        throw new AppError('workspaceDamaged');
      return read(database);
    } finally {
      database.close();
    }
  } catch (error) {
    throw asAppError(error);
  }
}

/** Throws `workspaceInUse` when another process has the file open. A damaged file is in nobody's use. */
export function refuseWhenInUse(path: string): void {
  if (!existsSync(path)) return;
  try {
    const database = new Sqlite(path, { readonly: true, timeout: lockTimeoutMs });
    try {
      database.pragma('schema_version');
    } finally {
      database.close();
    }
  } catch (error) {
    if (!(error instanceof SqliteError)) throw error;
    if (/^SQLITE_(BUSY|LOCKED)/.test(error.code)) throw new AppError('workspaceInUse', {}, { cause: error });
  }
}

/** A workspace file and what SQLite may keep beside it. */
export function filesOf(path: string): string[] {
  return [path, `${path}-wal`, `${path}-shm`, `${path}-journal`];
}

function prepare(database: Database, steps: readonly Migration[]): Database {
  // One process owns the file: a second one is told so instead of waiting.
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
  migrate(database, steps);
  return database;
}

const headerBytes = 100;

/**
 * Looks at the raw header without SQLite, which takes an empty file for a new database: here it is a
 * lost one.
 */
function refuseByHeader(path: string, newest: number): void {
  const header = readHeader(path);
  if (header.length < headerBytes || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
    throw new AppError('workspaceDamaged');
  }
  if (header.readUInt32BE(68) !== applicationId) throw new AppError('workspaceDamaged');
  if (header.readUInt32BE(60) > newest) throw new AppError('workspaceTooNew');
  const declaredPageSize = header.readUInt16BE(16);
  const pageSize = declaredPageSize === 1 ? 65_536 : declaredPageSize;
  // Pages still in the write-ahead log may be missing from the file itself.
  const hasLog = existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0;
  if (!hasLog && statSync(path).size < header.readUInt32BE(28) * pageSize) {
    throw new AppError('workspaceDamaged');
  }
}

function readHeader(path: string): Buffer {
  try {
    const file = openSync(path, 'r');
    try {
      const header = Buffer.alloc(headerBytes);
      return header.subarray(0, readSync(file, header, 0, headerBytes, 0));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') throw new AppError('notFound', {}, { cause: error });
    throw new AppError('fileNotReadable', {}, { cause: error });
  }
}
