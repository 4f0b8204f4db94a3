import type { Scheduler } from '../rooms/scheduler.ts';

/** How soon a change by another process is noticed. */
const pollIntervalMs = 250;

/**
 * Tells listeners of changes, by a count that every change raises. Unlike a notification it cannot be
 * missed, and it passes through connection poolers.
 */
export class PostgresChangeWatch {
  readonly #readCount: () => Promise<number>;
  readonly #scheduler: Scheduler;
  readonly #listeners = new Set<() => void>();
  #stopPolling: (() => void) | undefined;
  #lastCount: number | undefined;
  #looking = false;

  constructor(readCount: () => Promise<number>, scheduler: Scheduler) {
    this.#readCount = readCount;
    this.#scheduler = scheduler;
  }

  /** Looks for changes as long as there is a listener. Returns the way to stop. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#stopPolling ??= this.#scheduler.every(pollIntervalMs, () => void this.#look());
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.close();
    };
  }

  tell(): void {
    for (const listener of this.#listeners) listener();
  }

  close(): void {
    this.#listeners.clear();
    this.#stopPolling?.();
    this.#stopPolling = undefined;
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      const count = await this.#readCount();
      const isNews = this.#lastCount !== count;
      this.#lastCount = count;
      if (isNews) this.tell();
    } catch {
      // The database is away, which is reported elsewhere; when it is back the count still tells.
    } finally {
      this.#looking = false;
    }
  }
}
