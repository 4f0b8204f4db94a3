import { describe, expect, test } from 'vitest';
import { createFrameworkRegistry } from '../../framework/registry.ts';
import { calibrated, leniency } from './calibration.ts';
import { comparableDates, groupFigures } from './comparison.ts';
import {
  assessmentCompleteness,
  type CompletenessInput,
  criterionCompleteness,
  readinessAdvice,
  themeCompleteness,
} from './completeness.ts';
import {
  confidenceLevel,
  criterionConfidence,
  evidenceShare,
  itemWeight,
  review,
  themeConfidence,
  type EvidenceInput,
  type ReviewInput,
} from './confidence.ts';
import { formatFigure } from './format.ts';
import { match, type MatchPartner } from './matching.ts';
import { median, quantile, roundHalfUp, settle } from './numbers.ts';
import { experienceClass, gapClass, gapPriority } from './priority.ts';
import { disagreement, distance, gap, proposal, themeScore, trend } from './scores.ts';

// The worked values of framework b.6, with the framework that is delivered.
const framework = createFrameworkRegistry().get('1.0.0');
const referenceYear = 2014;

const item = (kind: string, year: number | null, more: Partial<EvidenceInput> = {}): EvidenceInput => ({
  id: `${kind}-${year}`,
  kind,
  year,
  territory: 'same',
  ...more,
});
const people = (...values: (number | null)[]) =>
  values.map((value, index) => ({ alias: `A${index}`, value }));
const agreeing: ReviewInput = { agreed: 3, scores: people(3, 3, 2), discussed: false, outsideValue: null };
const alone: ReviewInput = { agreed: 3, scores: [], discussed: false, outsideValue: null };
const confidenceOf = (items: EvidenceInput[], reviewInput: ReviewInput) =>
  criterionConfidence(items, reviewInput, referenceYear, framework).confidence.value;

describe('confidence', () => {
  test('one fresh official statistic and an agreeing team give 0.78', () => {
    expect(confidenceOf([item('statistic', 2013)], agreeing)).toBe(0.78);
  });

  test('one expert view gives 0.14', () => {
    expect(confidenceOf([item('expert', 2014)], alone)).toBe(0.14);
  });

  test('fresh minutes, monitoring four years old and an agreeing team give 0.682', () => {
    expect(confidenceOf([item('minutes', 2014), item('monitoring', 2010)], agreeing)).toBe(0.682);
  });

  test.each([
    [2014, 1],
    [2012, 1],
    [2011, 0.75],
    [2009, 0.75],
    [2008, 0.5],
    [2006, 0.5],
    [2005, 0.25],
    [2016, 1],
    [null, 0.25],
  ])('evidence of %s counts %s of its strength', (year, factor) => {
    const weight = itemWeight(item('survey', year), referenceYear, framework).value;
    expect(weight).toBe(settle(0.6 * factor));
  });

  test('territory takes its part, an unknown kind is worth nothing, no item more than the cap', () => {
    const weight = (evidence: EvidenceInput) => itemWeight(evidence, referenceYear, framework).value;
    expect(weight(item('statistic', 2014))).toBe(0.9);
    expect(weight(item('statistic', 2014, { territory: 'larger' }))).toBe(0.8);
    expect(weight(item('statistic', 2014, { territory: 'other' }))).toBe(0.5);
    expect(weight(item('rumour', 2014))).toBe(0);
  });

  test('only the best five items count', () => {
    const weak = Array.from({ length: 5 }, (_, index) => item('expert', 2014, { id: `w${index}` }));
    const withStrong = [...weak, item('statistic', 2014)];
    expect(evidenceShare(withStrong, referenceYear, framework).value).toBe(settle(1 - 0.1 * 0.8 ** 4));
    expect(evidenceShare(withStrong, referenceYear, framework).inputs.at(-1)?.label).toBe('notCounted');
    expect(evidenceShare([], referenceYear, framework).value).toBe(0);
  });

  test('review: alone 0, three within one level 0.5, outside reviewer 1, open disagreement 0', () => {
    const value = (input: Parameters<typeof review>[0]) => review(input, framework).value;
    expect(value(alone)).toBe(0);
    expect(value({ ...agreeing, scores: people(3, 3) })).toBe(0);
    expect(value({ ...agreeing, scores: people(3, 3, null) })).toBe(0);
    expect(value(agreeing)).toBe(0.5);
    expect(value({ ...alone, outsideValue: 4 })).toBe(1);
    expect(value({ ...alone, outsideValue: 4.5 })).toBe(0);
    expect(value({ ...agreeing, scores: people(1, 3, 3), outsideValue: 3 })).toBe(0);
    expect(value({ ...agreeing, scores: people(1, 3, 3), outsideValue: 3, discussed: true })).toBe(1);
    expect(value({ ...agreeing, scores: people(1, 3, 3), discussed: true })).toBe(0);
  });

  test('without a present score there is no confidence', () => {
    expect(confidenceOf([item('statistic', 2014)], { ...agreeing, agreed: null })).toBeNull();
  });

  test('of a theme: weighted mean over the scored criteria', () => {
    const figure = themeConfidence([
      { criterionId: 'a', weight: 1, confidence: 0.4 },
      { criterionId: 'b', weight: 3, confidence: 0.8 },
      { criterionId: 'c', weight: 9, confidence: null },
    ]);
    expect(figure.value).toBe(0.7);
    expect(themeConfidence([]).value).toBeNull();
  });

  test.each([
    [null, null],
    [0.3999, 'low'],
    [0.4, 'medium'],
    [0.1 + 0.3, 'medium'],
    [0.6999, 'medium'],
    [0.7, 'high'],
  ])('%s is %s', (value, level) => {
    expect(confidenceLevel(value, framework)).toBe(level);
  });
});

