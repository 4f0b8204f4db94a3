import type { AssessmentBundle } from '../assessment-bundle.ts';
import { criterionEntryId, evidenceLinkId, themeNarrativeId } from '../model/ids.ts';
import type { EntityRecord, FieldsOf } from '../model/schemas.ts';

export type CarriedRecord = EntityRecord<
  'assessment' | 'criterionEntry' | 'themeNarrative' | 'evidenceLink' | 'individualScore'
>;

/**
 * A new draft with everything of an assessment, the assessment first; the old one stays as it is. This is
 * the way on from a frozen one. It names the same evidence: sources belong to nobody.
 */
export function carryOver(bundle: AssessmentBundle, newId: string, title: string): CarriedRecord[] {
  const { assessment } = bundle;
  const place = (entryId: string | null) => newId + (entryId ?? '').slice(assessment.id.length);
  return [
    record('assessment', newId, assessment.parentId, {
      ...assessment.fields,
      title,
      status: 'draft',
      migratedFromId: assessment.id,
    }),
    ...bundle.entries.map(({ fields }) =>
      record('criterionEntry', criterionEntryId(newId, fields.criterionId), newId, fields),
    ),
    ...bundle.narratives.map(({ fields }) =>
      record('themeNarrative', themeNarrativeId(newId, fields.themeId, fields.perspective), newId, fields),
    ),
    ...bundle.evidenceLinks.map(({ fields }) => {
      const entryId = place(fields.entryId);
      const id = evidenceLinkId(fields.evidenceId ?? '', entryId, fields.slot);
      return record('evidenceLink', id, newId, { ...fields, entryId });
    }),
    ...bundle.individualScores.map(({ id, fields }) =>
      record('individualScore', place(id), newId, { ...fields, entryId: place(fields.entryId) }),
    ),
  ];
}

function record<Kind extends CarriedRecord['kind']>(
  kind: Kind,
  id: string,
  parentId: string | null,
  fields: FieldsOf<Kind>,
): CarriedRecord {
  return { kind, id, parentId, fields };
}
