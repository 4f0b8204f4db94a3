/** Waiting times before further attempts: doubling, and spread so that many laptops do not come back at once. */
export interface Backoff {
  /** Milliseconds until the next attempt. */
  next(): number;
  reset(): void;
}

export interface BackoffLimits {
  firstMs: number;
  maxMs: number;
}

/**
 * While a relay is away one link of a laptop looks for it often, the others seldom: when the one gets
 * through, they are told. So a relay that comes back is found soon and is not run over.
 */
export const scoutBackoff: BackoffLimits = { firstMs: 1000, maxMs: 8_000 };
export const followerBackoff: BackoffLimits = { firstMs: 1000, maxMs: 60_000 };

/** @param random in [0, 1). */
export function createBackoff(limits: BackoffLimits, random: () => number): Backoff {
  let attempts = 0;
  return {
    next() {
      const ceilingMs = Math.min(limits.maxMs, limits.firstMs * 2 ** attempts);
      attempts = Math.min(attempts + 1, 30);
      return ceilingMs / 2 + (random() * ceilingMs) / 2;
    },
    reset() {
      attempts = 0;
    },
  };
}
