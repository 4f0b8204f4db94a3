import type { Pool, PoolClient } from 'pg';
import { postgresErrorOf, sqlStateOf } from './postgres-errors.ts';
import {
  appendParameters,
  checksumOf,
  type DamagedStoredRow,
  type NewsRow,
  type ReadRoom,
  readNews,
  readOrigins,
  readRoom,
  type RoomRow,
  writeOrigins,
} from './postgres-rows.ts';
import * as sql from './postgres-statements.ts';
import { inTransaction } from './postgres-transactions.ts';
import {
  type DamagedRow,
  type IntegrityReport,
  type KnownRoom,
  type NewEntry,
  type RoomNews,
  type RoomSummary,
  type SharedRoomStorage,
  StorageError,
  type StoredRoom,
} from './room-storage.ts';

const nullKey = '23502';
const deadlock = '40P01';
const appendAttempts = 3;
const checkPageRooms = 500;

/**
 * Rooms in a PostgreSQL database whose tables `schemaSteps` have made. Any number of relays may write at
 * the same time. When the connection breaks during a call, the call rejects, and whether it took effect
 * is not known: an update may then be stored a second time, which changes nothing.
 */
export class PostgresRoomStorage implements SharedRoomStorage {
  readonly #pool: Pool;
  readonly #closePool: () => Promise<void>;
  #closed = false;

  /** @param closePool what `close` does beyond refusing further calls; by default nothing. */
  constructor(pool: Pool, closePool: () => Promise<void> = async () => undefined) {
    this.#pool = pool;
    this.#closePool = closePool;
  }

  async load(name: string): Promise<StoredRoom> {
    const found = await this.#attempt(() => this.#read(name));
    if (!found) return emptyRoom;
    const { id, damaged, ...stored } = found;
    if (damaged.length > 0) await this.#run((client) => quarantine(client, id, damaged));
    return { ...stored, damaged: damaged.map(reportOf) };
  }

