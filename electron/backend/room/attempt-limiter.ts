/** Slows down guessing of the typed code, from however many machines at once. */
export interface AttemptLimiter {
  /** False: too many were wrong lately, nothing is compared now. */
  mayTry(): boolean;
  wasWrong(): void;
}

/** So many may be wrong at once... */
const burst = 20;
/** ...and then one every five seconds: some 6,000 guesses in a day's work, at 2^41 codes. */
const refillMs = 5_000;

/** @param now milliseconds of a clock that only goes forward. */
export function createAttemptLimiter(now: () => number): AttemptLimiter {
  let left = burst;
  let atMs = now();
  const refill = () => {
    const gained = Math.floor((now() - atMs) / refillMs);
    left = Math.min(burst, left + gained);
    atMs += gained * refillMs;
  };
  return {
    mayTry() {
      refill();
      return left > 0;
    },
    wasWrong() {
      refill();
      left = Math.max(0, left - 1);
    },
  };
}