describe('completeness', () => {
  const full: CompletenessInput = {
    past: 1,
    present: 2,
    desired: 3,
    justificationCharacters: 40,
    evidenceItems: 1,
    notApplicable: false,
    reasonGiven: false,
  };
  const half = { ...full, past: null, justificationCharacters: 39, evidenceItems: 0 };
  const empty = { ...half, present: null, desired: null, justificationCharacters: 0 };
  const of = (input: CompletenessInput) => criterionCompleteness(input, framework).value;
  const theme = (values: (number | null)[], characters: number[]) =>
    themeCompleteness(
      {
        criteria: values.map((value, index) => ({ criterionId: `c${index}`, weight: 1, value })),
        narratives: characters.map((count, index) => ({ perspective: `p${index}`, characters: count })),
      },
      framework,
    ).value;

  test('the parts of one criterion', () => {
    expect([of(full), of(half), of(empty)]).toEqual([1, 0.6, 0]);
    expect(of({ ...empty, present: 0 })).toBe(0.35);
  });

  test('three full criteria, one with present and desired, one empty, three perspectives: 0.726', () => {
    expect(theme([full, full, full, half, empty].map(of), [80, 200, 90, 79])).toBe(0.726);
  });

  test('not applicable leaves the sum only with a reason', () => {
    const left = of({ ...empty, notApplicable: true, reasonGiven: true });
    const kept = of({ ...full, notApplicable: true });
    expect([left, kept]).toEqual([null, 0]);
    expect(theme([1, left], [])).toBe(0.8);
    expect(theme([1, kept], [])).toBe(0.4);
    expect(theme([left], [90, 90, 90, 90])).toBeNull();
  });

  test('of the assessment: mean of the themes, and the advice', () => {
    const value = assessmentCompleteness([
      { themeId: 'T1', value: 1 },
      { themeId: 'T2', value: 0.5 },
      { themeId: 'T3', value: null },
    ]).value;
    expect(value).toBe(0.75);
    expect([0.59, 0.6, 0.89, 0.9, null].map((share) => readinessAdvice(share, framework))).toEqual([
      'draft',
      'usable',
      'usable',
      'ready',
      null,
    ]);
  });
});

