import { crc32 } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import {
  type DamagedRow,
  type IntegrityReport,
  type NewEntry,
  type RoomStorage,
  type RoomSummary,
  StorageError,
  type StoredEntry,
  type StoredRoom,
} from './room-storage.ts';
import { storageErrorOf } from './sqlite-errors.ts';
import { roomTables } from './sqlite-schema.ts';
import { prepareRoomStatements, type RoomStatements } from './sqlite-statements.ts';
import type { WalSync } from './wal-sync.ts';

interface RoomHead {
  readonly id: number;
  lastSequence: number;
}

interface RoomContent {
  readonly origins: string | undefined;
  readonly snapshot: Uint8Array | null;
  readonly tail: readonly StoredEntry[];
  readonly damaged: readonly DamagedRow[];
}

/** Heads of open rooms kept in memory, so that an append needs one insert and no look-up. */
const maxHeads = 8_192;

export interface SqliteRoomStorageOptions {
  readonly prefix: string;
  /** For a database with `synchronous = NORMAL`, whose commits do not wait for the disk. */
  readonly walSync?: WalSync;
  /** What `close` does beyond refusing further calls; by default nothing. */
  readonly closeDatabase?: () => void;
}

/**
 * Rooms in a SQLite database that the caller has opened (WAL, foreign keys on; `synchronous = FULL` unless
 * there is a `walSync`) and whose tables `roomStorageSchema(prefix)` has made. Calls run in order and block while SQLite
 * works; nobody else may write to these tables at the same time.
 */
export class SqliteRoomStorage implements RoomStorage {
  readonly #database: Database;
  readonly #sql: RoomStatements;
  readonly #heads = new Map<string, RoomHead>();
  readonly #options: SqliteRoomStorageOptions;
  readonly sync: (() => Promise<void>) | undefined;
  #closed = false;

  constructor(database: Database, options: SqliteRoomStorageOptions) {
    const { walSync } = options;
    this.#database = database;
    this.#options = options;
    this.sync = walSync && (() => walSync.sync());
    this.#sql = prepareRoomStatements(database, roomTables(options.prefix));
  }

