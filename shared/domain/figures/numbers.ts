/** Binary noise below this is not part of a figure: 0.1 + 0.2 must pass a threshold of 0.3. */
const noiseDigits = 1e12;

/**
 * A computed figure without binary noise: rounded at the twelfth decimal, far below anything shown.
 * Thresholds and half-up rounding then act on the decimal number a person would get by hand.
 */
export function settle(value: number): number {
  const settled = Math.round(value * noiseDigits) / noiseDigits;
  return settled === 0 ? 0 : settled;
}

/** Rounds half up (2.25 becomes 2.3, -2.25 becomes -2.2), the rule for every shown number. */
export function roundHalfUp(value: number, decimals = 1): number {
  const factor = 10 ** decimals;
  const rounded = Math.floor(settle(value * factor) + 0.5) / factor;
  return rounded === 0 ? 0 : rounded;
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Arithmetic mean; null without values. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : settle(sum(values) / values.length);
}

/** Null without values; the mean of the middle two for an even number of them. */
export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}

/**
 * The inclusive quantile (Hyndman and Fan type 7, the QUARTILE.INC of spreadsheets); `share` is 0
 * to 1. Null without values.
 */
export function quantile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].toSorted((left, right) => left - right);
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const lower = sorted[below] ?? 0;
  const upper = sorted[below + 1] ?? lower;
  return settle(lower + (upper - lower) * (position - below));
}

/** Largest minus smallest; null with fewer than two values. */
export function spread(values: readonly number[]): number | null {
  return values.length < 2 ? null : Math.max(...values) - Math.min(...values);
}
