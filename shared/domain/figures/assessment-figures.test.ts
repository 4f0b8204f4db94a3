import { describe, expect, test } from 'vitest';
import { createFrameworkRegistry } from '../../framework/registry.ts';
import type { AssessmentBundle } from '../assessment-bundle.ts';
import { criterionEntryId, evidenceLinkId, individualScoreId, themeNarrativeId } from '../model/ids.ts';
import type { EntityKind } from '../model/kinds.ts';
import type { EntityRecord, FieldsInput } from '../model/schemas.ts';
import { completeFields } from '../model/validation.ts';
import { assessmentFigures } from './assessment-figures.ts';
import { assessmentSummary } from './assessment-summary.ts';

const framework = createFrameworkRegistry().get('1.0.0');
const record = <Kind extends EntityKind>(
  kind: Kind,
  id: string,
  fields: FieldsInput<Kind>,
): EntityRecord<Kind> => ({ kind, id, parentId: 'a', fields: completeFields(kind, fields) });
const entry = (criterionId: string, fields: FieldsInput<'criterionEntry'>) =>
  record('criterionEntry', criterionEntryId('a', criterionId), { criterionId, ...fields });
const long = 'A reason that is long enough to count as one, with a few more words.';

function bundle(parts: Partial<AssessmentBundle> = {}): AssessmentBundle {
  const head = { referenceDate: '2014-06-30', pastYear: 2009, targetYear: 2020 };
  return {
    assessment: record('assessment', 'a', head),
    partner: null,
    region: record('region', 'r', { nutsCode: 'HR03' }),
    entries: [],
    narratives: [],
    evidenceItems: [],
    evidenceLinks: [],
    individualScores: [],
    ...parts,
  };
}

function linked(
  criterionId: string,
  fields: FieldsInput<'evidenceItem'>,
  slot: 'past' | 'present' | 'desired' = 'present',
) {
  const entryId = criterionEntryId('a', criterionId);
  const item = record('evidenceItem', `e-${criterionId}`, {
    title: 'Yearbook',
    publisher: 'Office',
    kind: 'statistic',
    year: 2013,
    territory: 'HR03',
    ...fields,
  });
  const link = record('evidenceLink', evidenceLinkId(item.id, entryId, slot), {
    evidenceId: item.id,
    entryId,
    slot,
  });
  return { evidenceItems: [item], evidenceLinks: [link] };
}
const codes = (parts: Partial<AssessmentBundle>) =>
  assessmentFigures(bundle(parts), framework).warnings.map(
    ({ code, criterionId }) => `${criterionId} ${code}`,
  );

describe('an assessment that was just created', () => {
  const figures = assessmentFigures(bundle(), framework);

  test('has all criteria and themes, nothing answered, nothing 0 that should be empty', () => {
    expect(figures.criteria).toHaveLength(34);
    expect(figures.themes).toHaveLength(7);
    expect(figures.criteria.every(({ missingSlots }) => missingSlots.length === 3)).toBe(true);
    const values = figures.themes.flatMap(({ scores, gap, trend, confidence }) =>
      [scores.past, scores.present, scores.desired, gap, trend, confidence].map(({ value }) => value),
    );
    expect(new Set(values)).toEqual(new Set([null]));
  });

  test('is 0 complete, a draft, without priorities and warnings', () => {
    expect([figures.completeness.value, figures.advice]).toEqual([0, 'draft']);
    expect(figures.priorityOrder).toEqual([]);
    expect(figures.warnings).toEqual([]);
  });
});

describe('one criterion', () => {
  test('gathers evidence, individual scores and the outside score from the records', () => {
    const entryId = criterionEntryId('a', '1.2');
    const scores = [3, 3, 4].map((value, index) =>
      record('individualScore', individualScoreId(entryId, `k${index}`, 'present'), {
        entryId,
        slot: 'present',
        assessorAlias: `A${index}`,
        value,
      }),
    );
    const parts = {
      entries: [entry('1.2', { past: 2, present: 3, desired: 4.5 })],
      individualScores: scores,
    };
    const figure = (more: Partial<AssessmentBundle>) =>
      assessmentFigures(bundle({ ...parts, ...more }), framework).criteria.find(
        ({ criterionId }) => criterionId === '1.2',
      );
    expect(figure({ ...linked('1.2', {}) })).toMatchObject({
      confidence: { value: 0.78 },
      confidenceLevel: 'high',
      gap: { value: 1.5 },
      trend: { value: 1 },
      class: 'act',
      proposals: { present: { value: 3 }, past: { value: null } },
    });
    // Evidence for another slot, or from somewhere else, says less of the present.
    expect(figure({ ...linked('1.2', {}, 'past') })?.confidence.value).toBe(0.15);
    expect(figure({ ...linked('1.2', { territory: 'RS12' }) })?.confidence.value).toBe(0.5);
    expect(figure({ ...linked('1.2', {}), region: null })?.confidence.value).toBe(0.5);
    const { evidenceLinks } = linked('1.2', {});
    expect(figure({ evidenceLinks })?.confidence.value).toBe(0.15);
  });

  test('outside the competence counts nowhere, whatever scores it still holds', () => {
    const reason = { en: 'Decided by the state.' };
    const others = ['1.2', '1.3', '1.4', '1.5'].map((id) => entry(id, { present: 2, desired: 3 }));
    const left = entry('1.1', { present: 5, desired: 5, notApplicable: true, notApplicableReason: reason });
    const { criteria, themes } = assessmentFigures(bundle({ entries: [left, ...others] }), framework);
    expect(themes[0]?.scores.present.value).toBe(2);
    expect(criteria[0]).toMatchObject({
      gap: { value: null, missing: 'notApplicable' },
      completeness: { value: null },
      missingSlots: [],
      class: null,
    });
  });
});

