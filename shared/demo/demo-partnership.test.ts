import { beforeAll, describe, expect, test } from 'vitest';
import type { AssessmentBundle, AssessmentSummary } from '../domain/assessment-bundle.ts';
import { assessmentSummary } from '../domain/figures/assessment-summary.ts';
import { assign } from '../domain/figures/assignment.ts';
import { groupFigures } from '../domain/figures/comparison.ts';
import { match, type MatchPartner } from '../domain/figures/matching.ts';
import { euStatusAt, leadingAssessment, matchPartner } from '../domain/figures/partnership.ts';
import type { EntityRecord } from '../domain/model/schemas.ts';
import { createFrameworkRegistry } from '../framework/registry.ts';
import { bundleOf, recordsOf } from './demo-bundles.ts';
import { demoPartnership } from './demo-partnership.ts';
import { demoPartners } from './partner-table.ts';

// The expected checks of framework (g), recomputed from the generated records alone.
const frameworks = createFrameworkRegistry();
const framework = frameworks.get('1.0.0');
const demo = demoPartnership({ framework, frameworkOld: frameworks.get('0.9.0') });
const partners = recordsOf(demo.records, 'partner');

interface Leading {
  partner: EntityRecord<'partner'>;
  bundle: AssessmentBundle;
  summary: AssessmentSummary;
}
let leading: Leading[];
const theme = (number: string, themeId: string) => {
  const own = leading.find(({ partner }) => partner.fields.number === number);
  return own?.summary.themes.find((figures) => figures.themeId === themeId);
};

beforeAll(() => {
  leading = partners.map((partner) => {
    const own = recordsOf(demo.records, 'assessment').filter(({ fields }) => fields.partnerId === partner.id);
    const bundle = bundleOf(demo.records, leadingAssessment(own)?.id ?? '');
    return { partner, bundle, summary: assessmentSummary(bundle, framework) };
  });
});

describe('partnership', () => {
  test('25 partners in 11 countries', () => {
    expect(partners).toHaveLength(25);
    expect(new Set(partners.map(({ fields }) => fields.country)).size).toBe(11);
  });

  test('21 member-state and 4 pre-accession organisations when the project started', () => {
    const start = recordsOf(demo.records, 'workspace')[0]?.fields.projectStart ?? '';
    const statuses = partners.map((partner) => euStatusAt(partner, start));
    expect(statuses.filter((status) => status === 'member')).toHaveLength(21);
    expect(statuses.filter((status) => status === 'preAccession')).toHaveLength(4);
  });

  test('the Croatian organisation is in a member state since July 2013', () => {
    const croatian = partners.filter(({ fields }) => fields.country === 'HR');
    expect(croatian.map((partner) => euStatusAt(partner, '2013-06-30'))).toEqual(['preAccession']);
    expect(croatian.map((partner) => euStatusAt(partner, '2013-07-01'))).toEqual(['member']);
  });
});

describe('figures of every partner', () => {
  test.each(demoPartners)('$number: confidence $confidence in every theme', ({ number, confidence }) => {
    const own = framework.themes.map(({ id }) => theme(number, id)?.confidence);
    expect(own).toEqual(framework.themes.map(() => confidence));
  });

  test.each(demoPartners)('$number: levels $levels', ({ number, levels }) => {
    // Offsets cancel out except where the scale ends.
    const expected = levels.map((level) => (level === 5 ? 4.8 : level));
    expect(framework.themes.slice(0, 6).map(({ id }) => theme(number, id)?.present)).toEqual(expected);
  });

  test('partner 11, T4', () => {
    const { bundle } = leading.find(({ partner }) => partner.fields.number === '11') ?? {};
    const entries = bundle?.entries.filter(({ fields }) => fields.criterionId.startsWith('4.'));
    expect(entries?.map(({ fields }) => fields.present)).toEqual([2, 3, 1, 2, 2]);
    expect(entries?.map(({ fields }) => fields.desired)).toEqual([4, 5, 3, 4, 4]);
    expect(entries?.map(({ fields }) => fields.past)).toEqual([1, 3, 0, 2, 1]);
    expect(theme('11', 'T4')).toMatchObject({ present: 2, gap: 2, class: 'act', confidence: 0.45 });
  });
});

describe('T4', () => {
  const ids = (numbers: string[]) => numbers.map((number) => `demo-partner-${number}`);
  let matchPartners: MatchPartner[];
  const matchable = (themeId: string) =>
    leading.map((source) => {
      const regions = recordsOf(demo.records, 'region').filter(({ id }) =>
        source.partner.fields.regionIds.includes(id),
      );
      const practices = recordsOf(demo.records, 'goodPractice');
      return matchPartner({ ...source, regions }, themeId, practices, framework);
    });

  beforeAll(() => {
    matchPartners = matchable('T4');
  });

  test('median 3.0, quartiles 2.0 and 3.0', () => {
    const values = leading.map(({ partner }) => ({
      partnerId: partner.id,
      value: theme(partner.fields.number, 'T4')?.present ?? null,
    }));
    const figures = groupFigures(values, [], framework);
    expect([figures.lowerQuartile.value, figures.median.value, figures.upperQuartile.value]).toEqual([
      2, 3, 3,
    ]);
  });

  test('5 experienced, 9 developing, 11 less experienced', () => {
    const count = (name: string) => matchPartners.filter(({ experience }) => experience === name).length;
    expect(['experienced', 'developing', 'lessExperienced'].map(count)).toEqual([5, 9, 11]);
  });

  test('first-round matches and what is left for a group workshop', () => {
    const { firstRound, groupWorkshop } = assign(matchPartners, framework);
    const pairs = firstRound.map(
      ({ giverId, receiverId }) => `${giverId.slice(-2)}->${receiverId.slice(-2)}`,
    );
    const lessExperienced =
      '05->23 05->07 05->08 06->09 06->11 12->15 06->18 03->19 12->21 12->24 03->25'.split(' ');
    expect(pairs).toEqual([...lessExperienced, '03->01', '04->02', '04->10', '04->13']);
    expect(groupWorkshop).toEqual(ids(['14', '16', '17', '20', '22']));
  });

  test('M(12->11, T4) = 0.8325 and M(06->11, T1) = 0.924', () => {
    const m = (candidates: MatchPartner[], giver: string, receiver: string) => {
      const [from, to] = ids([giver, receiver]).map((id) =>
        candidates.find(({ partnerId }) => partnerId === id),
      );
      return from && to && match(from, to, framework).match.value;
    };
    expect(m(matchPartners, '12', '11')).toBe(0.8325);
    expect(m(matchable('T1'), '06', '11')).toBe(0.924);
  });
});
