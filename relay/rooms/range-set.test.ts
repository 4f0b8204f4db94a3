import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RangeSet } from './range-set.ts';

const range = fc.tuple(fc.nat(2), fc.nat(60), fc.integer({ min: 1, max: 9 }));
const toTriples = (ranges: readonly (readonly [number, number, number])[]) =>
  ranges.flatMap(([client, first, length]) => [client, first, first + length]);
const clocksOf = (triples: readonly number[]) => {
  const clocks = new Set<string>();
  for (let index = 0; index < triples.length; index += 3) {
    for (let clock = triples[index + 1]!; clock < triples[index + 2]!; clock++)
      clocks.add(`${triples[index]}:${clock}`);
  }
  return clocks;
};

describe('sets of ranges', () => {
  it('hold exactly what was put in, however it was cut and ordered', () => {
    fc.assert(
      fc.property(fc.array(fc.array(range, { maxLength: 40 }), { maxLength: 8 }), (batches) => {
        const set = new RangeSet();
        const expected = new Set<string>();
        for (const batch of batches) {
          set.addAll(toTriples(batch));
          for (const clock of clocksOf(toTriples(batch))) expected.add(clock);
        }
        const triples = set.toTriples();
        expect(clocksOf(triples)).toEqual(expected);
        expect(expectDisjoint(triples)).toBe(true);
        for (const [client, end] of set.contiguous()) {
          expect(expected.has(`${client}:${end}`)).toBe(false);
          for (let clock = 0; clock < end; clock++) expect(expected.has(`${client}:${clock}`)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('know what they cover', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 20 }), fc.array(range, { maxLength: 4 }), (known, asked) => {
        const set = new RangeSet();
        set.addAll(toTriples(known));
        const clocks = clocksOf(toTriples(known));
        const expected = [...clocksOf(toTriples(asked))].every((clock) => clocks.has(clock));
        expect(set.covers(toTriples(asked))).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('take a hundred thousand ranges in the worst order in good time', () => {
    const triples: number[] = [];
    for (let index = 100_000; index > 0; index--) triples.push(1, index * 3, index * 3 + 1);
    const set = new RangeSet();
    const startMs = performance.now();
    set.addAll(triples);
    set.addAll(triples);
    expect(performance.now() - startMs).toBeLessThan(10_000);
    expect(set.toTriples()).toHaveLength(300_000);
  });
});

/** Ranges of a client neither overlap nor touch: a set has one shape. */
function expectDisjoint(triples: readonly number[]): boolean {
  for (let index = 3; index < triples.length; index += 3) {
    if (triples[index] === triples[index - 3] && triples[index + 1]! <= triples[index - 1]!) return false;
  }
  return true;
}
