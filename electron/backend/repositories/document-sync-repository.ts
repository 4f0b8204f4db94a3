import type { Database } from 'better-sqlite3';

/**
 * Where documents meet those of other laptops, and the origin of log entries that came from there: those
 * need no confirmation by it.
 */
export type SyncPlace = 'relay' | 'room';

/** What is known of a document at one place. */
export interface DocumentConfirmation {
  /** Everything local up to this sequence of the log is durable there; 0 = nothing is known to be. */
  confirmedSequence: number;
  /** Milliseconds since 1970 by this laptop's clock; null = never. */
  confirmedAt: number | null;
}

/** Remembers what one place has confirmed, so that the state shown after a restart is true. */
export interface DocumentSyncRepository {
  /** `farRoom` names the document's room there: what another relay or room confirmed does not count. */
  get(documentId: string, farRoom: string): DocumentConfirmation;
  /** What was confirmed last, whichever relay or room it was. */
  last(documentId: string): { farRoom: string; confirmedAt: number | null } | undefined;
  confirm(documentId: string, farRoom: string, sequence: number, at: number): void;
  /** Changes after the confirmed sequence that did not come from there. */
  unconfirmedChanges(documentId: string, farRoom: string): number;
  /** To be called before the log up to `throughSequence` gives way to a snapshot: the count must survive it. */
  beforeCompaction(documentId: string, throughSequence: number): void;
}

interface Row {
  far_room: string;
  confirmed_sequence: number;
  confirmed_at: number | null;
  swallowed_through: number;
  swallowed_changes: number;
}

interface OwnChanges {
  count: number;
  last: number | null;
}

const nothing: Row = {
  far_room: '',
  confirmed_sequence: 0,
  confirmed_at: null,
  swallowed_through: 0,
  swallowed_changes: 0,
};

export function createDocumentSyncRepository(database: Database, place: SyncPlace): DocumentSyncRepository {
  const get = database.prepare<[string], Row>(
    `SELECT far_room, confirmed_sequence, confirmed_at, swallowed_through, swallowed_changes
     FROM document_confirmation WHERE document_id = ? AND place = '${place}'`,
  );
  const put = database.prepare(`
    INSERT INTO document_confirmation
      (document_id, place, far_room, confirmed_sequence, confirmed_at, swallowed_through, swallowed_changes)
    VALUES (@documentId, '${place}', @far_room, @confirmed_sequence, @confirmed_at, @swallowed_through, @swallowed_changes)
    ON CONFLICT (document_id, place) DO UPDATE SET far_room = excluded.far_room,
      confirmed_sequence = excluded.confirmed_sequence, confirmed_at = excluded.confirmed_at,
      swallowed_through = excluded.swallowed_through, swallowed_changes = excluded.swallowed_changes`);
  const ownChanges = database.prepare<[string, number, number], OwnChanges>(
    `SELECT count(*) AS count, max(sequence) AS last FROM document_entry
     WHERE room_id = (SELECT id FROM document_room WHERE name = ?)
       AND sequence > ? AND sequence <= ? AND origin IS NOT '${place}'`,
  );
  const ownAfter = (documentId: string, after: number, through = Number.MAX_SAFE_INTEGER): OwnChanges =>
    ownChanges.get(documentId, after, through) ?? { count: 0, last: null };
  const rowAt = (documentId: string, farRoom: string): Row => {
    const row = get.get(documentId) ?? nothing;
    return row.far_room === farRoom ? row : { ...row, confirmed_sequence: 0, confirmed_at: null };
  };

  return {
    get(documentId, farRoom) {
      const row = rowAt(documentId, farRoom);
      return { confirmedSequence: row.confirmed_sequence, confirmedAt: row.confirmed_at };
    },
    last(documentId) {
      const row = get.get(documentId);
      return row && { farRoom: row.far_room, confirmedAt: row.confirmed_at };
    },
    confirm(documentId, farRoom, sequence, at) {
      const row = rowAt(documentId, farRoom);
      const confirmed = Math.max(row.confirmed_sequence, sequence);
      put.run({ ...row, documentId, far_room: farRoom, confirmed_sequence: confirmed, confirmed_at: at });
    },
    unconfirmedChanges(documentId, farRoom) {
      const row = rowAt(documentId, farRoom);
      const swallowed = row.swallowed_through > row.confirmed_sequence;
      // A confirmation inside the swallowed part can't be split: too many is shown rather than too few.
      const before = swallowed ? row.swallowed_changes : 0;
      return before + ownAfter(documentId, Math.max(row.confirmed_sequence, row.swallowed_through)).count;
    },
    beforeCompaction(documentId, throughSequence) {
      const row = get.get(documentId) ?? nothing;
      if (throughSequence <= row.swallowed_through) return;
      const pending = row.swallowed_through > row.confirmed_sequence ? row.swallowed_changes : 0;
      const from = Math.max(row.confirmed_sequence, row.swallowed_through);
      const { count, last } = ownAfter(documentId, from, throughSequence);
      if (last === null) return;
      // Up to the last of these changes, not up to the snapshot's end: what follows came from the place
      // itself, which will never confirm it.
      put.run({ ...row, documentId, swallowed_through: last, swallowed_changes: pending + count });
    },
  };
}
