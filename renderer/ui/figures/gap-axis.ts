export interface GapAxis {
  /** Whole steps from the lowest to the highest. */
  readonly ticks: readonly number[];
  /** Where a gap stands between the ends, in per cent. */
  at(value: number): number;
}

/** An axis in whole steps that holds zero, every gap and the gap from which on it is large. */
export function gapAxis(gaps: readonly number[], largeFrom: number): GapAxis {
  const lowest = Math.floor(Math.min(0, ...gaps));
  const highest = Math.max(lowest + 1, Math.ceil(Math.max(largeFrom, ...gaps)));
  const span = highest - lowest;
  return {
    ticks: Array.from({ length: span + 1 }, (_, step) => lowest + step),
    at: (value) => ((value - lowest) / span) * 100,
  };
}
