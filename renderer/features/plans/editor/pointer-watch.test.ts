import { expect, it } from 'vitest';
import { PointerWatch } from './pointer-watch.ts';

it('a click is on its way from the press until shortly after it, and while the button is held', () => {
  let nowMs = 1000;
  const pointer = new PointerWatch(() => nowMs);
  expect(pointer.isSettling()).toBe(false);
  pointer.press();
  pointer.release();
  expect(pointer.isSettling()).toBe(true);
  nowMs += 61;
  expect(pointer.isSettling()).toBe(false);
  pointer.press();
  nowMs += 5000;
  expect(pointer.isSettling()).toBe(true);
  pointer.release();
  expect(pointer.isSettling()).toBe(false);
});
