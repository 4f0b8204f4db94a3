import { describe, expect, test } from 'vitest';
import { createFrameworkRegistry } from '../../framework/registry.ts';
import type { AssessmentBundle } from '../assessment-bundle.ts';
import { criterionEntryId, evidenceLinkId, themeNarrativeId } from '../model/ids.ts';
import type { EntityKind } from '../model/kinds.ts';
import type { EntityRecord, FieldsInput } from '../model/schemas.ts';
import { completeFields } from '../model/validation.ts';
import { migrateAssessment } from './migrate-assessment.ts';

const frameworks = createFrameworkRegistry();
const older = frameworks.get('0.9.0');
const newer = frameworks.get('1.0.0');
const record = <Kind extends EntityKind>(
  kind: Kind,
  id: string,
  fields: FieldsInput<Kind>,
): EntityRecord<Kind> => ({ kind, id, parentId: 'old', fields: completeFields(kind, fields) });
const entry = (criterionId: string, fields: FieldsInput<'criterionEntry'>) =>
  record('criterionEntry', criterionEntryId('old', criterionId), { criterionId, ...fields });
const link = (criterionId: string) => {
  const entryId = criterionEntryId('old', criterionId);
  return record('evidenceLink', evidenceLinkId('e', entryId, 'present'), {
    evidenceId: 'e',
    entryId,
    slot: 'present',
    page: 'p. 3',
  });
};
const bundle: AssessmentBundle = {
  assessment: {
    ...record('assessment', 'old', { title: 'First round', status: 'frozen', frameworkVersion: '0.9.0' }),
    parentId: 'p',
  },
  partner: null,
  region: null,
  entries: [
    entry('1.1', { past: 1, present: 2.5, desired: 4, justification: { en: 'Kept.' }, importance: 3 }),
    entry('3.6', { present: 3 }),
    entry('5.2', { present: 2, desired: 3 }),
    entry('5.5', { present: 3, desired: 4, justification: { en: 'Focus.', hr: 'Fokus.' } }),
    entry('5.6', { present: 4, desired: null, justification: { en: 'Review.' } }),
  ],
  narratives: [
    record('themeNarrative', themeNarrativeId('old', 'T1', 'past'), {
      themeId: 'T1',
      perspective: 'past',
      text: { el: 'κείμενο' },
    }),
  ],
  evidenceItems: [record('evidenceItem', 'e', { title: 'Yearbook' })],
  evidenceLinks: [link('1.1'), link('3.6'), link('5.2'), link('5.5'), link('5.6')],
  individualScores: [],
};

describe('an assessment under an older framework', () => {
  const migrated = migrateAssessment(bundle, 'new', older, newer);
  const fields = (criterionId: string) =>
    migrated?.entries.find(({ id }) => id === criterionEntryId('new', criterionId))?.fields;

  test('becomes a draft under the newer one that says where it comes from; the old one is untouched', () => {
    expect(migrated?.assessment).toMatchObject({
      id: 'new',
      parentId: 'p',
      fields: {
        title: 'First round',
        status: 'draft',
        frameworkVersion: '1.0.0',
        migratedFromVersion: '0.9.0',
        migratedFromId: 'old',
      },
    });
    expect(bundle.assessment.fields.status).toBe('frozen');
  });

  test('keeps a criterion that means the same, with its texts', () => {
    expect(fields('1.1')).toMatchObject({
      past: 1,
      present: 2.5,
      desired: 4,
      justification: { en: 'Kept.' },
      importance: 3,
      scoredUnderVersion: '0.9.0',
      reviewAfterMigration: false,
    });
  });

  test('hands a split score to both parts and merges two, for a second look', () => {
    expect([fields('5.2'), fields('5.3')].map((part) => [part?.present, part?.reviewAfterMigration])).toEqual(
      [
        [2, true],
        [2, true],
      ],
    );
    expect(fields('5.5')).toMatchObject({
      present: 3.5,
      desired: null,
      justification: { en: 'Focus.\n\nReview.', hr: 'Fokus.' },
      reviewAfterMigration: true,
    });
  });

  test('leaves out what is not asked any more and says so', () => {
    expect(migrated?.droppedCriterionIds).toEqual(['3.6']);
    expect(migrated?.entries.map(({ fields }) => fields.criterionId)).toEqual(['1.1', '5.2', '5.3', '5.5']);
  });

  test('carries narratives and evidence links, one link where criteria were merged', () => {
    expect(migrated?.narratives.map(({ id, parentId }) => [id, parentId])).toEqual([['new/T1/past', 'new']]);
    expect(migrated?.evidenceLinks.map(({ id }) => id)).toEqual(
      ['1.1', '5.2', '5.3', '5.5'].map((id) => `new/${id}/present/e`),
    );
    expect(migrated?.evidenceLinks.every(({ fields }) => fields.page === 'p. 3')).toBe(true);
  });
});

test('without a map between the two versions there is no migration', () => {
  expect(migrateAssessment(bundle, 'new', newer, older)).toBeUndefined();
});
