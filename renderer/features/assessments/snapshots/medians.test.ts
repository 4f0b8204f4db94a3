import { describe, expect, test } from 'vitest';
import type { SnapshotRow } from '../../../../shared/contract/snapshots.ts';
import { createFrameworkRegistry } from '../../../../shared/framework/registry.ts';
import { sharedMedians } from './medians.ts';

const frameworks = createFrameworkRegistry();

function row(origin: string, present: number | null, more: Partial<SnapshotRow> = {}): SnapshotRow {
  const theme = { themeId: 'T4', present } as NonNullable<SnapshotRow['summary']>['themes'][number];
  return {
    hash: `${origin}-${more.referenceDate ?? ''}`,
    assessmentId: null,
    title: '',
    origin,
    visibility: 'partnershipNamed',
    frameworkVersion: '1.0.0',
    referenceDate: '2014-06-30',
    byteLength: 1,
    state: 'shared',
    condition: 'whole',
    notedAt: 0,
    receivedAt: 0,
    summary: { themes: [theme], completeness: null, advice: null, warningCount: 0 },
    ...more,
  };
}
const themeFour = (rows: SnapshotRow[]) =>
  sharedMedians(rows, frameworks)?.themes.find(({ theme }) => theme.id === 'T4')?.figures;
const valuesOf = (rows: SnapshotRow[]) => {
  const figures = themeFour(rows);
  return [figures?.count, figures?.median.value, figures?.lowerQuartile.value, figures?.upperQuartile.value];
};

describe('medians of what is shared', () => {
  test('of two partners nothing is shown, of three the median, of five the quartiles', () => {
    expect(valuesOf([row('A', 1), row('B', 2)])).toEqual([2, null, null, null]);
    expect(valuesOf([row('A', 1), row('B', 2), row('C', 4)])).toEqual([3, 2, null, null]);
    const five = [1, 2, 3, 4, 5].map((value) => row(String(value), value));
    expect(valuesOf(five)).toEqual([5, 3, 2, 4]);
  });

  test('an empty score is no score', () => {
    expect(valuesOf([row('A', 1), row('B', 2), row('C', null)])).toEqual([2, null, null, null]);
  });

  test('a partner counts once, with the latest; old dates, other versions, withdrawn and anonymous ones do not', () => {
    const rows = [
      row('A', 1, { referenceDate: '2013-06-30' }),
      row('A', 3),
      row('B', 3),
      row('C', 3),
      row('D', 0, { referenceDate: '2012-06-30' }),
      row('E', 0, { frameworkVersion: '0.9.0' }),
      row('F', 0, { state: 'withdrawn' }),
      row('G', 0, { summary: null }),
      row('H', 0, { visibility: 'partnershipAnonymous' }),
    ];
    expect(valuesOf(rows)).toEqual([3, 3, null, null]);
  });

  test('nothing shared has no medians', () => {
    expect(sharedMedians([], frameworks)).toBeUndefined();
  });
});