test('priorities come in the order of urgency', () => {
  const entries = [
    entry('1.1', { present: 1, desired: 2, importance: 3, feasibility: 3 }),
    entry('2.1', { present: 1, desired: 4, importance: 3, feasibility: 3 }),
    entry('3.1', { present: 4, desired: 2 }),
    entry('4.1', { present: 1, desired: 4, importance: 1, feasibility: 1 }),
  ];
  expect(assessmentFigures(bundle({ entries }), framework).priorityOrder).toEqual(['2.1', '1.1', '4.1']);
});

test('completeness counts criteria and narratives of the six themes, not the horizontal one', () => {
  const full = (id: string) => entry(id, { past: 1, present: 2, desired: 3, justification: { hr: long } });
  const evidence = framework.themes.flatMap((theme) => theme.criteria.map(({ id }) => linked(id, {})));
  const parts = {
    entries: framework.themes.flatMap((theme) => theme.criteria.map(({ id }) => full(id))),
    evidenceItems: evidence.flatMap(({ evidenceItems }) => evidenceItems),
    evidenceLinks: evidence.flatMap(({ evidenceLinks }) => evidenceLinks),
    narratives: framework.perspectives.map(({ key }) =>
      record('themeNarrative', themeNarrativeId('a', 'H', key), {
        themeId: 'H',
        perspective: key,
        text: { en: long + long },
      }),
    ),
  };
  const figures = assessmentFigures(bundle(parts), framework);
  expect(figures.themes.map(({ completeness }) => completeness.value)).toEqual([
    0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 1,
  ]);
  expect([figures.completeness.value, figures.advice]).toEqual([0.8, 'usable']);
});

describe('warnings', () => {
  test('a high score without a source that measures results', () => {
    const entries = [entry('1.1', { past: 2, present: 4, desired: 5 })];
    expect(codes({ entries })).toEqual(['1.1 highScoreWithoutResults']);
    expect(codes({ entries, ...linked('1.1', { kind: 'law' }) })).toEqual(['1.1 highScoreWithoutResults']);
    expect(codes({ entries, ...linked('1.1', { kind: 'monitoring' }) })).toEqual([]);
  });

  test('slots that do not fit together', () => {
    expect(codes({ entries: [entry('1.1', { past: 1, present: 3, desired: 2 })] })).toEqual([
      '1.1 desiredBelowPresent',
    ]);
    expect(codes({ entries: [entry('1.1', { desired: 2 })] })).toEqual(['1.1 onlyOneSlot']);
    expect(codes({ entries: [entry('1.1', { present: 0, desired: 2 })] })).toEqual([]);
  });

  test('not applicable without a reason, and nothing else for it', () => {
    expect(codes({ entries: [entry('1.1', { notApplicable: true, present: 5 })] })).toEqual([
      '1.1 notApplicableWithoutReason',
    ]);
  });

  test('old evidence, evidence without a source', () => {
    const entries = [entry('1.1', { past: 1, present: 2, desired: 3 })];
    expect(codes({ entries, ...linked('1.1', { year: 2005 }) })).toEqual(['1.1 evidenceOld']);
    expect(codes({ entries, ...linked('1.1', { year: 2006 }) })).toEqual([]);
    expect(codes({ entries, ...linked('1.1', { year: 2005 }, 'past') })).toEqual([]);
    expect(codes({ entries, ...linked('1.1', { publisher: '' }) })).toEqual(['1.1 evidenceWithoutSource']);
    expect(codes({ entries, ...linked('1.1', { publisher: '', url: 'https://example.org' }) })).toEqual([]);
  });

  test('a wide range of individual scores that nobody talked about', () => {
    const entryId = criterionEntryId('a', '1.1');
    const individualScores = [1, 3].map((value, index) =>
      record('individualScore', `${entryId}/${index}`, {
        entryId,
        slot: 'desired',
        value,
        assessorAlias: `${index}`,
      }),
    );
    const slots = { past: 1, present: 2, desired: 3 };
    expect(codes({ entries: [entry('1.1', slots)], individualScores })).toEqual([
      '1.1 disagreementNotDiscussed',
    ]);
    const discussed = [entry('1.1', { ...slots, disagreementDiscussed: true })];
    expect(codes({ entries: discussed, individualScores })).toEqual([]);
  });

  test('an outdated translation, a carried-over score', () => {
    const quote = {
      quote: { en: 'new', el: 'παλιό' },
      translatedFrom: { 'quote.el': 'another fingerprint' },
    };
    const entries = [entry('1.1', { past: 1, present: 2, desired: 3, reviewAfterMigration: true })];
    expect(codes({ entries, ...linked('1.1', quote) })).toEqual([
      '1.1 reviewAfterMigration',
      'null outdatedTranslation',
    ]);
  });
});

test('the summary says the same as the figures', () => {
  const parts = {
    entries: ['1.1', '1.2', '1.3'].map((id) => entry(id, { past: 1, present: 2, desired: 4 })),
    ...linked('1.1', {}),
  };
  const summary = assessmentSummary(bundle(parts), framework);
  expect(summary.themes[0]).toEqual({
    themeId: 'T1',
    past: 1,
    present: 2,
    desired: 4,
    gap: 2,
    trend: 1,
    confidence: 0.21,
    confidenceLevel: 'low',
    completeness: 0.36,
    class: 'verifyFirst',
    experience: 'lessExperienced',
  });
  expect(summary.themes).toHaveLength(7);
});
