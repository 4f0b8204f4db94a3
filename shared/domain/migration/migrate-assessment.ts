import { type CriterionScores, migrateCriterionScores } from '../../framework/migration.ts';
import type { Framework } from '../../framework/schema.ts';
import type { AssessmentBundle } from '../assessment-bundle.ts';
import { criterionEntryId, evidenceLinkId, themeNarrativeId } from '../model/ids.ts';
import type { EntityRecord, FieldsOf } from '../model/schemas.ts';
import { initialFields } from '../model/validation.ts';

export interface MigratedAssessment {
  readonly assessment: EntityRecord<'assessment'>;
  readonly entries: readonly EntityRecord<'criterionEntry'>[];
  readonly narratives: readonly EntityRecord<'themeNarrative'>[];
  readonly evidenceLinks: readonly EntityRecord<'evidenceLink'>[];
  /** Criteria of the older version that the newer one does not ask any more. */
  readonly droppedCriterionIds: readonly string[];
}

/**
 * A new draft under the newer framework with everything of the old assessment that has a place in
 * it; the old one stays as it is and readable. Split, merged or redefined criteria are marked for a
 * second look. Undefined when the newer framework has no map from the older version.
 */
export function migrateAssessment(
  bundle: AssessmentBundle,
  newId: string,
  older: Framework,
  newer: Framework,
): MigratedAssessment | undefined {
  const old = new Map(bundle.entries.map((record) => [record.fields.criterionId, record]));
  const carried = migrateCriterionScores(scoresOf(bundle), older, newer);
  if (!carried) return undefined;
  const entries = carried.scores.map((score) => {
    const sources = score.fromCriterionIds.flatMap((id) => old.get(id)?.fields ?? []);
    return record('criterionEntry', criterionEntryId(newId, score.criterionId), newId, {
      ...initialFields('criterionEntry'),
      criterionId: score.criterionId,
      past: score.past,
      present: score.present,
      desired: score.desired,
      notApplicable: score.notApplicable,
      notApplicableReason: joined(sources.map((source) => source.notApplicableReason)),
      justification: joined(sources.map((source) => source.justification)),
      sourceLanguage: sources[0]?.sourceLanguage ?? 'en',
      importance: sources[0]?.importance ?? null,
      feasibility: sources[0]?.feasibility ?? null,
      scoredUnderVersion: older.version,
      reviewAfterMigration: score.review,
    });
  });
  return {
    assessment: migratedHead(bundle, newId, older, newer),
    entries,
    narratives: migratedNarratives(bundle, newId, newer),
    evidenceLinks: carried.scores.flatMap((score) =>
      migratedLinks(bundle, score.fromCriterionIds, criterionEntryId(newId, score.criterionId), newId),
    ),
    droppedCriterionIds: carried.droppedCriterionIds.filter((id) => old.has(id)),
  };
}

function scoresOf(bundle: AssessmentBundle): CriterionScores[] {
  return bundle.entries.map(({ fields }) => ({
    criterionId: fields.criterionId,
    past: fields.past,
    present: fields.present,
    desired: fields.desired,
    notApplicable: fields.notApplicable,
  }));
}

function migratedHead(
  bundle: AssessmentBundle,
  newId: string,
  older: Framework,
  newer: Framework,
): EntityRecord<'assessment'> {
  return record('assessment', newId, bundle.assessment.parentId, {
    ...bundle.assessment.fields,
    frameworkVersion: newer.version,
    status: 'draft',
    migratedFromVersion: older.version,
    migratedFromId: bundle.assessment.id,
  });
}

function migratedNarratives(
  bundle: AssessmentBundle,
  newId: string,
  newer: Framework,
): EntityRecord<'themeNarrative'>[] {
  return bundle.narratives
    .filter(({ fields }) => newer.themes.some((theme) => theme.id === fields.themeId))
    .map(({ fields }) =>
      record('themeNarrative', themeNarrativeId(newId, fields.themeId, fields.perspective), newId, fields),
    );
}

function migratedLinks(
  bundle: AssessmentBundle,
  oldCriterionIds: readonly string[],
  newEntryId: string,
  newId: string,
): EntityRecord<'evidenceLink'>[] {
  const oldEntryIds = new Set(oldCriterionIds.map((id) => criterionEntryId(bundle.assessment.id, id)));
  const links = new Map<string, EntityRecord<'evidenceLink'>>();
  for (const { fields } of bundle.evidenceLinks) {
    if (fields.entryId === null || fields.evidenceId === null || !oldEntryIds.has(fields.entryId)) continue;
    // Merged criteria may share a source: one link is enough.
    const id = evidenceLinkId(fields.evidenceId, newEntryId, fields.slot);
    links.set(id, record('evidenceLink', id, newId, { ...fields, entryId: newEntryId }));
  }
  return [...links.values()];
}

/** Texts of merged criteria one below the other, per language; equal ones once. */
function joined(texts: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const result: Record<string, string> = {};
  for (const text of texts) {
    for (const [language, value] of Object.entries(text)) {
      const before = result[language];
      if (before === undefined) result[language] = value;
      else if (!before.split('\n\n').includes(value)) result[language] = `${before}\n\n${value}`;
    }
  }
  return result;
}

function record<Kind extends 'assessment' | 'criterionEntry' | 'themeNarrative' | 'evidenceLink'>(
  kind: Kind,
  id: string,
  parentId: string | null,
  fields: FieldsOf<Kind>,
): EntityRecord<Kind> {
  return { kind, id, parentId, fields };
}
