import { describe, expect, test } from 'vitest';
import { initialFields } from '../../../../shared/domain/model/validation.ts';
import { initialForm, problemsOf } from './new-assessment.ts';

const partner = { id: 'p1', fields: { ...initialFields('partner'), regionIds: ['r1', 'r2'] } };

describe('a new assessment', () => {
  test('starts with the dates of the workspace', () => {
    const workspace = {
      ...initialFields('workspace'),
      referenceDate: '2014-06-30',
      pastYear: 2009,
      targetYear: 2020,
      frameworkVersion: '0.9.0',
    };
    expect(initialForm(workspace, partner, '2026-11-22', '1.0.0')).toMatchObject({
      partnerId: 'p1',
      regionId: 'r1',
      referenceDate: '2014-06-30',
      pastYear: 2009,
      targetYear: 2020,
      frameworkVersion: '0.9.0',
    });
  });

  test('else with today, five years back and six ahead', () => {
    expect(initialForm(undefined, undefined, '2026-11-22', '1.0.0')).toMatchObject({
      partnerId: null,
      referenceDate: '2026-11-22',
      pastYear: 2021,
      targetYear: 2032,
      frameworkVersion: '1.0.0',
    });
  });
});

describe('problems', () => {
  const good = { ...initialForm(undefined, partner, '2014-06-30', '1.0.0'), title: 'Marche 2014' };

  test('a good form has none', () => expect(problemsOf(good)).toEqual({}));

  test.each([
    [{ title: '  ' }, { title: 'required' }],
    [{ partnerId: null }, { partnerId: 'required' }],
    [{ referenceDate: '2014-13-01' }, { referenceDate: 'date' }],
    [{ referenceDate: '' }, { referenceDate: 'date' }],
    [{ pastYear: '' }, { pastYear: 'required' }],
    [{ pastYear: 1900 }, { pastYear: 'year' }],
    [{ pastYear: 2009.5 }, { pastYear: 'year' }],
    [{ pastYear: 2014 }, { pastYear: 'pastNotBefore' }],
    [{ targetYear: 2014 }, { targetYear: 'targetNotAfter' }],
    [{ targetYear: 2101 }, { targetYear: 'year' }],
  ])('%o', (change, problems) => expect(problemsOf({ ...good, ...change })).toEqual(problems));
});
