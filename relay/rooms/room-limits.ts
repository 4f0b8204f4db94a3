import { type AwarenessLimits, defaultAwarenessLimits } from '../protocol/awareness.ts';

export interface RoomLimits {
  /** A room nobody is in leaves memory after this long. */
  readonly unloadDelayMs: number;
  /** Stored content is kept in memory this long after it was last asked for. */
  readonly contentIdleMs: number;
  /** The log is compacted once this many entries follow the snapshot. */
  readonly compactAfterEntries: number;
  /** ...or this many bytes, and as many as the snapshot has. */
  readonly compactAfterBytes: number;
  /** At unload a shorter tail than this is left as it is. */
  readonly compactAtUnloadEntries: number;
  readonly compactAtUnloadBytes: number;
  /** Updates above this size are stored and sent alone, not merged with others of the turn. */
  readonly mergeMaxBytes: number;
  /** A peer with more than this unsent gets no awareness until it has caught up. */
  readonly awarenessBufferedBytes: number;
  /** A peer with more than this unsent (beside the state it asked for) is closed; it resyncs when it comes back. */
  readonly maxBufferedBytes: number;
  /** With more than this in storage a room takes nothing that adds to it; deletions still come in. */
  readonly maxDocumentBytes: number;
  readonly awareness: AwarenessLimits;
  /** Clients that may be present in one room. */
  readonly maxPresentClients: number;
  /** UTF-16 units of all their states together; what would be more is not shown. */
  readonly maxAwarenessUnits: number;
  /** A client that has said nothing about itself for this long is taken out. Stock clients renew every 15 s. */
  readonly presenceExpiryMs: number;
}

export const defaultRoomLimits: RoomLimits = {
  unloadDelayMs: 5_000,
  contentIdleMs: 5_000,
  compactAfterEntries: 500,
  compactAfterBytes: 1_048_576,
  compactAtUnloadEntries: 20,
  compactAtUnloadBytes: 16_384,
  mergeMaxBytes: 65_536,
  awarenessBufferedBytes: 262_144,
  maxBufferedBytes: 67_108_864,
  // A laptop never refuses its own user's work; a relay sets a limit.
  maxDocumentBytes: Number.MAX_SAFE_INTEGER,
  awareness: defaultAwarenessLimits,
  maxPresentClients: 1_000,
  maxAwarenessUnits: 1_048_576,
  presenceExpiryMs: 45_000,
};
