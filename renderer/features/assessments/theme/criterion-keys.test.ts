import { describe, expect, test } from 'vitest';
import { criterionKey, withHalfToggled } from './criterion-keys.ts';

const press = (key: string, code = '', more = {}) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

describe('keys of a criterion', () => {
  test.each([
    ['p', { type: 'slot', slot: 'past' }],
    ['N', { type: 'slot', slot: 'present' }],
    ['d', { type: 'slot', slot: 'desired' }],
    ['0', { type: 'level', level: 0 }],
    ['5', { type: 'level', level: 5 }],
    ['6', undefined],
    ['.', { type: 'half' }],
    [',', { type: 'half' }],
    ['Delete', { type: 'empty' }],
    ['Backspace', { type: 'empty' }],
    ['ArrowDown', { type: 'move', by: 1 }],
    ['ArrowUp', { type: 'move', by: -1 }],
    ['x', undefined],
    ['Enter', undefined],
  ])('%s', (key, meaning) => expect(criterionKey(press(key), 5)).toEqual(meaning));

  test('a Greek keyboard works by the place of the key', () => {
    expect(criterionKey(press('π', 'KeyP'), 5)).toEqual({ type: 'slot', slot: 'past' });
    expect(criterionKey(press('δ', 'KeyD'), 5)).toEqual({ type: 'slot', slot: 'desired' });
  });

  test('combinations belong to others', () => {
    expect(criterionKey(press('p', 'KeyP', { ctrlKey: true }), 5)).toBeUndefined();
    expect(criterionKey(press('ArrowDown', '', { altKey: true }), 5)).toBeUndefined();
  });
});

test('a half comes and goes, never beyond the scale and never out of nothing', () => {
  expect([0, 2.5, 4.5, 5, null].map((value) => withHalfToggled(value, 5))).toEqual([0.5, 2, 4, 5, null]);
});
