import { describe, expect, it } from 'vitest';
import { fitWithin } from './image-size.ts';

describe('making an image fit', () => {
  it.each([
    [
      { width: 4000, height: 3000 },
      { width: 1600, height: 1200 },
    ],
    [
      { width: 1000, height: 5000 },
      { width: 320, height: 1600 },
    ],
    [
      { width: 800, height: 600 },
      { width: 800, height: 600 },
    ],
    [
      { width: 1600, height: 1600 },
      { width: 1600, height: 1600 },
    ],
    [
      { width: 40_000, height: 3 },
      { width: 1600, height: 1 },
    ],
  ])('%j becomes %j', (size, expected) => {
    expect(fitWithin(size, 1600)).toEqual(expected);
  });
});
