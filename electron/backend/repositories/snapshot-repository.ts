import type { Database } from 'better-sqlite3';
import type { Visibility } from '../../../shared/domain/snapshots/visibility.ts';

/** What lists show of a snapshot; for one that others share, as the commons listed it first. */
export interface SnapshotEntry {
  hash: string;
  byteLength: number;
  visibility: Visibility;
  origin: string;
  frameworkVersion: string;
  referenceDate: string;
  withdrawal: string;
}

/** kept: never left this laptop. */
export type SnapshotState = 'kept' | 'shared' | 'withdrawn';

export interface StoredSnapshot {
  entry: SnapshotEntry;
  state: SnapshotState;
  /** The assessment here that it was made of, and the secret that withdraws it; null when it is another's. */
  own: { assessmentId: string; partnerId: string | null; secret: string } | null;
  /** When it was made, or listed here first; milliseconds since 1970. */
  notedAt: number;
  /** When its bytes were here; null while they have not arrived. */
  receivedAt: number | null;
}

export interface SnapshotRepository {
  list(): StoredSnapshot[];
  get(hash: string): StoredSnapshot | undefined;
  /** Adds or changes the row; never the entry of one that is known. */
  put(snapshot: StoredSnapshot): void;
  bytes(hash: string): Uint8Array<ArrayBuffer> | undefined;
  putBytes(hash: string, bytes: Uint8Array): void;
  removeBytes(hash: string): void;
  /** Bytes of all snapshots that came from others. */
  receivedBytes(): number;
  alias(partnerId: string, round: string): string | undefined;
  putAlias(partnerId: string, round: string, alias: string): void;
}

interface Row {
  hash: string;
  assessment_id: string | null;
  partner_id: string | null;
  secret: string | null;
  entry: string;
  state: SnapshotState;
  noted_at: number;
  received_at: number | null;
}

export function createSnapshotRepository(database: Database): SnapshotRepository {
  const list = database.prepare<[], Row>('SELECT * FROM snapshot ORDER BY noted_at DESC, hash');
  const get = database.prepare<[string], Row>('SELECT * FROM snapshot WHERE hash = ?');
  const put = database.prepare(`
    INSERT INTO snapshot (hash, assessment_id, partner_id, secret, entry, state, noted_at, received_at)
    VALUES (@hash, @assessmentId, @partnerId, @secret, @entry, @state, @notedAt, @receivedAt)
    ON CONFLICT (hash) DO UPDATE SET assessment_id = excluded.assessment_id,
      partner_id = excluded.partner_id, secret = excluded.secret, state = excluded.state,
      received_at = excluded.received_at`);
  const bytes = database.prepare<[string], Buffer>('SELECT bytes FROM blob WHERE hash = ?').pluck();
  const putBytes = database.prepare('INSERT OR IGNORE INTO blob (hash, bytes) VALUES (?, ?)');
  const removeBytes = database.prepare('DELETE FROM blob WHERE hash = ?');
  const received = database
    .prepare<[], number>(
      `SELECT coalesce(sum(length(bytes)), 0) FROM blob
       WHERE hash IN (SELECT hash FROM snapshot WHERE assessment_id IS NULL)`,
    )
    .pluck();
  const alias = database
    .prepare<[string, string], string>('SELECT alias FROM snapshot_alias WHERE partner_id = ? AND round = ?')
    .pluck();
  const putAlias = database.prepare('INSERT INTO snapshot_alias (partner_id, round, alias) VALUES (?, ?, ?)');
  return {
    list: () => list.all().map(toSnapshot),
    get(hash) {
      const row = get.get(hash);
      return row && toSnapshot(row);
    },
    put({ entry, state, own, notedAt, receivedAt }) {
      put.run({
        hash: entry.hash,
        assessmentId: own?.assessmentId ?? null,
        partnerId: own?.partnerId ?? null,
        secret: own?.secret ?? null,
        entry: JSON.stringify(entry),
        state,
        notedAt,
        receivedAt,
      });
    },
    bytes(hash) {
      const found = bytes.get(hash);
      return found && Uint8Array.from(found);
    },
    putBytes: (hash, content) => void putBytes.run(hash, content),
    removeBytes: (hash) => void removeBytes.run(hash),
    receivedBytes: () => received.get() ?? 0,
    alias: (partnerId, round) => alias.get(partnerId, round),
    putAlias: (partnerId, round, value) => void putAlias.run(partnerId, round, value),
  };
}

function toSnapshot(row: Row): StoredSnapshot {
  const { assessment_id: assessmentId, partner_id: partnerId, secret } = row;
  return {
    entry: JSON.parse(row.entry) as SnapshotEntry,
    state: row.state,
    own: assessmentId !== null && secret !== null ? { assessmentId, partnerId, secret } : null,
    notedAt: row.noted_at,
    receivedAt: row.received_at,
  };
}
