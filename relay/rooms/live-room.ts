import type { AwarenessEntry } from '../protocol/awareness.ts';
import { closeCodes } from '../protocol/close-codes.ts';
import { encodeConfirmation, encodeStep1, encodeUpdate } from '../protocol/messages.ts';
import { encodeStateVector } from '../protocol/state-vector.ts';
import { readUpdateRanges, type UpdateRanges } from '../protocol/update-ranges.ts';
import type { RoomNews, RoomStorage, StoredRoom } from '../storage/room-storage.ts';
import type { CommitParticipant, CommitQueue } from './commit-queue.ts';
import { type Coverage, coverageOf } from './compaction.ts';
import { lackingOf, mergeForSending } from './merge-updates.ts';
import { countsToConfirm, foldUpdates, type PendingEntry, type PendingUpdate } from './pending-updates.ts';
import { InvalidUpdateError, type Room, RoomClosedError, type RoomState } from './room.ts';
import type { ClusterRoom, PresenceNews, RoomCluster } from './room-cluster.ts';
import { bytesOf, RoomCompactor } from './room-compactor.ts';
import { RoomContent } from './room-content.ts';
import type { RoomEventListener } from './room-events.ts';
import type { RoomLimits } from './room-limits.ts';
import { Member, type MemberHost } from './room-member.ts';
import type { CommittedUpdate, RoomMember, RoomPeer } from './room-peer.ts';
import { RoomPresence } from './room-presence.ts';
import type { Scheduler } from './scheduler.ts';
import { SequenceTrack } from './sequence-track.ts';

export interface RoomServices {
  readonly storage: RoomStorage;
  readonly queue: CommitQueue;
  readonly scheduler: Scheduler;
  readonly limits: RoomLimits;
  readonly onEvent: RoomEventListener;
  /** Bytes that wait for the disk: positive when taken in, negative when confirmed. */
  readonly onPendingBytes: (change: number) => void;
  readonly onEnded: (room: LiveRoom) => void;
  /** Undefined where no other process writes to the store. */
  readonly cluster: RoomCluster | undefined;
}

/** The one implementation of `Room`, and the commit queue's side of it. Made by the registry only. */
export class LiveRoom implements Room, CommitParticipant, MemberHost, ClusterRoom {
  readonly name: string;
  readonly #services: RoomServices;
  readonly #content: RoomContent;
  readonly #coverage: Coverage;
  readonly #compactor: RoomCompactor;
  readonly #sequences: SequenceTrack;
  readonly #presence: RoomPresence;
  readonly #members = new Set<Member>();
  // Made when first needed: a relay may hold thousands of rooms that use none of these.
  #committedListeners: Set<(committed: CommittedUpdate) => void> | undefined;
  #closedListeners: Set<() => void> | undefined;
  #pending: PendingUpdate[] = [];
  #unconfirmed = 0;
  #pendingBytes = 0;
  #isFullSaid = false;
  #whenConfirmed: (() => void) | undefined;
  #state: RoomState = 'live';
  #origins: ReadonlyMap<string, number>;
  #vector: Uint8Array | undefined;

  /** Reads the stored room; rejects when that fails, so that no empty room stands in for a stored one. */
  static async load(name: string, services: RoomServices): Promise<LiveRoom> {
    const stored = await services.storage.load(name);
    const { damaged } = stored;
    if (damaged.length > 0) services.onEvent({ kind: 'damagedRows', room: name, rows: damaged });
    const room = new LiveRoom(name, stored, services);
    services.cluster?.opened(room);
    return room;
  }

  private constructor(name: string, stored: StoredRoom, services: RoomServices) {
    this.name = name;
    this.#services = services;
    this.#content = new RoomContent(name, services.storage, stored, services.scheduler.now());
    this.#compactor = new RoomCompactor(name, stored, services);
    this.#coverage = coverageOf(bytesOf(stored));
    this.#origins = stored.lastSequenceByOrigin;
    this.#sequences = new SequenceTrack(stored.lastSequence);
    const { limits, scheduler, queue } = services;
    this.#presence = new RoomPresence(limits, scheduler, () => queue.addAwareness(this));
  }

