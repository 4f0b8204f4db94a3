/**
 * Positions as text that sorts by code unit, so that a chapter can be put between two others without
 * renumbering them, and two laptops that insert at the same place offline merge without a collision.
 */
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const maxKeyLength = 200;
const orderKeyPattern = /^[0-9A-Za-z]*[1-9A-Za-z]$/;

/** A key that ends in 0 has nothing before it and would make `orderKeyBetween` search for ever. */
export function isOrderKey(value: unknown): value is string {
  return typeof value === 'string' && value.length <= maxKeyLength && orderKeyPattern.test(value);
}

/**
 * A key strictly between two neighbours (null = no neighbour on that side). `seed` is the id of what is
 * placed: it is mixed into the tail, so concurrent inserts at one place get different keys.
 * Neighbours that are out of order or not keys at all count as absent.
 */
export function orderKeyBetween(before: string | null, after: string | null, seed: string): string {
  const low = isOrderKey(before) ? before : '';
  const high = isOrderKey(after) && after > low ? after : null;
  return `${midpoint(low, high)}${seedTail(seed)}`;
}

/** The key of the n-th item (0-24) of a list that is laid out once, with room between neighbours. */
export function initialOrderKey(index: number): string {
  const digit = digits[10 + index * 2];
  if (digit === undefined) throw new RangeError(`no initial order key for position ${index}`);
  return digit;
}

function midpoint(low: string, high: string | null): string {
  let prefix = '';
  let upper = high;
  for (let position = 0; ; position += 1) {
    const lowDigit = position < low.length ? digits.indexOf(low[position]!) : 0;
    const highDigit = upper === null ? digits.length : digits.indexOf(upper[position] ?? '0');
    const middle = Math.floor((lowDigit + highDigit) / 2);
    if (middle > lowDigit) return prefix + digits[middle];
    prefix += digits[lowDigit];
    if (lowDigit !== highDigit) upper = null;
  }
}

/** Three digits that depend on the seed (FNV-1a); the last is never 0. */
function seedTail(seed: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < seed.length; index += 1) {
    hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193) >>> 0;
  }
  const last = 1 + (hash % 61);
  const rest = Math.floor(hash / 61);
  return `${digits[rest % 62]}${digits[Math.floor(rest / 62) % 62]}${digits[last]}`;
}
