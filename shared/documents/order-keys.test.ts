import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialOrderKey, isOrderKey, orderKeyBetween } from './order-keys.ts';

describe('order keys', () => {
  it('puts any sequence of inserts where it was asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.string()), { maxLength: 60 }), (inserts) => {
        const keys = [initialOrderKey(0), initialOrderKey(1)];
        for (const [position, seed] of inserts) {
          const index = position % (keys.length + 1);
          keys.splice(index, 0, orderKeyBetween(keys[index - 1] ?? null, keys[index] ?? null, seed));
        }
        expect(keys.every(isOrderKey)).toBe(true);
        expect(keys.toSorted()).toEqual(keys);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('gives concurrent inserts at one place different keys', () => {
    expect(orderKeyBetween('A', 'C', 'chapter-of-one')).not.toBe(orderKeyBetween('A', 'C', 'chapter-of-two'));
  });

  it('ends, and stays valid, for neighbours that are out of order or no keys', () => {
    fc.assert(
      fc.property(fc.option(fc.string()), fc.option(fc.string()), (before, after) => {
        expect(isOrderKey(orderKeyBetween(before, after, 'seed'))).toBe(true);
      }),
    );
    expect(orderKeyBetween('C', 'A', 'seed') > 'C').toBe(true);
    expect(isOrderKey('A0')).toBe(false);
  });

  it('leaves room before, between and after the items of a first layout', () => {
    const keys = Array.from({ length: 25 }, (_, index) => initialOrderKey(index));
    expect(keys.toSorted()).toEqual(keys);
    expect(orderKeyBetween(null, keys[0]!, 'seed') < keys[0]!).toBe(true);
    expect(orderKeyBetween(keys[24]!, null, 'seed') > keys[24]!).toBe(true);
    expect(() => initialOrderKey(26)).toThrow(RangeError);
  });
});
