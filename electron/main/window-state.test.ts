import { assert, boolean, integer, property } from 'fast-check';
import { expect, test } from 'vitest';

import { minimumSize, parseWindowState, placeWindow, type Rectangle } from './window-state.ts';

const laptop: Rectangle = { x: 0, y: 0, width: 1280, height: 690 };
const projector: Rectangle = { x: 1280, y: 0, width: 1024, height: 768 };
const at = (x: number, y: number, width = 900, height = 600) => ({
  bounds: { x, y, width, height },
  maximized: false,
});

test('a first window is centred and fits the screen', () => {
  expect(placeWindow(undefined, [laptop])).toEqual({
    bounds: { x: 0, y: 0, width: 1280, height: 690 },
    maximized: false,
  });
  const wide = { x: 0, y: 0, width: 2560, height: 1400 };
  expect(placeWindow(undefined, [wide]).bounds).toEqual({ x: 640, y: 300, width: 1280, height: 800 });
});

test('a kept place is used again, also on a second screen', () => {
  expect(placeWindow(at(50, 40), [laptop]).bounds).toEqual({ x: 50, y: 40, width: 900, height: 600 });
  expect(placeWindow(at(1300, 20), [laptop, projector]).bounds).toEqual({
    x: 1300,
    y: 20,
    width: 900,
    height: 600,
  });
});

test.each([
  ['the second screen is gone', at(1300, 20)],
  ['the title bar is above the screen', at(50, -200)],
  ['the title bar is under the lower edge', at(50, 680)],
  ['only a sliver is visible', at(1200, 40)],
])('the window comes back to the middle when %s', (_why, state) => {
  expect(placeWindow(state, [laptop]).bounds).toEqual({ x: 190, y: 45, width: 900, height: 600 });
});

test('a size larger than the screen or smaller than usable is corrected', () => {
  expect(placeWindow(at(0, 0, 4000, 3000), [laptop]).bounds).toMatchObject({ width: 1280, height: 690 });
  expect(placeWindow(at(0, 0, 10, 10), [laptop]).bounds).toMatchObject(minimumSize);
});

test('a new window does not cover another one', () => {
  const first = placeWindow(at(50, 40), [laptop]).bounds;
  const second = placeWindow(at(50, 40), [laptop], [first]).bounds;
  expect(second).toEqual({ x: 82, y: 72, width: 900, height: 600 });
  const third = placeWindow(at(50, 40), [laptop], [first, second]).bounds;
  expect([third.x, third.y]).not.toEqual([82, 72]);
});

test('maximised stays maximised, with the place to go back to', () => {
  expect(placeWindow({ ...at(50, 40), maximized: true }, [laptop])).toEqual({
    ...at(50, 40),
    maximized: true,
  });
});

test('whatever was kept, the title bar can be taken hold of', () => {
  const number = integer({ min: -100_000, max: 100_000 });
  const size = integer({ min: 1, max: 100_000 });
  assert(
    property(number, number, size, size, boolean(), (x, y, width, height, twoScreens) => {
      const screens = twoScreens ? [laptop, projector] : [laptop];
      const { bounds } = placeWindow(at(x, y, width, height), screens);
      const shown = screens.some(
        (screen) =>
          bounds.y >= screen.y &&
          bounds.y + 32 <= screen.y + screen.height &&
          Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x) >= 120,
      );
      expect(shown).toBe(true);
      expect(bounds.width).toBeLessThanOrEqual(1280);
    }),
  );
});

test.each([
  '',
  'null',
  '[]',
  '{"bounds":{"x":0,"y":0,"width":0,"height":10},"maximized":false}',
  '{"bounds":{"x":1e9,"y":0,"width":10,"height":10},"maximized":false}',
  '{"bounds":{"x":0.5,"y":0,"width":10,"height":10},"maximized":false}',
  '{"bounds":{"x":0,"y":0,"width":10,"height":10}}',
])('a damaged state is no state: %s', (text) => {
  expect(parseWindowState(text)).toBeUndefined();
});

test('a state survives its own text', () => {
  expect(parseWindowState(JSON.stringify(at(-20, 30)))).toEqual(at(-20, 30));
});
