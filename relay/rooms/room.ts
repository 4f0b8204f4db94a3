import type { CommittedUpdate, RoomMember, RoomPeer } from './room-peer.ts';

/**
 * One document and everybody who works on it. Get one from `RoomRegistry.open`; it is live then, and
 * stays so while a lease is held, unless its store fails (`onClosed`).
 *
 * Everything a room says about itself is committed: `stateVector`, `lastSequence`, diffs, and what peers
 * receive. An update goes: checked -> waits for the end of the event-loop turn -> committed together with all
 * others of that turn -> sent on -> confirmed when the disk has it (decision 0014).
 */
export interface Room {
  readonly name: string;
  readonly state: RoomState;
  /** Sequence of the last committed entry; 0 for an empty room. */
  readonly lastSequence: number;
  /** The last committed sequence that came from each origin (null is not counted). */
  readonly lastSequenceByOrigin: ReadonlyMap<string, number>;
  /** Yjs state vector of what is committed, without what lies behind a gap. */
  stateVector(): Uint8Array;
  /** Everything committed that a holder of `stateVector` lacks; with an empty vector the whole state. */
  encodeDiff(stateVector: Uint8Array): Promise<{ update: Uint8Array; throughSequence: number }>;
  /**
   * Writes an update made in this process. Resolves when it is durable;
   * an update that brings nothing new is not stored again. Rejects with `InvalidUpdateError` or a `StorageError`.
   */
  applyLocal(update: Uint8Array, origin: string | null): Promise<void>;
  /** Calls after each commit, once per stored entry, before peers get it. Returns the way to stop. */
  onCommitted(listener: (committed: CommittedUpdate) => void): () => void;
  /** Calls once, when the room ends: unloaded, or its store failed. */
  onClosed(listener: () => void): () => void;
  /** Adds a peer, which at once gets the room's step 1 and who is present. */
  join(peer: RoomPeer): RoomMember;
  readonly peerCount: number;
}

export type RoomState = 'loading' | 'live' | 'closing' | 'closed';

/** The bytes are no Yjs update; nothing was stored. */
export class InvalidUpdateError extends Error {
  constructor(detail: string) {
    super(`not a readable update: ${detail}`);
    this.name = 'InvalidUpdateError';
  }
}

/** The room has ended; open it again. */
export class RoomClosedError extends Error {
  constructor() {
    super('the room is closed');
    this.name = 'RoomClosedError';
  }
}