describe('scores', () => {
  const scores = (...values: (number | null)[]) =>
    values.map((value, index) => ({ criterionId: `c${index}`, weight: 1, value, notApplicable: false }));
  const score = (input: ReturnType<typeof scores>) => themeScore('present', input, framework);

  test('demo partner 11, T4: S 2.0, gap 2.0, class act', () => {
    const present = score(scores(2, 3, 1, 2, 2)).value;
    const desired = score(scores(4, 5, 3, 4, 4)).value;
    const past = score(scores(1, 3, 0, 2, 1)).value;
    expect([past, present, desired]).toEqual([1.4, 2, 4]);
    expect(gap(present, desired).value).toBe(2);
    expect(trend(past, present).value).toBe(0.6);
    expect(gapClass(2, 0.45, framework)).toBe('act');
  });

  test('three of five answers are enough, two are not; an empty slot is not 0', () => {
    expect(score(scores(1, 2, 3, null, null)).value).toBe(2);
    expect(score(scores(1, 2, null, null, null))).toMatchObject({ value: null, missing: 'tooFewAnswers' });
    expect(score(scores(0, 0, 0, null, null)).value).toBe(0);
    const some = scores(1, 2, 5, null, null).map((entry, index) => ({ ...entry, notApplicable: index > 2 }));
    expect(score(some).value).toBe(settle(8 / 3));
    expect(score([])).toMatchObject({ value: null, missing: 'notApplicable' });
  });

  test('weights count, also for the 60 per cent', () => {
    const weighted = scores(4, 1, null).map((entry, index) => ({ ...entry, weight: index === 0 ? 3 : 1 }));
    expect(score(weighted).value).toBe(3.25);
    expect(
      score(weighted.map((entry, index) => (index === 0 ? { ...entry, value: null } : entry))).value,
    ).toBeNull();
  });

  test('differences need both numbers; a desired below the present gives a negative gap', () => {
    expect(gap(null, 3).value).toBeNull();
    expect(gap(4, 3).value).toBe(-1);
    expect(distance(2, 3.5).value).toBe(1.5);
    expect(distance(2, null)).toMatchObject({ value: null, missing: 'noReference' });
  });

  test('proposal and disagreement', () => {
    expect(proposal(people(1, 4, null, 2)).value).toBe(2);
    expect(proposal(people(1, 2)).value).toBe(1.5);
    expect(proposal(people(null)).value).toBeNull();
    expect(disagreement(people(1, 3), false, framework)).toEqual({
      range: 2,
      disagreement: true,
      open: true,
    });
    expect(disagreement(people(1, 3), true, framework)).toMatchObject({ disagreement: true, open: false });
    expect(disagreement(people(2, 3), false, framework).disagreement).toBe(false);
    expect(disagreement(people(2), false, framework).range).toBeNull();
  });
});

describe('priorities and classes', () => {
  test('priority is gap, importance and feasibility as shares', () => {
    expect(gapPriority(2, 3, 3, framework).value).toBe(0.4);
    expect(gapPriority(2, 2, 2, framework).value).toBe(settle((0.4 * 4) / 9));
    expect(gapPriority(-1, 3, 3, framework).value).toBe(0);
    expect(gapPriority(null, 3, 3, framework).value).toBeNull();
  });

  test('what nobody set counts as the middle, and the explanation says so', () => {
    const figure = gapPriority(2, null, 3, framework);
    expect(figure.value).toBe(gapPriority(2, 2, 3, framework).value);
    expect(figure.inputs.map(({ label }) => label)).toEqual(['gap', 'importanceAssumed', 'feasibility']);
  });

  test.each([
    [1.5, 0.4, 'act'],
    [0.1 + 1.4, 0.1 + 0.3, 'act'],
    [1.5, 0.39, 'verifyFirst'],
    [1.5, null, 'verifyFirst'],
    [1.4, 0.4, 'maintain'],
    [-1, 0.39, 'watch'],
    [null, 0.9, null],
  ])('gap %s with confidence %s: %s', (value, confidence, expected) => {
    expect(gapClass(value, confidence, framework)).toBe(expected);
  });

  test.each([
    [3.5, 0.5, 'experienced'],
    [4.8, 0.49, 'developing'],
    [3.4, 0.9, 'developing'],
    [2.1, 0.9, 'developing'],
    [2, 0.9, 'lessExperienced'],
    [null, 0.9, null],
  ])('score %s with confidence %s: %s', (value, confidence, expected) => {
    expect(experienceClass(value, confidence, framework)).toBe(expected);
  });
});

test('calibration: leniency is the mean difference to the six cases', () => {
  expect(framework.calibration.map(({ reference }) => reference)).toEqual([3, 1, 4, 2, 4, 1]);
  const answers = { C1: 4, C2: 1, C3: 5, C4: 3, C5: 4, C6: 1 };
  const figure = leniency(answers, framework.calibration);
  expect(figure.value).toBe(0.5);
  expect(calibrated(3, figure.value, framework).value).toBe(2.5);
  expect(calibrated(0.2, figure.value, framework).value).toBe(0);
  expect(calibrated(4.9, -0.5, framework).value).toBe(5);
  expect(leniency({ C1: null }, framework.calibration).value).toBeNull();
  expect(leniency({ C1: 4 }, framework.calibration).value).toBe(1);
});

