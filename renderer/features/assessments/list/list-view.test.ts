import { describe, expect, test } from 'vitest';
import type { AssessmentListRow } from '../../../../shared/contract/assessments.ts';
import { filterRows, initialView, type NamedRow, parseView, sortRows } from './list-view.ts';

function row(id: string, more: Partial<AssessmentListRow> = {}, present: number | null = null): NamedRow {
  return {
    region: 'Κεντρική Μακεδονία',
    row: {
      id,
      title: id,
      partnerId: 'p1',
      partnerName: 'Županija',
      regionId: null,
      regionName: {},
      status: 'draft',
      frameworkVersion: '1.0.0',
      referenceDate: '2014-06-30',
      pastYear: 2009,
      targetYear: 2020,
      modifiedAt: 0,
      modifiedBy: '',
      summary: {
        themes: [
          {
            themeId: 'T1',
            present,
            past: null,
            desired: null,
            gap: null,
            trend: null,
            confidence: null,
            confidenceLevel: null,
            completeness: null,
            class: null,
            experience: null,
          },
        ],
        completeness: null,
        advice: null,
        warningCount: 0,
      },
      ...more,
    },
  };
}

const ids = (rows: NamedRow[]) => rows.map((named) => named.row.id);
const croatian = new Intl.Collator('hr').compare;

describe('filter', () => {
  const rows = [row('Prva'), row('Druga', { status: 'frozen', frameworkVersion: '0.9.0', partnerId: 'p2' })];
  const filter = (more: Partial<typeof initialView.filter>) =>
    ids(filterRows(rows, { ...initialView.filter, ...more }));

  test('finds every word anywhere, without accents and case', () => {
    expect(filter({ text: 'zupan PRVA' })).toEqual(['Prva']);
    expect(filter({ text: 'μακεδονια' })).toEqual(['Prva', 'Druga']);
    expect(filter({ text: 'prva druga' })).toEqual([]);
  });

  test('by partner, status and version', () => {
    expect(filter({ partnerId: 'p2' })).toEqual(['Druga']);
    expect(filter({ status: 'draft' })).toEqual(['Prva']);
    expect(filter({ frameworkVersion: '0.9.0' })).toEqual(['Druga']);
  });
});

describe('order', () => {
  test('texts by the rules of the language', () => {
    const rows = ['Đurđevac', 'Zadar', 'Čakovec', 'Dubrovnik', 'Cres'].map((title) => row(title, { title }));
    expect(ids(sortRows(rows, { column: 'title', descending: false }, croatian))).toEqual([
      'Cres',
      'Čakovec',
      'Dubrovnik',
      'Đurđevac',
      'Zadar',
    ]);
  });

  test('no value stands last in both directions', () => {
    const rows = [row('a', {}, null), row('b', {}, 0), row('c', {}, 4)];
    expect(ids(sortRows(rows, { column: 'theme:T1', descending: false }, croatian))).toEqual(['b', 'c', 'a']);
    expect(ids(sortRows(rows, { column: 'theme:T1', descending: true }, croatian))).toEqual(['c', 'b', 'a']);
  });

  test('the status follows the work, not the alphabet', () => {
    const rows = (['frozen', 'draft', 'teamAgreed'] as const).map((status) => row(status, { status }));
    expect(ids(sortRows(rows, { column: 'status', descending: false }, croatian))).toEqual([
      'draft',
      'teamAgreed',
      'frozen',
    ]);
  });
});

describe('a stored view', () => {
  test('comes back', () => {
    const view = {
      filter: { ...initialView.filter, text: 'x' },
      sorting: { column: 'theme:T4', descending: true },
    };
    expect(parseView(JSON.stringify(view))).toEqual(view);
  });

  test.each([null, '', '{', '{"sorting":{"column":"gone"},"filter":{"text":7}}'])(
    '%s gives the first one',
    (stored) => {
      expect(parseView(stored)).toEqual(initialView);
    },
  );
});
