import type { RoomStorage, StoredRoom } from '../storage/room-storage.ts';
import { compactUpdates } from './compaction.ts';
import type { RoomEventListener } from './room-events.ts';
import type { RoomLimits } from './room-limits.ts';
import type { Scheduler } from './scheduler.ts';

interface CompactorServices {
  readonly storage: RoomStorage;
  readonly scheduler: Scheduler;
  readonly limits: RoomLimits;
  readonly onEvent: RoomEventListener;
}

/** A compaction may use at most about this share of the time: after one, the room rests 20 times as long. */
const restFactor = 20;

/** Keeps the log of one room short, off the way of those who type. */
export class RoomCompactor {
  readonly #room: string;
  readonly #services: CompactorServices;
  #tailEntries = 0;
  #tailBytes = 0;
  #snapshotBytes = 0;
  #restUntilMs = 0;
  #running: Promise<void> | undefined;

  constructor(room: string, stored: StoredRoom, services: CompactorServices) {
    this.#room = room;
    this.#services = services;
    this.#count(stored);
  }

  #count(stored: StoredRoom): void {
    this.#tailEntries = stored.tail.length;
    this.#tailBytes = tailBytesOf(stored);
    this.#snapshotBytes = stored.snapshot?.length ?? 0;
  }

  /** Bytes of the room in storage: snapshot and tail. */
  get storedBytes(): number {
    return this.#snapshotBytes + this.#tailBytes;
  }

  /** An entry was stored. */
  added(bytes: number): void {
    this.#tailEntries += 1;
    this.#tailBytes += bytes;
  }

  /** Starts a compaction after this turn when the tail is long and the last one is long enough ago. */
  startIfDue(): void {
    const { scheduler, limits } = this.#services;
    const { compactAfterEntries, compactAfterBytes } = limits;
    if (this.#running || !this.#isTailOver(compactAfterEntries, compactAfterBytes, 1)) return;
    if (scheduler.now() < this.#restUntilMs) return;
    this.#running = new Promise<void>((resolve) => scheduler.afterTurn(resolve))
      .then(() => this.#compact(() => this.#isTailOver(compactAfterEntries, compactAfterBytes, 1)))
      .finally(() => {
        this.#running = undefined;
      });
  }

  /** Waits for one that runs; then, if `compact`, a last one when the room would be slow to open without. */
  async finish(compact: boolean): Promise<void> {
    await this.#running;
    const { compactAtUnloadEntries, compactAtUnloadBytes } = this.#services.limits;
    const isDue = () => this.#isTailOver(compactAtUnloadEntries, compactAtUnloadBytes, 0.25);
    if (compact && isDue()) await this.#compact(isDue);
  }

  /** By bytes only once the tail is also worth something beside the snapshot: large documents are costly to fold. */
  #isTailOver(entries: number, bytes: number, snapshotShare: number): boolean {
    if (this.#tailEntries >= entries) return true;
    return this.#tailBytes >= Math.max(bytes, this.#snapshotBytes * snapshotShare) && this.#tailEntries > 0;
  }

  /** Reads, folds, and replaces in one transaction: killed anywhere in between, the old log is still there. */
  async #compact(isDue: () => boolean): Promise<void> {
    const { storage, scheduler, onEvent } = this.#services;
    const startedMs = scheduler.now();
    try {
      const stored = await storage.load(this.#room);
      this.#count(stored);
      // Another process that writes to the same store may have done it meanwhile.
      if (!isDue()) return;
      const snapshot = compactUpdates(this.#room, bytesOf(stored));
      await storage.compact(this.#room, snapshot, stored.lastSequence);
      // What was stored while this ran stays counted.
      this.#tailEntries -= stored.tail.length;
      this.#tailBytes -= tailBytesOf(stored);
      this.#snapshotBytes = snapshot.length;
      const durationMs = scheduler.now() - startedMs;
      onEvent({ kind: 'compacted', room: this.#room, durationMs, bytes: snapshot.length });
    } catch (error) {
      onEvent({ kind: 'compactionFailed', room: this.#room, error });
    }
    const endedMs = scheduler.now();
    this.#restUntilMs = endedMs + (endedMs - startedMs) * restFactor;
  }
}

/** Snapshot and tail of a stored room, in order. */
export function bytesOf({ snapshot, tail }: StoredRoom): Uint8Array[] {
  const updates = tail.map((entry) => entry.update);
  return snapshot ? [snapshot, ...updates] : updates;
}

const tailBytesOf = ({ tail }: StoredRoom): number =>
  tail.reduce((sum, { update }) => sum + update.length, 0);
