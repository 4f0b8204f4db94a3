import type { RoomStorage } from '../storage/room-storage.ts';
import type { CommitParticipant, RoomWork } from './commit-queue.ts';
import type { PendingEntry } from './pending-updates.ts';
import type { Scheduler } from './scheduler.ts';

/** Two syncs of the disk are at least so far apart: what is committed meanwhile shares the next. */
export const syncIntervalMs = 50;

/**
 * Confirms what is committed. Where the store waits for the disk in each commit, at once; where it has a `sync`
 * of its own, after one sync for everything that was committed meanwhile. Nobody else waits for that: what is
 * committed outlives the relay's process, so it was sent on already.
 */
export class ConfirmQueue {
  readonly #storage: RoomStorage;
  readonly #scheduler: Scheduler;
  #waiting = new Map<CommitParticipant, PendingEntry[]>();
  #syncing = false;
  #startedMs = -syncIntervalMs;

  constructor(storage: RoomStorage, scheduler: Scheduler) {
    this.#storage = storage;
    this.#scheduler = scheduler;
  }

  add(work: readonly RoomWork[]): void {
    if (!this.#storage.sync) {
      for (const { room, entries } of work) room.prepareConfirmation(entries)();
      return;
    }
    const isFirst = this.#waiting.size === 0;
    for (const { room, entries } of work) {
      const waiting = this.#waiting.get(room);
      if (waiting) waiting.push(...entries);
      else this.#waiting.set(room, [...entries]);
    }
    if (isFirst && !this.#syncing) this.#askSync();
  }

  #askSync(): void {
    const waitMs = this.#startedMs + syncIntervalMs - this.#scheduler.now();
    if (waitMs > 0) this.#scheduler.after(waitMs, () => void this.#sync());
    else void this.#sync();
  }

  async #sync(): Promise<void> {
    this.#syncing = true;
    this.#startedMs = this.#scheduler.now();
    const waiting = this.#waiting;
    this.#waiting = new Map();
    const confirmations = [...waiting].map(([room, entries]) => room.prepareConfirmation(entries));
    try {
      await this.#storage.sync?.();
      for (const confirm of confirmations) confirm();
    } catch (error) {
      for (const [room, entries] of waiting) room.fail(entries, error);
    }
    this.#syncing = false;
    if (this.#waiting.size > 0) this.#askSync();
  }
}
