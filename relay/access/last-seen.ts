import type { Scheduler } from '../rooms/scheduler.ts';
import type { AccessStore, Sighting } from './access-store.ts';

export interface LastSeenOptions {
  readonly store: Pick<AccessStore, 'noteSeen' | 'lastSeen'>;
  readonly scheduler: Scheduler;
  readonly wallClock: () => number;
  readonly onFailed: (error: unknown) => void;
}

/** What is noted is written this often, for all members at once: nobody who works waits for it. */
const writeIntervalMs = 60_000;

/** When members were here last: noted where they come, renew their token and go, written once a minute. */
export class LastSeen {
  readonly #options: LastSeenOptions;
  readonly #unwritten = new Map<string, Sighting>();
  readonly #stop: () => void;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: LastSeenOptions) {
    this.#options = options;
    this.#stop = options.scheduler.every(writeIntervalMs, () => void this.write());
  }

  note(workspaceId: string, memberId: string): void {
    this.#unwritten.set(memberId, { workspaceId, memberId, atMs: this.#options.wallClock() });
  }

  /** How many whole seconds ago, by member id; with what is not written yet. */
  async secondsAgo(workspaceId: string): Promise<ReadonlyMap<string, number>> {
    const seen = new Map(await this.#options.store.lastSeen(workspaceId));
    for (const { workspaceId: where, memberId, atMs } of this.#unwritten.values())
      if (where === workspaceId) seen.set(memberId, Math.max(atMs, seen.get(memberId) ?? 0));
    const nowMs = this.#options.wallClock();
    return new Map(
      [...seen].map(([memberId, atMs]) => [memberId, Math.max(0, Math.floor((nowMs - atMs) / 1_000))]),
    );
  }

  /** Writes what was noted. What cannot be written is tried again the next time. */
  write(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#writeAll());
    return this.#writing;
  }

  /** Resolves when everything is written, as far as the store takes it. */
  async close(): Promise<void> {
    this.#stop();
    await this.write();
  }

  async #writeAll(): Promise<void> {
    const sightings = [...this.#unwritten.values()];
    if (sightings.length === 0) return;
    try {
      await this.#options.store.noteSeen(sightings);
      for (const written of sightings)
        if (this.#unwritten.get(written.memberId) === written) this.#unwritten.delete(written.memberId);
    } catch (error) {
      this.#options.onFailed(error);
    }
  }
}
