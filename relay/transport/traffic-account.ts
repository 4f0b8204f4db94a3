export interface TrafficRates {
  readonly messagesPerSecond: number;
  readonly bytesPerSecond: number;
  readonly burstSeconds: number;
}

/**
 * What somebody may send: so much a second on average, and so many seconds' worth at once. Everything
 * that came is counted, also what goes beyond; the debt says for how long nothing more should be read.
 */
export class TrafficAccount {
  readonly #rates: TrafficRates;
  #messages: number;
  #bytes: number;
  #atMs: number;

  constructor(rates: TrafficRates, nowMs: number) {
    this.#rates = rates;
    this.#messages = rates.messagesPerSecond * rates.burstSeconds;
    this.#bytes = rates.bytesPerSecond * rates.burstSeconds;
    this.#atMs = nowMs;
  }

  /** Counts one message; returns the milliseconds until the account is out of debt, 0 when it has none. */
  charge(bytes: number, nowMs: number): number {
    this.#refill(nowMs);
    this.#messages -= 1;
    this.#bytes -= bytes;
    if (this.#messages >= 0 && this.#bytes >= 0) return 0;
    const { messagesPerSecond, bytesPerSecond } = this.#rates;
    return 1_000 * Math.max(0, -this.#messages / messagesPerSecond, -this.#bytes / bytesPerSecond);
  }

  /** True when nothing is left of what was sent: forgetting it gives nothing away. */
  isFull(nowMs: number): boolean {
    this.#refill(nowMs);
    const { messagesPerSecond, bytesPerSecond, burstSeconds } = this.#rates;
    return this.#messages >= messagesPerSecond * burstSeconds && this.#bytes >= bytesPerSecond * burstSeconds;
  }

  #refill(nowMs: number): void {
    const seconds = (nowMs - this.#atMs) / 1_000;
    const { messagesPerSecond, bytesPerSecond, burstSeconds } = this.#rates;
    this.#atMs = nowMs;
    this.#messages = Math.min(messagesPerSecond * burstSeconds, this.#messages + seconds * messagesPerSecond);
    this.#bytes = Math.min(bytesPerSecond * burstSeconds, this.#bytes + seconds * bytesPerSecond);
  }
}