  async append(entries: readonly NewEntry[]): Promise<readonly number[]> {
    if (entries.length === 0) return this.#attempt(async () => []);
    const values = appendParameters(entries);
    return this.#attempt(async () => {
      for (let attempt = 1; ; attempt++) {
        try {
          const { rows } = await this.#query<{ sequence: string }>('append', sql.appendSql, values);
          return rows.map((row) => Number(row.sequence));
        } catch (error) {
          const state = sqlStateOf(error);
          if (attempt === appendAttempts || (state !== nullKey && state !== deadlock)) throw error;
          if (state === nullKey) await this.#query('add-rooms', sql.addRoomsSql, [values[0]]);
        }
      }
    });
  }

  async compact(name: string, snapshot: Uint8Array, throughSequence: number): Promise<void> {
    await this.#run(async (client) => {
      const head = await lockRoom(client, name);
      if (!head || throughSequence > head.lastSequence) {
        throw new StorageError('failed', 'a snapshot cannot reach past the log');
      }
      const earlier = await client.query<SnapshotHead>(sql.snapshotSql, [head.id]);
      const [before] = earlier.rows;
      if (before && Number(before.through_sequence) >= throughSequence) return;
      const origins = new Map(readOrigins(before?.origins ?? null));
      const swallowed = await client.query<{ origin: string; last: string }>(sql.originsThroughSql, [
        head.id,
        throughSequence,
      ]);
      for (const { origin, last } of swallowed.rows) origins.set(origin, Number(last));
      await client.query(sql.putSnapshotSql, [
        head.id,
        throughSequence,
        writeOrigins(origins),
        snapshot,
        checksumOf(snapshot, throughSequence),
      ]);
      await client.query(sql.dropThroughSql, [head.id, throughSequence]);
    });
  }

  async news(known: readonly KnownRoom[]): Promise<readonly RoomNews[]> {
    if (known.length === 0) return [];
    const values = [known.map(({ room }) => room), known.map(({ sequence }) => sequence)];
    return this.#attempt(async () =>
      readNews((await this.#query<NewsRow>('news', sql.newsSql, values)).rows),
    );
  }

  async list({ after = '', limit }: { after?: string; limit: number }): Promise<readonly RoomSummary[]> {
    const { rows } = await this.#attempt(() => this.#query<SummaryRow>('list', sql.listSql, [after, limit]));
    return rows.map((row) => ({
      room: row.name,
      lastSequence: Number(row.last_sequence),
      tailEntries: Number(row.tail_entries),
      bytes: Number(row.bytes),
    }));
  }

  async remove(name: string): Promise<void> {
    await this.#run(async (client) => {
      const head = await lockRoom(client, name);
      if (head) for (const step of sql.removeSteps) await client.query(step, [head.id]);
    });
  }

  async check(): Promise<IntegrityReport> {
    return this.#attempt(async () => {
      const damaged: DamagedRow[] = [];
      let [rooms, entries] = [0, 0];
      for await (const name of this.#names()) {
        const found = await this.#read(name);
        if (!found) continue;
        rooms += 1;
        entries += found.tail.length;
        damaged.push(...found.damaged.map(reportOf));
      }
      const { rows } = await this.#pool.query<{ count: string }>(sql.quarantinedSql);
      return { rooms, entries, damaged, quarantined: Number(rows[0]!.count), problems: [] };
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#closePool();
  }

  async *#names(): AsyncGenerator<string> {
    for (let after = ''; ; ) {
      const { rows } = await this.#pool.query<{ name: string }>(sql.roomNamesSql, [after, checkPageRooms]);
      for (const { name } of rows) yield name;
      if (rows.length < checkPageRooms) return;
      after = rows.at(-1)!.name;
    }
  }

  async #read(name: string): Promise<ReadRoom | undefined> {
    return readRoom(name, (await this.#query<RoomRow>('room', sql.roomSql, [name])).rows);
  }

  /** Named statements are planned once per connection. */
  #query<R extends object>(name: string, text: string, values: unknown[]) {
    return this.#pool.query<R>({ name, text, values });
  }

  /** One transaction; on failure nothing stays. */
  #run<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return this.#attempt(() => inTransaction(this.#pool, 'write', work));
  }

  async #attempt<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new StorageError('closed', 'the store is closed');
    try {
      return await work();
    } catch (error) {
      throw postgresErrorOf(error);
    }
  }
}

interface SnapshotHead {
  readonly through_sequence: string;
  readonly origins: string;
}

interface SummaryRow {
  readonly name: string;
  readonly last_sequence: string;
  readonly tail_entries: string;
  readonly bytes: string;
}

const emptyRoom: StoredRoom = {
  snapshot: null,
  tail: [],
  lastSequence: 0,
  lastSequenceByOrigin: new Map(),
  damaged: [],
};

async function lockRoom(client: PoolClient, name: string) {
  const { rows } = await client.query<{ id: string; last_sequence: string }>(sql.lockRoomSql, [name]);
  const [row] = rows;
  return row && { id: row.id, lastSequence: Number(row.last_sequence) };
}

/** Moves damaged rows aside as they are: their sequence stays taken, their bytes can be studied. */
async function quarantine(client: PoolClient, id: string, damaged: readonly DamagedStoredRow[]) {
  for (const { kind, sequence, origin, checksum } of damaged) {
    if (kind === 'snapshot') await client.query(sql.quarantineSnapshotSql, [id, sequence, checksum]);
    else {
      const origins = writeOrigins(origin === null ? [] : [[origin, sequence]]);
      await client.query(sql.quarantineEntrySql, [id, sequence, origins, checksum]);
    }
  }
}

const reportOf = ({ room, kind, sequence, bytes }: DamagedRow): DamagedRow => ({
  room,
  kind,
  sequence,
  bytes,
});
