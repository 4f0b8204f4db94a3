/** The browser has reported a new caret position at the latest this long after the button went down. */
const settleMs = 60;

/** Knows whether a click into the text may still be on its way. */
export class PointerWatch {
  readonly #nowMs: () => number;
  #pressedAtMs = Number.NEGATIVE_INFINITY;
  #down = false;

  /** `nowMs` is a clock that never runs backwards, in milliseconds. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  press(): void {
    this.#down = true;
    this.#pressedAtMs = this.#nowMs();
  }

  release(): void {
    this.#down = false;
  }

  isSettling(): boolean {
    return this.#down || this.#nowMs() - this.#pressedAtMs < settleMs;
  }
}
