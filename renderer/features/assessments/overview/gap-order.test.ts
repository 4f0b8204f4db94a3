import { describe, expect, test } from 'vitest';
import type { AssessmentBundle } from '../../../../shared/domain/assessment-bundle.ts';
import { assessmentFigures } from '../../../../shared/domain/figures/assessment-figures.ts';
import { criterionEntryId } from '../../../../shared/domain/model/ids.ts';
import type { FieldsInput } from '../../../../shared/domain/model/schemas.ts';
import { completeFields } from '../../../../shared/domain/model/validation.ts';
import { createFrameworkRegistry } from '../../../../shared/framework/registry.ts';
import { gapsByPriority, unknownGaps } from './gap-order.ts';

const framework = createFrameworkRegistry().get('1.0.0');
const ids = framework.themes.flatMap((theme) => theme.criteria.map(({ id }) => id));

function criteriaWith(...scores: FieldsInput<'criterionEntry'>[]) {
  const entries: AssessmentBundle['entries'] = scores.map((fields, index) => {
    const criterionId = ids[index] ?? '';
    return {
      kind: 'criterionEntry',
      id: criterionEntryId('a', criterionId),
      parentId: 'a',
      fields: completeFields('criterionEntry', { criterionId, ...fields }),
    };
  });
  const assessment = completeFields('assessment', { referenceDate: '2014-06-30', pastYear: 2009 });
  const bundle: AssessmentBundle = {
    assessment: { kind: 'assessment', id: 'a', parentId: null, fields: assessment },
    partner: null,
    region: null,
    entries,
    narratives: [],
    evidenceItems: [],
    evidenceLinks: [],
    individualScores: [],
  };
  return assessmentFigures(bundle, framework).criteria;
}

const order = (...scores: FieldsInput<'criterionEntry'>[]) =>
  gapsByPriority(criteriaWith(...scores)).map(({ figure, gap }) => [ids.indexOf(figure.criterionId), gap]);

describe('order of the gap bars', () => {
  test('what matters more stands first, even where its gap is smaller', () => {
    const minor = { present: 1, desired: 4, importance: 1, feasibility: 1 };
    const major = { present: 2, desired: 4, importance: 3, feasibility: 3 };
    expect(order(minor, major)).toEqual([
      [1, 2],
      [0, 3],
    ]);
  });

  test('what is on or above its target comes last, the further above the later', () => {
    const above = { present: 4, desired: 3 };
    const level = { present: 3, desired: 3 };
    const below = { present: 3, desired: 4 };
    expect(order(above, level, below)).toEqual([
      [2, 1],
      [1, 0],
      [0, -1],
    ]);
  });

  test('a gap without both scores has no bar but is counted; what does not apply is not', () => {
    const criteria = criteriaWith({ present: 2 }, { present: 1, desired: 3 }, { notApplicable: true });
    expect(gapsByPriority(criteria)).toHaveLength(1);
    expect(unknownGaps(criteria)).toBe(ids.length - 2);
  });
});
