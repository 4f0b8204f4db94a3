import { describe, expect, test } from 'vitest';
import type { AssessmentBundle } from '../../../../shared/domain/assessment-bundle.ts';
import { initialFields } from '../../../../shared/domain/model/validation.ts';
import { withChanges } from './optimistic.ts';

const empty: AssessmentBundle = {
  assessment: { kind: 'assessment', id: 'a', parentId: null, fields: initialFields('assessment') },
  partner: null,
  region: null,
  entries: [],
  narratives: [],
  evidenceItems: [],
  evidenceLinks: [],
  individualScores: [],
};

const score = (present: number | null) =>
  ({ kind: 'criterionEntry', id: 'a/1.1', parentId: 'a', patch: { criterionId: '1.1', present } }) as const;

describe('changes that are not stored yet', () => {
  test('the first patch creates the record with empty fields', () => {
    const bundle = withChanges(empty, [score(3)]);
    expect(bundle.entries).toHaveLength(1);
    expect(bundle.entries[0]?.fields).toMatchObject({
      criterionId: '1.1',
      present: 3,
      past: null,
      justification: {},
    });
    expect(empty.entries).toEqual([]);
  });

  test('later ones change only what they name, in their order', () => {
    const bundle = withChanges(empty, [
      score(3),
      { kind: 'criterionEntry', id: 'a/1.1', parentId: 'a', patch: { past: 1 } },
      score(null),
    ]);
    expect(bundle.entries).toHaveLength(1);
    expect(bundle.entries[0]?.fields).toMatchObject({ past: 1, present: null });
  });

  test('a removed record is gone, and a record that comes back without fields is left to the next reading', () => {
    const there = withChanges(empty, [score(3)]);
    const gone = withChanges(there, [{ kind: 'criterionEntry', id: 'a/1.1', parentId: 'a', deleted: true }]);
    expect(gone.entries).toEqual([]);
    expect(
      withChanges(gone, [{ kind: 'criterionEntry', id: 'a/1.1', parentId: 'a', deleted: false }]).entries,
    ).toEqual([]);
  });

  test('the assessment itself changes; another one and other kinds do not', () => {
    const bundle = withChanges(empty, [
      { kind: 'assessment', id: 'a', parentId: null, patch: { title: 'New' } },
      { kind: 'assessment', id: 'b', parentId: null, patch: { title: 'Other' } },
      { kind: 'barrier', id: 'x', parentId: null, patch: { title: { en: 'x' } } },
    ]);
    expect(bundle.assessment.fields.title).toBe('New');
    expect({ ...bundle, assessment: empty.assessment }).toEqual(empty);
  });
});
