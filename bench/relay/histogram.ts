/** Latencies in steps of 10 µs up to 20 s; a list of a million numbers would be the generator's main cost. */
export class Histogram {
  readonly #counts = new Uint32Array(2_000_001);
  #total = 0;

  add(ms: number, times = 1): void {
    const step = Math.min(this.#counts.length - 1, Math.max(0, Math.round(ms * 100)));
    this.#counts[step]! += times;
    this.#total += times;
  }

  get total(): number {
    return this.#total;
  }

  /** In milliseconds; 0 when empty. */
  at(share: number): number {
    let left = Math.ceil(share * this.#total);
    for (const [step, count] of this.#counts.entries()) {
      left -= count;
      if (left <= 0) return step / 100;
    }
    return 0;
  }

  summary() {
    return { p50: this.at(0.5), p95: this.at(0.95), p99: this.at(0.99), max: this.at(1) };
  }
}
