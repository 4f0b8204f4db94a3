import type { Scheduler } from '../rooms/scheduler.ts';
import type { AccessStore } from './access-store.ts';

export interface RefresherOptions {
  readonly store: Pick<AccessStore, 'onChange'>;
  readonly scheduler: Pick<Scheduler, 'every'>;
  /** Takes over what the store has now. */
  readonly read: () => Promise<void>;
  readonly onFailed: (error: unknown) => void;
}

/** How long after a failed reading the next one is tried. */
const retryMs = 1_000;

/** Keeps something as it is in the store: reads it after every change, and again until that has worked. */
export class Refresher<News = void> {
  readonly #options: RefresherOptions;
  readonly #listeners = new Set<(news: News) => void>();
  readonly #stop: (() => void)[];
  #refreshing: Promise<void> | undefined;
  #again = false;
  #failed = false;

  constructor(options: RefresherOptions) {
    this.#options = options;
    this.#stop = [
      options.store.onChange(() => void this.refresh()),
      options.scheduler.every(retryMs, () => {
        if (this.#failed) void this.refresh();
      }),
    ];
  }

  /** The reading that is under way. */
  get current(): Promise<void> | undefined {
    return this.#refreshing;
  }

  /** Resolves once everything that was stored before the call is in force here. */
  refresh(): Promise<void> {
    // A reading that is under way may have missed the change that brought this call.
    if (this.#refreshing) this.#again = true;
    else this.#refreshing = this.#read();
    return this.#refreshing;
  }

  /** Calls with what `tell` is given. Returns the way to stop. */
  onChange(listener: (news: News) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(news: News): void {
    for (const listener of this.#listeners) listener(news);
  }

  close(): void {
    for (const stop of this.#stop) stop();
    this.#listeners.clear();
  }

  async #read(): Promise<void> {
    try {
      do {
        this.#again = false;
        await this.#options.read();
        this.#failed = false;
      } while (this.#again);
    } catch (error) {
      // What was in force stays so; it is tried again and again.
      this.#failed = true;
      this.#options.onFailed(error);
    } finally {
      // At once: who calls from now on must not be told that this reading was for them too.
      this.#refreshing = undefined;
    }
  }
}
