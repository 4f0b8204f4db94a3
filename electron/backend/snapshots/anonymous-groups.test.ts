import { describe, expect, test } from 'vitest';
import { createFrameworkRegistry } from '../../../shared/framework/registry.ts';
import { anonymousGroups, type AnonymousScores } from './anonymous-groups.ts';

const frameworks = createFrameworkRegistry();

/** One partner's snapshot: the same number in every slot of theme 4 and of criterion 4.1. */
function shared(alias: string, value: number | null, more: Partial<AnonymousScores> = {}): AnonymousScores {
  const slots = { past: value, present: value, desired: value };
  return {
    alias,
    hash: `${alias} ${more.referenceDate ?? ''}`,
    frameworkVersion: '1.0.0',
    referenceDate: '2014-06-30',
    themes: new Map([['T4', slots]]),
    criteria: new Map([['4.1', slots]]),
    ...more,
  };
}
const groupsOf = (scores: readonly AnonymousScores[]) => anonymousGroups(scores, frameworks);
const themeFour = (scores: readonly AnonymousScores[], version = '1.0.0') =>
  groupsOf(scores)
    .find(({ frameworkVersion }) => frameworkVersion === version)
    ?.themes.find(({ themeId }) => themeId === 'T4');
const figuresOf = (scores: readonly AnonymousScores[], version?: string) => {
  const theme = themeFour(scores, version);
  return [theme?.slots.present, theme?.criteria.find(({ criterionId }) => criterionId === '4.1')?.slots.past];
};
const nothing = { count: null, median: null, lowerQuartile: null, upperQuartile: null };

describe('SN-11: figures of what is shared without names', () => {
  test('of two partners nothing is told, not even how many have a value', () => {
    expect(figuresOf([shared('A', 1), shared('B', 2)])).toEqual([nothing, nothing]);
    expect(groupsOf([shared('A', 1), shared('B', 2)])[0]?.partners).toBe(2);
  });

  test('of three the median, of five the quartiles, and nothing else', () => {
    const three = { count: 3, median: 2, lowerQuartile: null, upperQuartile: null };
    expect(figuresOf([shared('A', 1), shared('B', 2), shared('C', 5)])).toEqual([three, three]);
    const five = { count: 5, median: 2, lowerQuartile: 1, upperQuartile: 4 };
    const values = [0, 1, 2, 4, 5].map((value) => shared(`P${value}`, value));
    expect(figuresOf(values)).toEqual([five, five]);
    expect(JSON.stringify(themeFour(values))).not.toMatch(/P\d|"max|"min/);
  });

  test('who has no value counts for the figure as little as who does not share', () => {
    const scores = [shared('A', 1), shared('B', 2), shared('C', null)];
    expect(figuresOf(scores)).toEqual([nothing, nothing]);
    expect(groupsOf(scores)[0]?.partners).toBe(3);
  });

  test('an alias counts once, with the latest; dates too far from the latest do not count', () => {
    const scores = [
      shared('A', 0, { referenceDate: '2013-06-30' }),
      shared('A', 4),
      shared('B', 4),
      shared('C', 4),
      shared('D', 0, { referenceDate: '2012-06-30' }),
      shared('E', 0, { referenceDate: '' }),
    ];
    expect(figuresOf(scores)[0]).toMatchObject({ count: 3, median: 4 });
  });

  test('a group that differs from a shown one by fewer than three partners is left out', () => {
    const both = ['A', 'B', 'C', 'D'].map((alias, index) => shared(alias, index + 1));
    const older = { frameworkVersion: '0.9.0' };
    const three = [shared('A', 1, older), shared('B', 2, older), shared('C', 3, older)];
    expect(figuresOf(three, '0.9.0')[0]).toMatchObject({ count: 3, median: 2 });
    expect(figuresOf([...both, ...three], '1.0.0')[0]).toMatchObject({ count: 4, median: 2.5 });
    expect(figuresOf([...both, ...three], '0.9.0')[0]).toEqual(nothing);
    const others = ['E', 'F', 'G'].map((alias) => shared(alias, 2, older));
    expect(figuresOf([...both, ...others], '0.9.0')[0]).toMatchObject({ count: 3, median: 2 });
    const same = both.map((scores) => ({ ...scores, ...older }));
    expect(figuresOf([...both, ...same], '0.9.0')[0]).toMatchObject({ count: 4 });
  });

  test('a version that this app does not know is left out, and nothing shared is no group', () => {
    expect(groupsOf([shared('A', 1, { frameworkVersion: '9.0.0' })])).toEqual([]);
    expect(groupsOf([])).toEqual([]);
  });
});
