import { closeSync, existsSync, mkdirSync, openSync, readSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import type { AccessStore } from '../access/access-store.ts';
import { makeRelayIdentity } from '../access/relay-identity.ts';
import { accessStoreSchema } from '../access/sqlite-access-schema.ts';
import { SqliteAccessStore } from '../access/sqlite-access-store.ts';
import type { RoomCluster } from '../rooms/room-cluster.ts';
import { nodeScheduler } from '../rooms/scheduler.ts';
import type { RoomStorage } from './room-storage.ts';
import { storageErrorOf } from './sqlite-errors.ts';
import { SqliteRoomStorage } from './sqlite-room-storage.ts';
import { roomStorageSchema } from './sqlite-schema.ts';
import { WalSync } from './wal-sync.ts';

export type RelayStoreErrorCode =
  | 'notWritable'
  | 'inUse'
  | 'damaged'
  | 'tooNew'
  | 'foreign'
  | 'full'
  | 'missing';

/** The data folder cannot be used; its files are as they were. */
export class RelayStoreError extends Error {
  readonly code: RelayStoreErrorCode;

  constructor(code: RelayStoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RelayStoreError';
    this.code = code;
  }
}

const databaseName = 'relay.sqlite';
const lockName = 'relay.lock';
const currentVersion = 1;
/** "CPRY" in the SQLite header, so that another program's database is not taken for ours. */
const applicationId = 0x43505259;

/** Everything a relay keeps. Closing it closes its parts. */
export interface RelayStore {
  readonly rooms: RoomStorage;
  readonly access: AccessStore;
  /** The other relays on a store that several share. */
  readonly cluster?: RoomCluster;
  /** False while a store that is elsewhere does not answer. */
  readonly isReady?: () => boolean;
  close(): Promise<void>;
}

/**
 * Opens (or makes) the relay's database in `folder` and keeps every other relay out of it until the
 * store is closed or the process ends, however it ends. Throws `RelayStoreError`.
 */
export function openRelayStore(folder: string): RelayStore {
  makeFolder(folder);
  const lock = takeLock(join(folder, lockName));
  try {
    const database = openDatabase(join(folder, databaseName));
    refuseDamaged(database);
    // Rooms wait for the disk apart from their commits; members and rights within them, as elsewhere.
    database.pragma('synchronous = NORMAL');
    const walSync = new WalSync(database);
    const closeDatabase = () => {
      walSync.close();
      database.close();
      lock.close();
    };
    const rooms = new SqliteRoomStorage(database, { prefix: '', walSync, closeDatabase });
    const access = accessStoreOf(database);
    const close = async () => {
      await access.close();
      await rooms.close();
    };
    return { rooms, access, close };
  } catch (error) {
    lock.close();
    throw error;
  }
}

/**
 * The members and rights in `folder` alone, also while a relay runs on it. Rooms are not to be had this
 * way: only one process may write to them. Throws `RelayStoreError`.
 */
export function openAccessStore(
  folder: string,
  mode: 'create' | 'existing',
): { access: AccessStore; close(): Promise<void> } {
  if (mode === 'create') makeFolder(folder);
  else if (!existsSync(join(folder, databaseName)))
    throw new RelayStoreError('missing', `there is no ${databaseName} in ${folder}`);
  const database = openDatabase(join(folder, databaseName));
  const access = accessStoreOf(database);
  const close = async () => {
    await access.close();
    database.close();
  };
  return { access, close };
}

const accessStoreOf = (database: Database.Database): AccessStore =>
  new SqliteAccessStore(database, {
    scheduler: nodeScheduler,
    wallClock: Date.now,
    makeIdentity: makeRelayIdentity,
  });

/** Step by step: Node's own `recursive` never ends where the system says that a parent is missing and it is not. */
function makeFolder(folder: string): void {
  const path = resolve(folder);
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (!existsSync(path)) throw notWritable(path, error);
  }
}

/** An exclusive transaction on a file of its own: the operating system frees it when the process is killed. */
function takeLock(path: string): Database.Database {
  let lock: Database.Database | undefined;
  try {
    lock = new Database(path, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if (storageErrorOf(error).code === 'busy') {
      throw new RelayStoreError('inUse', 'another relay is running on this data folder', { cause: error });
    }
    throw notWritable(path, error);
  }
}

function openDatabase(path: string): Database.Database {
  refuseNewerHeader(path);
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { timeout: 5_000 });
    refuseForeign(database);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('journal_size_limit = 67108864');
    makeTables(database);
    return database;
  } catch (error) {
    database?.close();
    throw error instanceof RelayStoreError ? error : storeErrorOf(path, error);
  }
}

const headerLength = 64;
const userVersionOffset = 60;

/** Read from the bare file, because opening it with SQLite may already write to it. */
function refuseNewerHeader(path: string): void {
  const header = readHeader(path);
  if (header && header.readUInt32BE(userVersionOffset) > currentVersion) throw tooNew();
}

function readHeader(path: string): Buffer | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw notWritable(path, error);
  }
  try {
    const header = Buffer.alloc(headerLength);
    return readSync(file, header, 0, headerLength, 0) === headerLength ? header : undefined;
  } finally {
    closeSync(file);
  }
}

function refuseForeign(database: Database.Database): void {
  const id = database.pragma('application_id', { simple: true });
  const tables = database.prepare('SELECT count(*) AS count FROM sqlite_schema').get() as { count: number };
  if (id === applicationId || (id === 0 && tables.count === 0)) return;
  throw new RelayStoreError('foreign', `${databaseName} in this folder belongs to another program`);
}

function makeTables(database: Database.Database): void {
  const version = () => database.pragma('user_version', { simple: true }) as number;
  if (version() > currentVersion) throw tooNew();
  if (version() === currentVersion) return;
  database
    .transaction(() => {
      // Another process may have been faster.
      if (version() !== 0) return;
      database.exec(roomStorageSchema(''));
      database.exec(accessStoreSchema);
      database.pragma(`application_id = ${applicationId}`);
      database.pragma(`user_version = ${currentVersion}`);
    })
    .immediate();
}

/** Closes a damaged database. */
function refuseDamaged(database: Database.Database): void {
  const [first] = database.pragma('quick_check(1)') as { quick_check: string }[];
  if (first?.quick_check !== 'ok') {
    database.close();
    throw new RelayStoreError('damaged', `the database is damaged: ${first?.quick_check ?? 'no answer'}`);
  }
}

const tooNew = () => new RelayStoreError('tooNew', 'the database was made by a newer version of the relay');

const notWritable = (path: string, cause: unknown) =>
  new RelayStoreError('notWritable', `cannot write to ${path}`, { cause });

function storeErrorOf(path: string, error: unknown): RelayStoreError {
  const { code, message } = storageErrorOf(error);
  if (code === 'damaged')
    return new RelayStoreError('damaged', `the database is damaged: ${message}`, { cause: error });
  if (code === 'full') return new RelayStoreError('full', 'the disk is full', { cause: error });
  return notWritable(path, error);
}
