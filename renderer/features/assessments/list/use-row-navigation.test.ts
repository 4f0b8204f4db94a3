import { expect, test } from 'vitest';
import { rowAfterKey } from './use-row-navigation.ts';

test.each([
  ['ArrowDown', 3, 4],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 0, 0],
  ['PageDown', 2, 9],
  ['PageUp', 4, 0],
  ['Home', 4, 0],
  ['End', 4, 9],
  ['x', 4, undefined],
])('%s from row %i of ten leads to %s', (key, from, target) => {
  expect(rowAfterKey(key, from, 10)).toBe(target);
});
