import type { Scheduler } from '../rooms/scheduler.ts';

/** Own messages come back within this time while the bus is up. */
const echoMs = 3_000;
/** A relay that says nothing for this long while the bus is up is gone. */
const silentMs = 5_000;

interface Neighbour {
  /** Owns the presence of that relay's clients. */
  readonly handle: object;
  heardAtMs: number;
}

/** Which other relays there are. Who is silent is only judged while the bus is known to work. */
export class Neighbours {
  readonly #relayId: string;
  readonly #scheduler: Scheduler;
  readonly #known = new Map<string, Neighbour>();
  #echoAtMs: number | undefined;
  #upSinceMs = 0;

  constructor(relayId: string, scheduler: Scheduler) {
    this.#relayId = relayId;
    this.#scheduler = scheduler;
  }

  get isBusUp(): boolean {
    return this.#echoAtMs !== undefined && this.#scheduler.now() - this.#echoAtMs <= echoMs;
  }

  /** A message of this relay came back. */
  heardOwn(): void {
    if (!this.isBusUp) this.#upSinceMs = this.#scheduler.now();
    this.#echoAtMs = this.#scheduler.now();
  }

  /** The bus is known to be away, before silence shows it. */
  lostBus(): void {
    this.#echoAtMs = undefined;
  }

  /** @returns true when that relay was not known. */
  heard(relay: string): boolean {
    const known = this.#known.get(relay);
    if (known) known.heardAtMs = this.#scheduler.now();
    else this.#known.set(relay, { handle: { relay }, heardAtMs: this.#scheduler.now() });
    return known === undefined && relay !== this.#relayId;
  }

  handleOf(relay: string): object {
    this.heard(relay);
    return this.#known.get(relay)!.handle;
  }

  /** @returns the owner of its clients' presence, if the relay was known. */
  forget(relay: string): object | undefined {
    const handle = this.#known.get(relay)?.handle;
    this.#known.delete(relay);
    return handle;
  }

  silent(): string[] {
    if (!this.isBusUp) return [];
    const nowMs = this.#scheduler.now();
    return [...this.#known]
      .filter(([, { heardAtMs }]) => nowMs - Math.max(heardAtMs, this.#upSinceMs) > silentMs)
      .map(([relay]) => relay);
  }
}
