import type { AwarenessEntry } from '../protocol/awareness.ts';
import { closeCodes } from '../protocol/close-codes.ts';
import {
  encodeAwarenessMessage,
  encodeConfirmation,
  encodeStep1,
  encodeUpdate,
} from '../protocol/messages.ts';
import { encodeStateVector } from '../protocol/state-vector.ts';
import { readUpdateRanges, type UpdateRanges } from '../protocol/update-ranges.ts';
import type { RoomStorage, StoredRoom } from '../storage/room-storage.ts';
import { AwarenessBoard } from './awareness-board.ts';
import type { CommitParticipant, CommitQueue } from './commit-queue.ts';
import { type Coverage, coverageOf } from './compaction.ts';
import { foldUpdates, type PendingEntry, type PendingUpdate } from './pending-updates.ts';
import { InvalidUpdateError, type Room, RoomClosedError, type RoomState } from './room.ts';
import { bytesOf, RoomCompactor } from './room-compactor.ts';
import { RoomContent } from './room-content.ts';
import type { RoomEventListener } from './room-events.ts';
import type { RoomLimits } from './room-limits.ts';
import { Member, type MemberHost } from './room-member.ts';
import type { CommittedUpdate, RoomMember, RoomPeer } from './room-peer.ts';
import type { Scheduler } from './scheduler.ts';

export interface RoomServices {
  readonly storage: RoomStorage;
  readonly queue: CommitQueue;
  readonly scheduler: Scheduler;
  readonly limits: RoomLimits;
  readonly onEvent: RoomEventListener;
  /** Bytes that wait for the disk: positive when taken in, negative when settled. */
  readonly onPendingBytes: (change: number) => void;
  readonly onEnded: (room: LiveRoom) => void;
}

/** The one implementation of `Room`, and the commit queue's side of it. Made by the registry only. */
export class LiveRoom implements Room, CommitParticipant, MemberHost {
  readonly name: string;
  readonly #services: RoomServices;
  readonly #content: RoomContent;
  readonly #coverage: Coverage;
  readonly #compactor: RoomCompactor;
  readonly #members = new Set<Member>();
  // Made when first needed: a relay may hold thousands of rooms that use none of these.
  #committedListeners: Set<(committed: CommittedUpdate) => void> | undefined;
  #closedListeners: Set<() => void> | undefined;
  #board: AwarenessBoard | undefined;
  #pending: PendingUpdate[] = [];
  #unsettled = 0;
  #whenSettled: (() => void) | undefined;
  #state: RoomState = 'live';
  #origins: ReadonlyMap<string, number>;
  #lastSequence: number;
  #vector: Uint8Array | undefined;

  /** Reads the stored room; rejects when that fails, so that no empty room stands in for a stored one. */
  static async load(name: string, services: RoomServices): Promise<LiveRoom> {
    const stored = await services.storage.load(name);
    const { damaged } = stored;
    if (damaged.length > 0) services.onEvent({ kind: 'damagedRows', room: name, rows: damaged });
    return new LiveRoom(name, stored, services);
  }

  private constructor(name: string, stored: StoredRoom, services: RoomServices) {
    this.name = name;
    this.#services = services;
    this.#content = new RoomContent(name, services.storage, stored, services.scheduler.now());
    this.#compactor = new RoomCompactor(name, stored, services);
    this.#coverage = coverageOf(bytesOf(stored));
    this.#origins = stored.lastSequenceByOrigin;
    this.#lastSequence = stored.lastSequence;
  }

  get state(): RoomState {
    return this.#state;
  }

  get lastSequence(): number {
    return this.#lastSequence;
  }

  get lastSequenceByOrigin(): ReadonlyMap<string, number> {
    return this.#origins;
  }

  get peerCount(): number {
    return this.#members.size;
  }

  stateVector(): Uint8Array {
    this.#vector ??= encodeStateVector(this.#coverage.inserted.contiguous());
    return this.#vector;
  }

  async encodeDiff(stateVector: Uint8Array) {
    return this.#content.diff(stateVector, this.#services.scheduler.now());
  }

