import { describe, expect, test } from 'vitest';
import { gapAxis } from './gap-axis.ts';

describe('axis of gap bars', () => {
  test('reaches from zero to the next whole step above the largest gap', () => {
    const axis = gapAxis([0.5, 2.5], 1.5);
    expect(axis.ticks).toEqual([0, 1, 2, 3]);
    expect([axis.at(0), axis.at(1.5), axis.at(3)]).toEqual([0, 50, 100]);
  });

  test('goes below zero where something stands above its target', () => {
    const axis = gapAxis([-0.5, 3], 1.5);
    expect(axis.ticks).toEqual([-1, 0, 1, 2, 3]);
    expect(axis.at(0)).toBe(25);
  });

  test('holds the gap that counts as large even when all gaps are smaller', () => {
    expect(gapAxis([0.5], 1.5).ticks).toEqual([0, 1, 2]);
    expect(gapAxis([], 0).ticks).toEqual([0, 1]);
  });
});
