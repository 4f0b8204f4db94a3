/**
 * The durable home of rooms: per room an append-only log of Yjs updates, and a snapshot that stands
 * for the log up to one sequence number. One process at a time writes to a store, unless it is a
 * `SharedRoomStorage`.
 */
export interface RoomStorage {
  /** A room that was never written is an empty one. Damaged rows are quarantined and reported in the result. */
  load(room: string): Promise<StoredRoom>;
  /**
   * Appends all entries, of any number of rooms, in ONE transaction: all are committed when this
   * resolves, none when it rejects. Resolves to each entry's sequence: 1, 2, 3... per room, never reused.
   * What is committed outlives the process; a loss of power as well, unless the store has a `sync` for that.
   */
  append(entries: readonly NewEntry[]): Promise<readonly number[]>;
  /** Resolves when everything that was committed before this call is on the disk. */
  readonly sync?: (() => Promise<void>) | undefined;
  /**
   * Replaces everything up to and including `throughSequence` by `snapshot`, atomically. Does nothing
   * when a snapshot that reaches as far is already there.
   */
  compact(room: string, snapshot: Uint8Array, throughSequence: number): Promise<void>;
  /** The room is open no longer: what was kept in memory to append to it quickly may go. */
  release?(room: string): void;
  /** Rooms in the order of their names, after `after` (exclusive). */
  list(page: { after?: string; limit: number }): Promise<readonly RoomSummary[]>;
  /** Forgets a room and all its rows, quarantined ones too. */
  remove(room: string): Promise<void>;
  /** Reads every row and compares checksums. Changes nothing. */
  check(): Promise<IntegrityReport>;
  close(): Promise<void>;
}

/** A store that several processes write to at the same time. */
export interface SharedRoomStorage extends RoomStorage {
  /**
   * What others have committed beyond what the caller knows, as one consistent view. Rooms that are as the
   * caller knows them are left out; so are damaged rows, which the next `load` puts aside.
   */
  news(known: readonly KnownRoom[]): Promise<readonly RoomNews[]>;
}

export interface KnownRoom {
  readonly room: string;
  /** Everything up to here is known. */
  readonly sequence: number;
}

export interface RoomNews {
  readonly room: string;
  /** Everything up to here is now known. Lower than what was known: the room was removed or restored. */
  readonly lastSequence: number;
  /** A snapshot, when one has swallowed some of what was missing, and entries. In order. */
  readonly updates: readonly Uint8Array[];
}

export interface NewEntry {
  readonly room: string;
  readonly update: Uint8Array;
  /** Where the update came from, for the owner of the store; for example "local" or "relay". */
  readonly origin: string | null;
}

export interface StoredEntry {
  readonly sequence: number;
  readonly update: Uint8Array;
  readonly origin: string | null;
}

export interface StoredRoom {
  readonly snapshot: Uint8Array | null;
  /** The log after the snapshot, in order. */
  readonly tail: readonly StoredEntry[];
  /** 0 for an empty room. */
  readonly lastSequence: number;
  /** The last sequence that came from each origin, also of entries that a snapshot has swallowed. */
  readonly lastSequenceByOrigin: ReadonlyMap<string, number>;
  /** Rows that this load found damaged and moved to quarantine. */
  readonly damaged: readonly DamagedRow[];
}

export interface DamagedRow {
  readonly room: string;
  readonly kind: 'entry' | 'snapshot';
  readonly sequence: number;
  readonly bytes: number;
}

export interface RoomSummary {
  readonly room: string;
  readonly lastSequence: number;
  readonly tailEntries: number;
  /** Snapshot and tail. */
  readonly bytes: number;
}

export interface IntegrityReport {
  readonly rooms: number;
  readonly entries: number;
  readonly damaged: readonly DamagedRow[];
  readonly quarantined: number;
  /** What the database itself says about its pages; empty when it is sound. */
  readonly problems: readonly string[];
}

/** `unavailable`: the store as a whole does not answer; it may be back in a moment. */
export type StorageErrorCode = 'full' | 'readOnly' | 'busy' | 'damaged' | 'closed' | 'unavailable' | 'failed';

/** The store could not do what was asked; nothing of the call took effect. */
export class StorageError extends Error {
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StorageError';
    this.code = code;
  }
}
