import type { RefusalReason } from '../protocol/rights.ts';

/**
 * The far end of one connection to a room: a WebSocket, a link to a relay, a window of this laptop.
 * The room calls it; what the far end says goes into `RoomMember.receive`.
 */
export interface RoomPeer {
  /**
   * Queues one protocol message. Frames are shared between peers: never change one.
   * @param throughSequence set for frames that change the document (step 2 and updates): the frame
   *   brings the far end everything the room has up to this sequence that did not come from itself.
   */
  send(frame: Uint8Array, throughSequence?: number): void;
  /** Bytes given to `send` that have not left the process. */
  readonly bufferedBytes: number;
  /** Ends the connection; codes are in `protocol/close-codes.ts`. The room does not call again. */
  close(code: number, reason: string): void;
  /** True when the peer asked for durable confirmations (message type 4). */
  readonly wantsConfirmation: boolean;
  /** Asked for every update: it may change while the peer is there. */
  readonly mayWrite: boolean;
  /** Why it may not write, told to the far end; `read-only` without. */
  readonly refusalReason?: RefusalReason;
  /** The far end has a new token (message type 5). */
  renewToken?(token: string): void;
  /** Stored with every update that comes from this peer, see `NewEntry.origin`. */
  readonly origin: string | null;
}

/** One peer inside one room. */
export interface RoomMember {
  /** Takes one message of the far end. Never throws: bad bytes end the connection. */
  receive(frame: Uint8Array): void;
  /** True once an update of the far end was refused: it lacks confirmation from there on (RP-26). */
  readonly hasRefused: boolean;
  /** The far end is gone. Its presence is taken back; calling twice is harmless. */
  leave(): void;
}

export interface CommittedUpdate {
  readonly update: Uint8Array;
  readonly sequence: number;
  readonly origin: string | null;
}
