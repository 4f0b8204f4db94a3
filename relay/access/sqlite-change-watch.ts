import type { Database } from 'better-sqlite3';
import type { Scheduler } from '../rooms/scheduler.ts';

/** How soon a change by another process is noticed. */
const pollIntervalMs = 250;

/** Tells listeners of commits to a database: of other connections by SQLite's `data_version`, of its own when told. */
export class SqliteChangeWatch {
  readonly #database: Database;
  readonly #scheduler: Scheduler;
  readonly #listeners = new Set<() => void>();
  #stopPolling: (() => void) | undefined;

  constructor(database: Database, scheduler: Scheduler) {
    this.#database = database;
    this.#scheduler = scheduler;
  }

  /** Looks for changes as long as there is a listener. Returns the way to stop. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#stopPolling ??= this.#poll();
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

  #poll(): () => void {
    const version = () => this.#database.pragma('data_version', { simple: true });
    let last = version();
    return this.#scheduler.every(pollIntervalMs, () => {
      const now = version();
      if (now === last) return;
      last = now;
      this.tell();
    });
  }
}