  async applyLocal(update: Uint8Array, origin: string | null): Promise<number> {
    if (this.#state !== 'live') throw new RoomClosedError();
    const own = update.slice();
    const ranges = readUpdateRanges(own);
    if (!ranges.ok) throw new InvalidUpdateError(ranges.error.code);
    return new Promise((onDurable, onFailed) => {
      this.#enqueue({ update: own, ranges: ranges.value, origin, from: undefined, onDurable, onFailed });
    });
  }

  onCommitted(listener: (committed: CommittedUpdate) => void): () => void {
    const listeners = (this.#committedListeners ??= new Set());
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  onClosed(listener: () => void): () => void {
    const listeners = (this.#closedListeners ??= new Set());
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  join(peer: RoomPeer): RoomMember {
    if (this.#state !== 'live') throw new RoomClosedError();
    const member = new Member(peer, this, this.#services.limits, this.#services.onEvent);
    this.#members.add(member);
    member.send(encodeStep1(this.stateVector()));
    if (peer.wantsConfirmation) member.send(encodeConfirmation(0, this.stateVector()));
    if (this.#board && this.#board.present().length > 0) member.sendAwareness(this.presentFrame());
    return member;
  }

  /** Regular work that needs no precise time: called by the registry about once a second. */
  sweep(nowMs: number): void {
    this.#content.dropIfIdle(nowMs, this.#services.limits.contentIdleMs);
    this.#board?.expire(nowMs);
    if (this.#board?.hasChanges) this.#services.queue.addAwareness(this);
    for (const member of this.#members) member.catchUpAwareness();
    if (this.#state === 'live') this.#compactor.startIfDue();
  }

  /**
   * Ends the room: what waits is stored first, then the log is compacted if that is worth it.
   * @param compact false when there is no time (shutdown).
   */
  async close(options: { compact: boolean }): Promise<void> {
    if (this.#state !== 'live') return;
    this.#state = 'closing';
    await this.#settled();
    await this.#compactor.finish(options.compact);
    this.#end();
  }

  // What members ask of their room.

  leave(member: Member): void {
    if (!this.#members.delete(member)) return;
    this.#board?.removeOwner(member, this.#services.scheduler.now());
    if (this.#board?.hasChanges) this.#services.queue.addAwareness(this);
  }

  hear(member: Member, entries: readonly AwarenessEntry[]): void {
    this.#board ??= new AwarenessBoard(this.#services.limits);
    this.#board.apply(entries, member, this.#services.scheduler.now());
    if (this.#board.hasChanges) this.#services.queue.addAwareness(this);
  }

  presentFrame(): Uint8Array {
    return encodeAwarenessMessage(this.#board?.present() ?? []);
  }

  knows(ranges: UpdateRanges): boolean {
    const { inserted, deleted } = this.#coverage;
    return inserted.covers(ranges.inserted) && deleted.covers(ranges.deleted);
  }

  accept(member: Member, update: Uint8Array, ranges: UpdateRanges, ordinal: number): void {
    // On its way out: never confirmed, so the far end sends it again when it comes back.
    if (this.#state !== 'live') return;
    const { origin } = member.peer;
    const from = { sender: member, ordinal };
    this.#enqueue({ update, ranges, origin, from, onDurable: undefined, onFailed: undefined });
  }

  #enqueue(item: PendingUpdate): void {
    this.#pending.push(item);
    this.#unsettled += 1;
    this.#services.onPendingBytes(item.update.length);
    this.#services.queue.add(this);
  }

  // What the commit queue asks of the room.

  takePending(): PendingEntry[] {
    const items = this.#pending;
    this.#pending = [];
    return foldUpdates(items, this.#services.limits.mergeMaxBytes, (ranges) => this.knows(ranges));
  }

  settle(entries: readonly PendingEntry[], sequences: readonly (number | undefined)[]): void {
    for (const [index, entry] of entries.entries()) this.#makeDurable(entry, sequences[index]);
    // Confirm, then send on: whatever a peer sees was durable before.
    this.#confirm(entries);
    for (const [index, entry] of entries.entries()) this.#fanOut(entry, sequences[index]);
    for (const { items } of entries) this.#finish(items, (item) => item.onDurable?.(this.#lastSequence));
    if (this.#state === 'live') this.#compactor.startIfDue();
  }

  fail(entries: readonly PendingEntry[], error: unknown): void {
    this.#services.onEvent({ kind: 'appendFailed', room: this.name, error });
    const items = [...entries.flatMap((entry) => entry.items), ...this.#pending];
    this.#pending = [];
    this.#finish(items, (item) => item.onFailed?.(error));
    // Senders must not believe in what was not stored: all start over from the durable state.
    this.#end();
  }

  flushAwareness(): void {
    const changes = this.#board?.takeChanges() ?? [];
    if (changes.length === 0) return;
    const frame = encodeAwarenessMessage(changes);
    // To everybody, the sender too: a stock client that hears nothing for 30 s takes the link for dead.
    for (const member of this.#members) member.sendAwareness(frame);
  }

  #makeDurable(entry: PendingEntry, sequence: number | undefined): void {
    if (entry.update === null || sequence === undefined) return;
    for (const { ranges } of entry.items) {
      this.#coverage.inserted.addAll(ranges.inserted);
      this.#coverage.deleted.addAll(ranges.deleted);
    }
    this.#vector = undefined;
    this.#lastSequence = sequence;
    this.#compactor.added(entry.update.length);
    if (entry.origin !== null) this.#origins = new Map(this.#origins).set(entry.origin, sequence);
    this.#content.add(entry.update, sequence);
    const committed = { update: entry.update, sequence, origin: entry.origin };
    for (const listener of this.#committedListeners ?? []) this.#guard(() => listener(committed));
  }

  #confirm(entries: readonly PendingEntry[]): void {
    const senders = new Map<Member, number>();
    for (const { items } of entries) {
      for (const { from } of items) {
        if (from) senders.set(from.sender, Math.max(from.ordinal, senders.get(from.sender) ?? 0));
      }
    }
    for (const [member, count] of senders) member.confirm(count, () => this.stateVector());
  }

  #fanOut(entry: PendingEntry, sequence: number | undefined): void {
    if (entry.update === null) return;
    let frame: Uint8Array | undefined;
    for (const member of this.#members) {
      if (member !== entry.onlySender) member.send((frame ??= encodeUpdate(entry.update)), sequence);
    }
  }

  #finish(items: readonly PendingUpdate[], tell: (item: PendingUpdate) => void): void {
    let bytes = 0;
    for (const item of items) {
      bytes += item.update.length;
      tell(item);
    }
    this.#unsettled -= items.length;
    this.#services.onPendingBytes(-bytes);
    if (this.#unsettled === 0) this.#whenSettled?.();
  }

  #settled(): Promise<void> {
    if (this.#unsettled === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenSettled = resolve;
    });
  }

  #end(): void {
    if (this.#state === 'closed') return;
    const failed = this.#state === 'live';
    this.#state = 'closed';
    const code = failed ? closeCodes.storageFailed : closeCodes.shuttingDown;
    for (const member of this.#members) member.end(code, failed ? 'append failed' : 'room closed');
    this.#services.onEnded(this);
    for (const listener of this.#closedListeners ?? []) this.#guard(listener);
  }

  /** A listener's bug must not stop the commit of others. */
  #guard(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      this.#services.onEvent({ kind: 'listenerFailed', room: this.name, error });
    }
  }
}
