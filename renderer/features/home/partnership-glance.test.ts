import { describe, expect, it } from 'vitest';
import type { AssessmentListRow } from '../../../shared/contract/assessments.ts';
import type { ThemeSummary } from '../../../shared/domain/assessment-bundle.ts';
import { newestByPartner, themesOf } from './partnership-glance.ts';

const theme = (themeId: string, present: number | null): ThemeSummary => ({
  themeId,
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
});

const row = (id: string, fields: Partial<AssessmentListRow>): AssessmentListRow => ({
  id,
  title: id,
  partnerId: 'p1',
  partnerName: 'Marche',
  regionId: null,
  regionName: {},
  status: 'draft',
  frameworkVersion: '1.0.0',
  referenceDate: '2014-06-30',
  pastYear: 2009,
  targetYear: 2020,
  modifiedAt: 1,
  modifiedBy: '',
  summary: { themes: [theme('T1', 3), theme('H', 2)], completeness: null, advice: null, warningCount: 0 },
  ...fields,
});

describe('the partnership at a glance', () => {
  it('shows the newest assessment of each partner', () => {
    const rows = [
      row('old', { referenceDate: '2013-01-01', modifiedAt: 9 }),
      row('new', { referenceDate: '2014-06-30' }),
      row('copy', { referenceDate: '2014-06-30', modifiedAt: 5 }),
      row('other', { partnerId: 'p2', partnerName: 'Corallia' }),
    ];
    expect(newestByPartner(rows).map((found) => found.assessmentId)).toEqual(['copy', 'other']);
  });

  it('keeps a missing score apart from nought', () => {
    const summary = {
      themes: [theme('T1', null), theme('T2', 0)],
      completeness: 0,
      advice: null,
      warningCount: 0,
    };
    const [found] = newestByPartner([row('a', { summary })]);
    expect(found?.present.get('T1')).toBeNull();
    expect(found?.present.get('T2')).toBe(0);
  });

  it('leaves the horizontal theme out', () => {
    expect(themesOf([row('a', {})])).toEqual(['T1']);
  });
});
