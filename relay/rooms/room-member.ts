import type { AwarenessEntry } from '../protocol/awareness.ts';
import { type CloseCode, closeCodes } from '../protocol/close-codes.ts';
import {
  decodeMessage,
  encodeConfirmation,
  encodePermissionDenied,
  encodeStep2,
} from '../protocol/messages.ts';
import type { RefusalReason } from '../protocol/rights.ts';
import { readUpdateRanges, type UpdateRanges } from '../protocol/update-ranges.ts';
import type { RoomEventListener } from './room-events.ts';
import type { RoomLimits } from './room-limits.ts';
import type { RoomMember, RoomPeer } from './room-peer.ts';

/** The room as its members see it. */
export interface MemberHost {
  readonly name: string;
  leave(member: Member): void;
  hear(member: Member, entries: readonly AwarenessEntry[]): void;
  /** A frame with everybody who is present. */
  presentFrame(): Uint8Array;
  /** True when the room has everything in an update already. */
  knows(ranges: UpdateRanges): boolean;
  /** True when an update of so many bytes would make the room larger than it may be. */
  isFull(bytes: number): boolean;
  /** @param ordinal how many document-changing messages this member has sent, this one included. */
  accept(member: Member, update: Uint8Array, ranges: UpdateRanges, ordinal: number): void;
  encodeDiff(stateVector: Uint8Array): Promise<{ update: Uint8Array; throughSequence: number }>;
}

/** One connection in one room: reads its messages, keeps its sending within the caps. */
export class Member implements RoomMember {
  readonly peer: RoomPeer;
  readonly #host: MemberHost;
  readonly #limits: RoomLimits;
  readonly #onEvent: RoomEventListener;
  #gone = false;
  #received = 0;
  #missedAwareness = false;
  /** How many messages may be confirmed: those before the first that was refused. */
  #confirmable = Infinity;
  #saidReason: RefusalReason | undefined;
  /** The size of the last answer to a step 1: asked for by the peer, so it may wait beside the cap. */
  #askedForBytes = 0;

  constructor(peer: RoomPeer, host: MemberHost, limits: RoomLimits, onEvent: RoomEventListener) {
    this.peer = peer;
    this.#host = host;
    this.#limits = limits;
    this.#onEvent = onEvent;
  }

  receive(frame: Uint8Array): void {
    if (this.#gone) return;
    const message = decodeMessage(frame, this.#limits.awareness);
    if (!message.ok) return this.end(closeCodes.protocolError, message.error.code);
    switch (message.value.kind) {
      case 'step1':
        void this.#answer(message.value.stateVector);
        return;
      case 'step2':
      case 'update':
        return this.#takeUpdate(message.value.update);
      case 'awareness':
        return this.#host.hear(this, message.value.entries);
      case 'queryAwareness':
        return this.sendAwareness(this.#host.presentFrame());
      case 'token':
        return this.peer.renewToken?.(message.value.token);
      case 'permissionDenied':
      case 'confirmation':
      case 'rights':
      case 'unknown':
        // Only a server says these, or a later version of the protocol does: passed over (RP-3).
        return;
    }
  }

  get hasRefused(): boolean {
    return this.#confirmable !== Infinity;
  }

  leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#host.leave(this);
  }

  /** Takes the member out and ends its connection. */
  end(close: CloseCode, detail: string): void {
    if (this.#gone) return;
    this.leave();
    this.#onEvent({ kind: 'peerClosed', room: this.#host.name, code: close.code, detail });
    this.peer.close(close.code, close.reason);
  }

  /** Nothing may be left out of the document's stream, so a reader that falls too far behind is ended. */
  send(frame: Uint8Array, throughSequence?: number): void {
    if (this.#gone) return;
    if (this.peer.bufferedBytes > this.#limits.maxBufferedBytes + this.#askedForBytes) {
      this.end(closeCodes.slowReader, 'buffer is full');
    } else if (throughSequence === undefined) this.peer.send(frame);
    else this.peer.send(frame, throughSequence);
  }

  /** Who is present may be left out while the reader is behind; it gets all of it later. */
  sendAwareness(frame: Uint8Array): void {
    if (this.peer.bufferedBytes > this.#limits.awarenessBufferedBytes) this.#missedAwareness = true;
    else this.send(frame);
  }

  catchUpAwareness(): void {
    if (!this.#missedAwareness || this.peer.bufferedBytes > this.#limits.awarenessBufferedBytes) return;
    this.#missedAwareness = false;
    this.send(this.#host.presentFrame());
  }

  confirm(count: number, stateVector: Uint8Array): void {
    if (!this.peer.wantsConfirmation || this.#gone) return;
    this.send(encodeConfirmation(Math.min(count, this.#confirmable), stateVector));
  }

  async #answer(stateVector: Uint8Array): Promise<void> {
    try {
      const { update, throughSequence } = await this.#host.encodeDiff(stateVector);
      const frame = encodeStep2(update);
      this.send(frame, throughSequence);
      this.#askedForBytes = frame.length;
    } catch (error) {
      this.end(closeCodes.roomUnavailable, error instanceof Error ? error.message : 'content not readable');
    }
  }

  #takeUpdate(update: Uint8Array): void {
    const ranges = readUpdateRanges(update);
    if (!ranges.ok) return this.end(closeCodes.protocolError, `update: ${ranges.error.code}`);
    this.#received += 1;
    const { mayWrite, refusalReason = 'read-only' } = this.peer;
    if (!mayWrite && !this.#host.knows(ranges.value)) return this.#refuse(refusalReason);
    // Deletions come in always: they are the way out.
    const adds = ranges.value.inserted.length > 0;
    if (adds && this.#host.isFull(update.length) && !this.#host.knows(ranges.value))
      return this.#refuse('document-full');
    this.#host.accept(this, update, ranges.value, this.#received);
  }

  /** Each reason is said once: answering every refused update would let a reader make the relay talk at will. */
  #refuse(reason: RefusalReason): void {
    // Confirmations count from the first message on: they must not pass over one that was not stored.
    this.#confirmable = Math.min(this.#confirmable, this.#received - 1);
    if (this.#saidReason === reason) return;
    this.#saidReason = reason;
    this.send(encodePermissionDenied(reason));
  }
}
