import type { Database } from 'better-sqlite3';

/** What is known of a document at a relay. */
export interface DocumentConfirmation {
  /** Everything local up to this sequence of the log is durable there; 0 = nothing is known to be. */
  confirmedSequence: number;
  /** Milliseconds since 1970 by this laptop's clock; null = never. */
  confirmedAt: number | null;
}

/** Remembers what the relay has confirmed, so that the state shown after a restart is true. */
export interface DocumentSyncRepository {
  /** `relayRoom` names the room at the relay: what another relay confirmed does not count. */
  get(documentId: string, relayRoom: string): DocumentConfirmation;
  confirm(documentId: string, relayRoom: string, sequence: number, at: number): void;
  /** Local changes after the confirmed sequence. */
  unconfirmedChanges(documentId: string, relayRoom: string): number;
  /** To be called before the log up to `throughSequence` gives way to a snapshot: the count must survive it. */
  beforeCompaction(documentId: string, throughSequence: number): void;
}

/** Origin of log entries that came from the relay and need no confirmation by it. */
export const relayOrigin = 'relay';

interface Row {
  relay_room: string;
  confirmed_sequence: number;
  confirmed_at: number | null;
  swallowed_through: number;
  swallowed_changes: number;
}

interface LocalChanges {
  count: number;
  last: number | null;
}

const nothing: Row = {
  relay_room: '',
  confirmed_sequence: 0,
  confirmed_at: null,
  swallowed_through: 0,
  swallowed_changes: 0,
};

export function createDocumentSyncRepository(database: Database): DocumentSyncRepository {
  const get = database.prepare<[string], Row>('SELECT * FROM document_sync WHERE document_id = ?');
  const put = database.prepare(`
    INSERT INTO document_sync
      (document_id, relay_room, confirmed_sequence, confirmed_at, swallowed_through, swallowed_changes)
    VALUES (@documentId, @relay_room, @confirmed_sequence, @confirmed_at, @swallowed_through, @swallowed_changes)
    ON CONFLICT (document_id) DO UPDATE SET relay_room = excluded.relay_room,
      confirmed_sequence = excluded.confirmed_sequence, confirmed_at = excluded.confirmed_at,
      swallowed_through = excluded.swallowed_through, swallowed_changes = excluded.swallowed_changes`);
  const localChanges = database.prepare<[string, number, number], LocalChanges>(
    `SELECT count(*) AS count, max(sequence) AS last FROM document_entry
     WHERE room_id = (SELECT id FROM document_room WHERE name = ?)
       AND sequence > ? AND sequence <= ? AND origin IS NOT '${relayOrigin}'`,
  );
  const localAfter = (documentId: string, after: number, through = Number.MAX_SAFE_INTEGER): LocalChanges =>
    localChanges.get(documentId, after, through) ?? { count: 0, last: null };
  const rowAt = (documentId: string, relayRoom: string): Row => {
    const row = get.get(documentId) ?? nothing;
    return row.relay_room === relayRoom ? row : { ...row, confirmed_sequence: 0, confirmed_at: null };
  };

  return {
    get(documentId, relayRoom) {
      const row = rowAt(documentId, relayRoom);
      return { confirmedSequence: row.confirmed_sequence, confirmedAt: row.confirmed_at };
    },
    confirm(documentId, relayRoom, sequence, at) {
      const row = rowAt(documentId, relayRoom);
      const confirmed = Math.max(row.confirmed_sequence, sequence);
      put.run({ ...row, documentId, relay_room: relayRoom, confirmed_sequence: confirmed, confirmed_at: at });
    },
    unconfirmedChanges(documentId, relayRoom) {
      const row = rowAt(documentId, relayRoom);
      const swallowed = row.swallowed_through > row.confirmed_sequence;
      // A confirmation inside the swallowed part can't be split: too many is shown rather than too few.
      const before = swallowed ? row.swallowed_changes : 0;
      return before + localAfter(documentId, Math.max(row.confirmed_sequence, row.swallowed_through)).count;
    },
    beforeCompaction(documentId, throughSequence) {
      const row = get.get(documentId) ?? nothing;
      if (throughSequence <= row.swallowed_through) return;
      const pending = row.swallowed_through > row.confirmed_sequence ? row.swallowed_changes : 0;
      const from = Math.max(row.confirmed_sequence, row.swallowed_through);
      const { count, last } = localAfter(documentId, from, throughSequence);
      if (last === null) return;
      // Up to the last local change, not up to the snapshot's end: what follows came from the relay, which
      // will never confirm it.
      put.run({ ...row, documentId, swallowed_through: last, swallowed_changes: pending + count });
    },
  };
}
