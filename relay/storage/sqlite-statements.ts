import type { Database, Statement } from 'better-sqlite3';
import type { RoomTables } from './sqlite-schema.ts';

export interface EntryRow {
  sequence: number;
  origin: string | null;
  bytes: Buffer;
  checksum: number;
}

export interface SnapshotRow {
  through_sequence: number;
  origins: string;
  bytes: Buffer;
  checksum: number;
}

export interface SummaryRow {
  name: string;
  last_sequence: number;
  tail_entries: number;
  bytes: number;
}

export interface RoomStatements {
  readonly findRoom: Statement<[string], { id: number }>;
  readonly addRoom: Statement<[string]>;
  readonly lastSequence: Statement<{ room: number }, { last: number }>;
  readonly addEntry: Statement<[number, number, string | null, Uint8Array, number]>;
  readonly entries: Statement<[number], EntryRow>;
  readonly snapshot: Statement<[number], SnapshotRow>;
  readonly quarantinedOrigins: Statement<[number], { origins: string }>;
  readonly quarantineEntry: Statement<[string, number, number]>;
  readonly quarantineSnapshot: Statement<[number]>;
  readonly dropEntry: Statement<[number, number]>;
  readonly dropSnapshot: Statement<[number]>;
  readonly originsThrough: Statement<[number, number], { origin: string; last: number }>;
  readonly putSnapshot: Statement<[number, number, string, Uint8Array, number]>;
  readonly dropThrough: Statement<[number, number]>;
  readonly summaries: Statement<[string, number], SummaryRow>;
  readonly roomIds: Statement<[], { id: number; name: string }>;
  readonly quarantined: Statement<[], { count: number }>;
  readonly dropRoom: Statement<[string]>;
  readonly dropQuarantine: Statement<[number]>;
}

/** All SQL of the room store, prepared once. */
export function prepareRoomStatements(database: Database, tables: RoomTables): RoomStatements {
  const { room, snapshot, entry, quarantine } = tables;
  const last = (id: string) => `max(
    coalesce((SELECT max(sequence) FROM ${entry} WHERE room_id = ${id}), 0),
    coalesce((SELECT through_sequence FROM ${snapshot} WHERE room_id = ${id}), 0),
    coalesce((SELECT max(sequence) FROM ${quarantine} WHERE room_id = ${id}), 0))`;
  const prepare = <P extends unknown[] | object, R = unknown>(sql: string) =>
    database.prepare(sql) as unknown as Statement<P extends unknown[] ? P : [P], R>;
  return {
    findRoom: prepare(`SELECT id FROM ${room} WHERE name = ?`),
    addRoom: prepare(`INSERT INTO ${room}(name) VALUES (?)`),
    lastSequence: prepare(`SELECT ${last(':room')} AS last`),
    addEntry: prepare(
      `INSERT INTO ${entry}(room_id, sequence, origin, bytes, checksum) VALUES (?, ?, ?, ?, ?)`,
    ),
    entries: prepare(
      `SELECT sequence, origin, bytes, checksum FROM ${entry} WHERE room_id = ? ORDER BY sequence`,
    ),
    snapshot: prepare(`SELECT through_sequence, origins, bytes, checksum FROM ${snapshot} WHERE room_id = ?`),
    quarantinedOrigins: prepare(`SELECT origins FROM ${quarantine} WHERE room_id = ?`),
    quarantineEntry: prepare(
      `INSERT INTO ${quarantine}(room_id, kind, sequence, origins, bytes, checksum)
       SELECT room_id, 'entry', sequence, ?, bytes, checksum FROM ${entry} WHERE room_id = ? AND sequence = ?`,
    ),
    quarantineSnapshot: prepare(
      `INSERT INTO ${quarantine}(room_id, kind, sequence, origins, bytes, checksum)
       SELECT room_id, 'snapshot', through_sequence, origins, bytes, checksum FROM ${snapshot} WHERE room_id = ?`,
    ),
    dropEntry: prepare(`DELETE FROM ${entry} WHERE room_id = ? AND sequence = ?`),
    dropSnapshot: prepare(`DELETE FROM ${snapshot} WHERE room_id = ?`),
    originsThrough: prepare(
      `SELECT origin, max(sequence) AS last FROM ${entry}
       WHERE room_id = ? AND sequence <= ? AND origin IS NOT NULL GROUP BY origin`,
    ),
    putSnapshot: prepare(
      `INSERT INTO ${snapshot}(room_id, through_sequence, origins, bytes, checksum) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT(room_id) DO UPDATE SET through_sequence = excluded.through_sequence,
         origins = excluded.origins, bytes = excluded.bytes, checksum = excluded.checksum`,
    ),
    dropThrough: prepare(`DELETE FROM ${entry} WHERE room_id = ? AND sequence <= ?`),
    summaries: prepare(
      `SELECT name, ${last('r.id')} AS last_sequence,
         (SELECT count(*) FROM ${entry} WHERE room_id = r.id) AS tail_entries,
         coalesce((SELECT sum(length(bytes)) FROM ${entry} WHERE room_id = r.id), 0)
           + coalesce((SELECT length(bytes) FROM ${snapshot} WHERE room_id = r.id), 0) AS bytes
       FROM ${room} r WHERE name > ? ORDER BY name LIMIT ?`,
    ),
    roomIds: prepare(`SELECT id, name FROM ${room} ORDER BY name`),
    quarantined: prepare(`SELECT count(*) AS count FROM ${quarantine}`),
    dropRoom: prepare(`DELETE FROM ${room} WHERE name = ?`),
    dropQuarantine: prepare(`DELETE FROM ${quarantine} WHERE room_id = ?`),
  };
}