  get state(): RoomState {
    return this.#state;
  }

  get lastSequence(): number {
    return this.#sequences.through;
  }

  get hasGap(): boolean {
    return this.#sequences.hasGap;
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

  async applyLocal(update: Uint8Array, origin: string | null): Promise<void> {
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
    if (peer.wantsConfirmation) this.#confirmJoin(member);
    if (!this.#presence.isEmpty) member.sendAwareness(this.presentFrame());
    return member;
  }

  /** Regular work that needs no precise time: called by the registry about once a second. */
  sweep(nowMs: number): void {
    this.#content.dropIfIdle(nowMs, this.#services.limits.contentIdleMs);
    this.#presence.expire();
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
    await this.#confirmed();
    await this.#compactor.finish(options.compact);
    this.#end();
  }

  // What members ask of their room.

  leave(member: Member): void {
    if (this.#members.delete(member)) this.#presence.remove(member);
  }

  hear(member: Member, entries: readonly AwarenessEntry[]): void {
    this.#presence.hear(entries, member);
  }

  presentFrame(): Uint8Array {
    return this.#presence.frame();
  }

  knows(ranges: UpdateRanges): boolean {
    const { inserted, deleted } = this.#coverage;
    return inserted.covers(ranges.inserted) && deleted.covers(ranges.deleted);
  }

  isFull(bytes: number): boolean {
    const { limits, onEvent } = this.#services;
    const storedBytes = this.#compactor.storedBytes + this.#pendingBytes;
    if (storedBytes + bytes <= limits.maxDocumentBytes) return false;
    if (!this.#isFullSaid) onEvent({ kind: 'documentFull', room: this.name, bytes: storedBytes });
    this.#isFullSaid = true;
    return true;
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
    this.#unconfirmed += 1;
    this.#pendingBytes += item.update.length;
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
    const stored = entries.map((entry, index) => this.#makeKnown(entry, sequences[index]));
    const committed = stored.filter((update) => update !== undefined);
    if (committed.length > 0) this.#services.cluster?.committed(this, committed);
    for (const [index, entry] of entries.entries()) this.#fanOut(entry, sequences[index]);
    if (this.#state === 'live') this.#compactor.startIfDue();
  }

  prepareConfirmation(entries: readonly PendingEntry[]): () => void {
    const counts = countsToConfirm(entries);
    // What is committed after this call may not be on the disk when the confirmation goes out.
    const stateVector = counts.size === 0 ? undefined : this.stateVector();
    return () => {
      if (stateVector) for (const [member, count] of counts) member.confirm(count, stateVector);
      for (const { items } of entries) this.#finish(items, (item) => item.onDurable?.());
    };
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
    const changes = this.#presence.takeChanges();
    if (!changes) return;
    if (changes.news.length > 0) this.#services.cluster?.present(this, changes.news);
    // To everybody, the sender too: a stock client that hears nothing for 30 s takes the link for dead.
    for (const member of this.#members) member.sendAwareness(changes.frame);
  }

  // What the cluster brings.

  takeCommitted(updates: readonly CommittedUpdate[]): void {
    if (this.#state !== 'live') return;
    const taken: Uint8Array[] = [];
    for (const committed of updates) {
      const ranges = readUpdateRanges(committed.update);
      // Unreadable: left out, so that the gap makes the cluster ask the store.
      if (!ranges.ok || this.#sequences.has(committed.sequence)) continue;
      this.#cover(ranges.value);
      this.#takeIn(committed);
      taken.push(committed.update);
    }
    this.#sendElsewhere(taken);
  }

  takeNews({ lastSequence, updates }: RoomNews): void {
    if (this.#state !== 'live') return;
    if (lastSequence <= this.lastSequence) return;
    const lacking: Uint8Array[] = [];
    for (const update of updates) {
      const ranges = readUpdateRanges(update);
      if (!ranges.ok || this.knows(ranges.value)) continue;
      // A snapshot brings much that is known here.
      lacking.push(lackingOf(update, this.stateVector()));
      this.#cover(ranges.value);
      this.#compactor.added(update.length);
      this.#tellCommitted({ update, sequence: lastSequence, origin: null });
    }
    this.#sequences.advanceTo(lastSequence);
    this.#content.addNews(updates, lastSequence);
    this.#sendElsewhere(lacking);
  }

  startOver(): void {
    this.#end('the store was changed from outside');
  }

  hearElsewhere(news: readonly PresenceNews[], elsewhere: object): void {
    this.#presence.hearElsewhere(news, elsewhere);
  }

  forgetElsewhere(elsewhere: object): void {
    this.#presence.remove(elsewhere);
  }

  presentHere(): PresenceNews[] {
    return this.#presence.here();
  }

  #makeKnown(entry: PendingEntry, sequence: number | undefined): CommittedUpdate | undefined {
    const { update, origin, items } = entry;
    if (update === null || sequence === undefined) return undefined;
    for (const { ranges } of items) this.#cover(ranges);
    const committed = { update, sequence, origin };
    // The cluster may have read it from the store before the answer to the append was here.
    if (!this.#sequences.has(sequence)) this.#takeIn(committed);
    return committed;
  }

  #cover({ inserted, deleted }: UpdateRanges): void {
    this.#coverage.inserted.addAll(inserted);
    this.#coverage.deleted.addAll(deleted);
    this.#vector = undefined;
  }

  #takeIn(committed: CommittedUpdate): void {
    const { update, sequence, origin } = committed;
    this.#sequences.add(sequence);
    this.#compactor.added(update.length);
    if (origin !== null) this.#origins = new Map(this.#origins).set(origin, sequence);
    this.#content.add(update, sequence);
    this.#tellCommitted(committed);
  }

  #tellCommitted(committed: CommittedUpdate): void {
    for (const listener of this.#committedListeners ?? []) this.#guard(() => listener(committed));
  }

  #sendElsewhere(updates: readonly Uint8Array[]): void {
    for (const update of mergeForSending(updates)) {
      const frame = encodeUpdate(update);
      for (const member of this.#members) member.send(frame, this.lastSequence);
    }
  }

  /** The state vector of a confirmation is what the disk has: while it lags behind, the newcomer waits like others. */
  #confirmJoin(member: Member): void {
    if (this.#unconfirmed === 0) return member.send(encodeConfirmation(0, this.stateVector()));
    this.accept(member, nothingNew, noRanges, 0);
  }

  #fanOut(entry: PendingEntry, sequence: number | undefined): void {
    if (entry.update === null) return;
    let frame: Uint8Array | undefined;
    for (const member of this.#members) {
      // Never beyond a gap: what others committed in between is still to come.
      const through = Math.min(sequence ?? 0, this.lastSequence);
      if (member !== entry.onlySender) member.send((frame ??= encodeUpdate(entry.update)), through);
    }
  }

  #finish(items: readonly PendingUpdate[], tell: (item: PendingUpdate) => void): void {
    let bytes = 0;
    for (const item of items) {
      bytes += item.update.length;
      tell(item);
    }
    this.#unconfirmed -= items.length;
    this.#pendingBytes -= bytes;
    this.#services.onPendingBytes(-bytes);
    if (this.#unconfirmed === 0) this.#whenConfirmed?.();
  }

  #confirmed(): Promise<void> {
    if (this.#unconfirmed === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenConfirmed = resolve;
    });
  }

  #end(failure = 'append failed'): void {
    if (this.#state === 'closed') return;
    const failed = this.#state === 'live';
    this.#state = 'closed';
    const code = failed ? closeCodes.storageFailed : closeCodes.shuttingDown;
    for (const member of this.#members) member.end(code, failed ? failure : 'room closed');
    this.#services.onEnded(this);
    this.#services.cluster?.closed(this);
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

/** An update that brings nothing. */
const nothingNew = new Uint8Array([0, 0]);
const noRanges: UpdateRanges = { inserted: [], deleted: [] };
