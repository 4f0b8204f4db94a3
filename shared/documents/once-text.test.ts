import { expect, test } from 'vitest';
import { onceClientId } from './once-text.ts';

test('WO-1 the client id follows from the name alone, and is no id that a laptop could draw', () => {
  expect(onceClientId(['s1', 0, null, null, 7, 3, 'once'])).toBe(3_501_475_858_079_260);
  const ids = Array.from({ length: 500 }, (_, index) => onceClientId(['s', index]));
  expect(new Set(ids).size).toBe(500);
  for (const id of ids) expect(Number.isSafeInteger(id) && id >= 2 ** 32).toBe(true);
});

test('WO-1 names that run together differently are different', () => {
  expect(onceClientId(['a', 'bc'])).not.toBe(onceClientId(['ab', 'c']));
  expect(onceClientId(['a', 1])).not.toBe(onceClientId(['a', '1']));
});
