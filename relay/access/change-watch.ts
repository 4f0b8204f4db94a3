import type { Scheduler } from '../rooms/scheduler.ts';

/** How soon a change by another process is noticed. */
const pollIntervalMs = 250;

/** Tells listeners of changes: of those of other processes by looking, of its own when told. */
export class ChangeWatch {
  readonly #scheduler: Scheduler;
  readonly #begin: (tell: () => void) => () => void;
  readonly #listeners = new Set<() => void>();
  #stopPolling: (() => void) | undefined;

  /** @param begin called when there is somebody to tell; what it returns looks for a change since then. */
  constructor(scheduler: Scheduler, begin: (tell: () => void) => () => void) {
    this.#scheduler = scheduler;
    this.#begin = begin;
  }

  /** Looks for changes as long as there is a listener. Returns the way to stop. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#stopPolling ??= this.#scheduler.every(
      pollIntervalMs,
      this.#begin(() => this.tell()),
    );
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
}
