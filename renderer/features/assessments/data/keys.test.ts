import { expect, test } from 'vitest';
import { type KeyPress, latinLetter, undoKey } from './keys.ts';

const press = (key: string, code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

test.each([
  [press('z', 'KeyZ', { ctrlKey: true }), 'undo'],
  [press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }), 'redo'],
  [press('y', 'KeyY', { ctrlKey: true }), 'redo'],
  [press('z', 'KeyY', { ctrlKey: true }), 'undo'], // a German or Croatian keyboard
  [press('ζ', 'KeyZ', { ctrlKey: true }), 'undo'],
  [press('z', 'KeyZ', { metaKey: true }), 'undo'],
  [press('z', 'KeyZ'), undefined],
  [press('z', 'KeyZ', { ctrlKey: true, altKey: true }), undefined],
])('%o means %s', (key, meaning) => expect(undoKey(key)).toBe(meaning));

test('letters count by what they type, Greek ones by their place', () => {
  expect(latinLetter(press('d', 'KeyE'))).toBe('d');
  expect(latinLetter(press('δ', 'KeyD'))).toBe('d');
  expect(latinLetter(press('Enter', 'Enter'))).toBeUndefined();
  expect(latinLetter(press('3', 'Digit3'))).toBeUndefined();
});
