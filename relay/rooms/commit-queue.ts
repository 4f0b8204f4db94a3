import { type NewEntry, type RoomStorage, StorageError } from '../storage/room-storage.ts';
import { ConfirmQueue } from './confirm-queue.ts';
import type { PendingEntry } from './pending-updates.ts';
import type { Scheduler } from './scheduler.ts';

/** A room as the queue of commits sees it. */
export interface CommitParticipant {
  readonly name: string;
  /** Hands over everything that waits, in order. */
  takePending(): PendingEntry[];
  /** All of it is committed; `sequences` go with the entries, undefined where there was nothing to store. */
  settle(entries: readonly PendingEntry[], sequences: readonly (number | undefined)[]): void;
  /** To be called before the disk is asked; what it returns once the disk has all that the room knew by then. */
  prepareConfirmation(entries: readonly PendingEntry[]): () => void;
  /** None of it was stored, or the disk may not have it. */
  fail(entries: readonly PendingEntry[], error: unknown): void;
  /** Sends what changed in who is present. */
  flushAwareness(): void;
}

/** What one commit holds of one room. */
export interface RoomWork {
  readonly room: CommitParticipant;
  readonly entries: readonly PendingEntry[];
}

/**
 * Group commit: what all rooms received in one event-loop turn becomes one transaction. While one is
 * under way the next collects, so a slow disk makes larger groups, not longer queues of transactions.
 */
export class CommitQueue {
  readonly #storage: RoomStorage;
  readonly #scheduler: Scheduler;
  readonly #confirmations: ConfirmQueue;
  #rooms = new Set<CommitParticipant>();
  #awareness = new Set<CommitParticipant>();
  #turnAsked = false;
  #committing = false;

  constructor(storage: RoomStorage, scheduler: Scheduler) {
    this.#storage = storage;
    this.#scheduler = scheduler;
    this.#confirmations = new ConfirmQueue(storage, scheduler);
  }

  /** The room has updates to commit. */
  add(room: CommitParticipant): void {
    this.#rooms.add(room);
    if (!this.#committing) this.#askTurn();
  }

  /** The room has awareness changes to send; these never wait for the disk. */
  addAwareness(room: CommitParticipant): void {
    this.#awareness.add(room);
    this.#askTurn();
  }

  #askTurn(): void {
    if (this.#turnAsked) return;
    this.#turnAsked = true;
    this.#scheduler.afterTurn(() => {
      this.#turnAsked = false;
      const rooms = this.#awareness;
      this.#awareness = new Set();
      for (const room of rooms) room.flushAwareness();
      if (!this.#committing && this.#rooms.size > 0) void this.#commit();
    });
  }

  async #commit(): Promise<void> {
    this.#committing = true;
    const work = [...this.#rooms].map((room) => ({ room, entries: room.takePending() }));
    this.#rooms = new Set();
    await this.#store(work);
    this.#committing = false;
    if (this.#rooms.size > 0) this.#askTurn();
  }

  async #store(work: readonly RoomWork[]): Promise<void> {
    const rows = work.flatMap(rowsOf);
    let sequences: readonly number[];
    try {
      sequences = rows.length === 0 ? [] : await this.#storage.append(rows);
    } catch (error) {
      // One room's trouble must not take the others' updates along: each for itself. A store that is away
      // is no single room's trouble, and asking it once per room would keep all waiting.
      if (work.length > 1 && !isAway(error)) for (const one of work) await this.#store([one]);
      else for (const { room, entries } of work) room.fail(entries, error);
      return;
    }
    let next = 0;
    for (const { room, entries } of work) {
      const own = entries.map((entry) => (entry.update === null ? undefined : sequences[next++]));
      room.settle(entries, own);
    }
    this.#confirmations.add(work);
  }
}

const isAway = (error: unknown): boolean => error instanceof StorageError && error.code === 'unavailable';

function rowsOf({ room, entries }: RoomWork): NewEntry[] {
  return entries.flatMap(({ update, origin }) =>
    update === null ? [] : [{ room: room.name, update, origin }],
  );
}