  async load(name: string): Promise<StoredRoom> {
    const id = this.#attempt(() => this.#sql.findRoom.get(name)?.id);
    if (id === undefined) return emptyRoom;
    // Nobody else writes and calls block, so only a repair needs a transaction.
    const content = this.#attempt(() => this.#read(id, name));
    if (content.damaged.length > 0) this.#run(() => this.#quarantine(id, content.damaged));
    return this.#attempt(() => ({
      snapshot: content.snapshot,
      tail: content.tail,
      damaged: content.damaged,
      lastSequence: this.#head(name)!.lastSequence,
      lastSequenceByOrigin: this.#originsOf(id, content),
    }));
  }

  async append(entries: readonly NewEntry[]): Promise<readonly number[]> {
    this.#attempt(() => this.#options.walSync?.recover());
    const [only] = entries;
    // One insert into a known room is a transaction of its own, at two statements less.
    if (only && entries.length === 1 && this.#heads.has(only.room)) {
      return this.#attempt(() => [this.#appendOne(only)]);
    }
    return this.#run(() => entries.map((entry) => this.#appendOne(entry)));
  }

  #appendOne({ room, update, origin }: NewEntry): number {
    const head = this.#head(room) ?? this.#addRoom(room);
    const sequence = head.lastSequence + 1;
    this.#sql.addEntry.run(head.id, sequence, origin, update, checksumOf(update, sequence));
    head.lastSequence = sequence;
    return sequence;
  }

  async compact(name: string, snapshot: Uint8Array, throughSequence: number): Promise<void> {
    this.#run(() => {
      const head = this.#head(name);
      if (!head || throughSequence > head.lastSequence) {
        throw new StorageError('failed', 'a snapshot cannot reach past the log');
      }
      const earlier = this.#sql.snapshot.get(head.id);
      if (earlier && earlier.through_sequence >= throughSequence) return;
      const origins = readOrigins(earlier?.origins);
      for (const { origin, last } of this.#sql.originsThrough.all(head.id, throughSequence)) {
        origins.set(origin, last);
      }
      const checksum = checksumOf(snapshot, throughSequence);
      this.#sql.putSnapshot.run(head.id, throughSequence, writeOrigins(origins), snapshot, checksum);
      this.#sql.dropThrough.run(head.id, throughSequence);
    });
  }

  release(name: string): void {
    this.#heads.delete(name);
  }

  async list({ after = '', limit }: { after?: string; limit: number }): Promise<readonly RoomSummary[]> {
    const rows = this.#attempt(() => this.#sql.summaries.all(after, limit));
    return rows.map((row) => ({
      room: row.name,
      lastSequence: row.last_sequence,
      tailEntries: row.tail_entries,
      bytes: row.bytes,
    }));
  }

  async remove(name: string): Promise<void> {
    this.#run(() => {
      const id = this.#sql.findRoom.get(name)?.id;
      if (id === undefined) return;
      this.#sql.dropQuarantine.run(id);
      this.#sql.dropRoom.run(name);
      this.#heads.delete(name);
    });
  }

  async check(): Promise<IntegrityReport> {
    return this.#run(() => {
      const rooms = this.#sql.roomIds.all();
      const damaged: DamagedRow[] = [];
      let entries = 0;
      for (const { id, name } of rooms) {
        const content = this.#read(id, name);
        entries += content.tail.length;
        damaged.push(...content.damaged);
      }
      const lines = this.#database.pragma('quick_check') as { quick_check: string }[];
      const problems = lines.map((line) => line.quick_check).filter((line) => line !== 'ok');
      return {
        rooms: rooms.length,
        entries,
        damaged,
        problems,
        quarantined: this.#sql.quarantined.get()!.count,
      };
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#options.closeDatabase?.();
  }

  #read(id: number, room: string): RoomContent {
    const damaged: DamagedRow[] = [];
    const row = this.#sql.snapshot.get(id);
    const sound = row !== undefined && isSound(row.bytes, row.through_sequence, row.checksum);
    if (row && !sound) {
      damaged.push({ room, kind: 'snapshot', sequence: row.through_sequence, bytes: row.bytes.length });
    }
    const tail: StoredEntry[] = [];
    for (const { sequence, origin, bytes, checksum } of this.#sql.entries.iterate(id)) {
      if (isSound(bytes, sequence, checksum)) tail.push({ sequence, origin, update: plain(bytes) });
      else damaged.push({ room, kind: 'entry', sequence, bytes: bytes.length });
    }
    return { origins: row?.origins, snapshot: sound ? plain(row.bytes) : null, tail, damaged };
  }

  /** Moves damaged rows aside as they are: their sequence stays taken, their bytes can be studied. */
  #quarantine(id: number, damaged: readonly DamagedRow[]): void {
    const originOf = new Map(this.#sql.entries.all(id).map((row) => [row.sequence, row.origin]));
    for (const { kind, sequence } of damaged) {
      if (kind === 'snapshot') {
        this.#sql.quarantineSnapshot.run(id);
        this.#sql.dropSnapshot.run(id);
      } else {
        const origin = originOf.get(sequence);
        const origins = new Map(typeof origin === 'string' ? [[origin, sequence]] : []);
        this.#sql.quarantineEntry.run(writeOrigins(origins), id, sequence);
        this.#sql.dropEntry.run(id, sequence);
      }
    }
  }

  #originsOf(id: number, content: RoomContent): Map<string, number> {
    const origins = readOrigins(content.origins);
    const raise = (origin: string, sequence: number) =>
      origins.set(origin, Math.max(sequence, origins.get(origin) ?? 0));
    for (const row of this.#sql.quarantinedOrigins.all(id))
      readOrigins(row.origins).forEach((s, o) => raise(o, s));
    for (const { origin, sequence } of content.tail) if (origin !== null) raise(origin, sequence);
    return origins;
  }

  #head(name: string): RoomHead | undefined {
    const known = this.#heads.get(name);
    if (known) return known;
    const id = this.#sql.findRoom.get(name)?.id;
    if (id === undefined) return undefined;
    return this.#keepHead(name, { id, lastSequence: this.#sql.lastSequence.get({ room: id })!.last });
  }

  #addRoom(name: string): RoomHead {
    const id = Number(this.#sql.addRoom.run(name).lastInsertRowid);
    return this.#keepHead(name, { id, lastSequence: 0 });
  }

  #keepHead(name: string, head: RoomHead): RoomHead {
    if (this.#heads.size >= maxHeads) this.#heads.clear();
    this.#heads.set(name, head);
    return head;
  }

  /** One transaction; on failure nothing stays. */
  #run<T>(work: () => T): T {
    return this.#attempt(() => this.#database.transaction(work).immediate());
  }

  /** After a failure what the cache says of rooms may be wrong: it starts over. */
  #attempt<T>(work: () => T): T {
    if (this.#closed) throw new StorageError('closed', 'the store is closed');
    try {
      return work();
    } catch (error) {
      this.#heads.clear();
      throw storageErrorOf(error);
    }
  }
}

const emptyRoom: StoredRoom = {
  snapshot: null,
  tail: [],
  lastSequence: 0,
  lastSequenceByOrigin: new Map(),
  damaged: [],
};

const checksumOf = (bytes: Uint8Array, sequence: number): number => crc32(bytes, sequence % 2 ** 32);

const isSound = (bytes: Uint8Array, sequence: number, checksum: number): boolean =>
  checksumOf(bytes, sequence) === checksum;

/** The same bytes without Buffer's own `slice`, which Yjs would take for a copy. */
const plain = (bytes: Buffer): Uint8Array => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const writeOrigins = (origins: ReadonlyMap<string, number>): string => JSON.stringify([...origins]);

function readOrigins(text: string | undefined): Map<string, number> {
  return new Map(text === undefined ? [] : (JSON.parse(text) as [string, number][]));
}
