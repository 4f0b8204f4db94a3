import { describe, expect, test } from 'vitest';
import { labelLines, pathOf, radarLines, radarPoint } from './radar-geometry.ts';

const rounded = ({ x, y }: { x: number; y: number }) => [Math.round(x) + 0, Math.round(y) + 0];

describe('radar', () => {
  test('the first axis points up, a quarter round points right', () => {
    expect(rounded(radarPoint(0, 4, 5, 5, 100))).toEqual([0, -100]);
    expect(rounded(radarPoint(1, 4, 2.5, 5, 100))).toEqual([50, 0]);
  });

  test('a value outside the scale stays on the figure', () => {
    expect(rounded(radarPoint(0, 4, 9, 5, 100))).toEqual([0, -100]);
    expect(rounded(radarPoint(0, 4, -1, 5, 100))).toEqual([0, 0]);
  });

  test('complete values make one closed line', () => {
    const [line, ...others] = radarLines([1, 2, 3], 5, 100);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ closed: true, points: { length: 3 } });
    expect(pathOf(line!)).toMatch(/^M0 -20L.*Z$/);
  });

  test('an unknown value breaks the line, also over the end of the list', () => {
    const lines = radarLines([1, 2, null, 4, null, 5], 5, 100);
    expect(lines.map((line) => line.points.length)).toEqual([1, 3]);
    expect(lines.every((line) => !line.closed)).toBe(true);
    expect(rounded(lines[1]!.points[1]!)).toEqual([0, -20]);
    expect(pathOf(lines[0]!)).toBe('');
  });

  test('nothing known draws nothing', () => {
    expect(radarLines([null, null, null], 5, 100)).toEqual([]);
    expect(radarLines([], 5, 100)).toEqual([]);
  });
});

test('labels break between words and never lose one', () => {
  expect(labelLines('Regional specialisation', 14)).toEqual(['Regional', 'specialisation']);
  expect(labelLines('Skills and jobs', 14)).toEqual(['Skills and', 'jobs']);
  expect(labelLines('a b c d e', 1, 2)).toEqual(['a', 'b c d e']);
});
