import type { Scheduler } from '../rooms/scheduler.ts';

export interface DatabaseWatchOptions {
  /** Asks the database for a sign of life; rejects when there is none. */
  readonly probe: () => Promise<unknown>;
  readonly scheduler: Scheduler;
  readonly onAway: (error: unknown) => void;
  readonly onBack: () => void;
}

const probeMs = 1_000;
/** A probe that takes longer counts as failed. */
const slowMs = 3_000;

/** Knows within a few seconds whether the database answers. */
export class DatabaseWatch {
  readonly #options: DatabaseWatchOptions;
  readonly #stop: () => void;
  #isUp = true;
  #askedAtMs: number | undefined;

  constructor(options: DatabaseWatchOptions) {
    this.#options = options;
    this.#stop = options.scheduler.every(probeMs, () => this.#look());
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  close(): void {
    this.#stop();
  }

  #look(): void {
    const { scheduler, probe } = this.#options;
    if (this.#askedAtMs !== undefined) {
      if (scheduler.now() - this.#askedAtMs > slowMs) this.#away(new Error('the database does not answer'));
      return;
    }
    this.#askedAtMs = scheduler.now();
    probe()
      .then(
        () => this.#back(),
        (error: unknown) => this.#away(error),
      )
      .finally(() => {
        this.#askedAtMs = undefined;
      });
  }

  #away(error: unknown): void {
    if (!this.#isUp) return;
    this.#isUp = false;
    this.#options.onAway(error);
  }

  #back(): void {
    if (this.#isUp) return;
    this.#isUp = true;
    this.#options.onBack();
  }
}
