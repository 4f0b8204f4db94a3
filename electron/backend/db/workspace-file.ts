import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import Sqlite, { type Database } from 'better-sqlite3';
import { AppError } from '../../../shared/kernel/errors.ts';
import { migrate, schemaVersion } from './migration.ts';
import { migrations, newestSchemaVersion } from './migrations/index.ts';
import { asAppError } from './sqlite-errors.ts';

/** Marks our workspace files among all SQLite files: "CPSW". */
export const applicationId = 0x43505357;

/** Makes a new, empty workspace file. Throws when one is there already. */
export function createWorkspaceFile(path: string): Database {
  if (existsSync(path)) throw new AppError('alreadyExists');
  try {
    const database = new Sqlite(path);
    database.pragma(`application_id = ${applicationId}`);
    return prepare(database);
  } catch (error) {
    throw asAppError(error);
  }
}

/**
 * Opens an existing workspace file and brings it to the newest schema. A file that is damaged,
 * foreign or from a newer app version is refused and stays as it is.
 * `beforeUpgrade` is called with the path before an older file is changed.
 */
export function openWorkspaceFile(path: string, beforeUpgrade: (path: string) => void): Database {
  refuseByHeader(path);
  try {
    const database = new Sqlite(path, { fileMustExist: true });
    try {
      refuseByContent(database);
      if (schemaVersion(database) < newestSchemaVersion) beforeUpgrade(path);
      return prepare(database);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw asAppError(error);
  }
}

function prepare(database: Database): Database {
  // One process owns the file: a second one is told so at once instead of waiting.
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('busy_timeout = 0');
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
  migrate(database, migrations);
  return database;
}

const headerBytes = 100;

/**
 * Looks at the raw header without SQLite, which would start recovery and might write. SQLite takes
 * an empty file for a new database: here it is a lost one.
 */
function refuseByHeader(path: string): void {
  const header = readHeader(path);
  if (header.length < headerBytes || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
    throw new AppError('workspaceDamaged');
  }
  if (header.readUInt32BE(68) !== applicationId) throw new AppError('workspaceDamaged');
  if (header.readUInt32BE(60) > newestSchemaVersion) throw new AppError('workspaceTooNew');
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

function refuseByContent(database: Database): void {
  if (schemaVersion(database) > newestSchemaVersion) throw new AppError('workspaceTooNew');
  if (database.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new AppError('workspaceDamaged');
}