describe('matching', () => {
  const partner = (more: Partial<MatchPartner> & { values: number[]; desired?: number[] }): MatchPartner => ({
    partnerId: 'p',
    country: 'HU',
    competence: 'national',
    clusterModels: [],
    sectors: [],
    languages: ['en'],
    capacity: 3,
    validatedPractice: true,
    openOffer: true,
    experience: null,
    score: null,
    gap: null,
    confidence: null,
    criteria: more.values.map((present, index) => ({
      criterionId: `c${index}`,
      present,
      desired: more.desired?.[index] ?? null,
    })),
    ...more,
  });
  const receiver = {
    country: 'HR',
    competence: 'regional',
    clusterModels: ['industrialDistrict'],
    sectors: ['tou', 'agr', 'mar'],
    languages: ['hr', 'it', 'en'],
  };

  test('M from 12 to 11 in T4 is 0.8325', () => {
    const giver = partner({
      clusterModels: ['mixed'],
      sectors: ['aut', 'ict'],
      languages: ['hu', 'en'],
      confidence: 0.65,
      values: [5, 5, 4, 5, 5],
    });
    const taker = partner({ ...receiver, values: [2, 3, 1, 2, 2], desired: [4, 5, 3, 4, 4] });
    expect(match(giver, taker, framework).match.value).toBe(0.8325);
  });

  test('M from 06 to 11 in T1 is 0.924, and less without an offer, a language or another country', () => {
    const giver = {
      country: 'AT',
      competence: 'regional',
      clusterModels: ['industrialDistrict', 'hubAndSpoke'],
      sectors: ['mec', 'agr', 'gre'],
      languages: ['de', 'en'],
      confidence: 0.8,
      values: [5, 5, 4, 5, 5],
    };
    const taker = partner({ ...receiver, values: [2, 3, 1, 2, 2], desired: [4, 5, 3, 4, 4] });
    const m = (more: Partial<MatchPartner>) =>
      match(partner({ ...giver, ...more }), taker, framework).match.value;
    expect(m({})).toBe(0.924);
    expect(m({ openOffer: false })).toBe(0.874);
    expect(m({ openOffer: false, validatedPractice: false })).toBe(0.824);
    expect(m({ languages: ['de'] })).toBe(0.864);
    expect(m({ country: 'HR' })).toBe(settle(0.924 * 0.85));
  });
});

describe('comparison', () => {
  const values = (...numbers: (number | null)[]) =>
    numbers.map((value, index) => ({ partnerId: `p${index}`, value }));

  test('inclusive quartiles', () => {
    expect([0.25, 0.5, 0.75].map((share) => quantile([7, 1, 3, 2, 4, 6, 5, 8], share))).toEqual([
      2.75, 4.5, 6.25,
    ]);
    expect(median([])).toBeNull();
  });

  test('a median from three partners on, quartiles from five; empty values do not count', () => {
    const two = groupFigures(values(1, 2, null), [], framework);
    expect([two.count, two.median.value, two.median.missing]).toEqual([2, null, 'tooFewPartners']);
    const three = groupFigures(values(1, 2, 4), [], framework);
    expect([three.median.value, three.lowerQuartile.value]).toEqual([2, null]);
    const five = groupFigures(values(1, 2, 3, 4, 5), [], framework);
    expect([five.lowerQuartile.value, five.upperQuartile.value]).toEqual([2, 4]);
  });

  test('a group that differs from a shown one by one or two partners stays hidden', () => {
    const ids = (count: number) => new Set(Array.from({ length: count }, (_, index) => `p${index}`));
    const median = (count: number) => groupFigures(values(1, 2, 3, 4, 5), [ids(count)], framework).median;
    expect(median(6)).toMatchObject({ value: null, missing: 'tooSimilarGroup' });
    expect(median(7).value).toBeNull();
    expect(median(8).value).toBe(3);
    expect(median(5).value).toBe(3);
  });

  test('reference dates within 18 months', () => {
    expect(comparableDates('2014-06-30', '2015-12-30', framework)).toBe(true);
    expect(comparableDates('2015-12-31', '2014-06-30', framework)).toBe(false);
    expect(comparableDates('2014-06-30', '2014-06-30', framework)).toBe(true);
  });
});

describe('numbers as shown', () => {
  test.each([
    [2.25, 1, 2.3],
    [-2.25, 1, -2.2],
    [1.005, 2, 1.01],
    [0.45 * 100, 0, 45],
    [2.449_999, 1, 2.4],
    [-0.04, 1, 0],
  ])('%s with %s decimals is %s', (value, decimals, expected) => {
    expect(roundHalfUp(value, decimals)).toBe(expected);
  });

  test('one decimal, whole per cent, the decimal sign of the language', () => {
    expect(formatFigure(2, 'score', 'en')).toBe('2.0');
    expect(formatFigure(2.25, 'score', 'hr')).toBe('2,3');
    expect(formatFigure(1.5, 'difference', 'el')).toBe('+1,5');
    expect(formatFigure(0.725, 'share', 'el')).toBe('73\u00a0%');
    expect(formatFigure(2014, 'year', 'en')).toBe('2014');
    expect(formatFigure(null, 'score', 'en')).toBe('');
  });
});
