/**
 * Which sequences of one room's log are known. With one writer they come in order; where several processes
 * write to a store, one's own may be known before those that others committed in between.
 */
export class SequenceTrack {
  #through: number;
  #ahead: Set<number> | undefined;

  constructor(through: number) {
    this.#through = through;
  }

  /** Everything up to here is known. */
  get through(): number {
    return this.#through;
  }

  /** Something before the last known one is missing. */
  get hasGap(): boolean {
    return this.#ahead !== undefined;
  }

  has(sequence: number): boolean {
    return sequence <= this.#through || this.#ahead?.has(sequence) === true;
  }

  add(sequence: number): void {
    if (sequence === this.#through + 1) this.advanceTo(sequence);
    else if (sequence > this.#through) (this.#ahead ??= new Set()).add(sequence);
  }

  /** Everything up to `sequence` is known, however it became so. */
  advanceTo(sequence: number): void {
    if (sequence > this.#through) this.#through = sequence;
    if (!this.#ahead) return;
    while (this.#ahead.delete(this.#through + 1)) this.#through += 1;
    for (const known of this.#ahead) if (known <= this.#through) this.#ahead.delete(known);
    if (this.#ahead.size === 0) this.#ahead = undefined;
  }
}
