import type { Criterion, Framework, Slot } from '../../framework/schema.ts';
import type { AssessmentBundle } from '../assessment-bundle.ts';
import type { EntityRecord, FieldsOf } from '../model/schemas.ts';
import { initialFields } from '../model/validation.ts';
import type { EvidenceInput } from './confidence.ts';
import type { PersonalScore } from './scores.ts';
import { territoryRelation, type TerritoryRelation } from './territory.ts';

/** Everything that the figures of one criterion are made of, whether or not its entry exists yet. */
export interface CriterionInput {
  readonly criterion: Criterion;
  readonly themeId: string;
  readonly entry: FieldsOf<'criterionEntry'>;
  readonly evidence: Readonly<Record<Slot, readonly EvidenceInput[]>>;
  readonly scores: Readonly<Record<Slot, readonly PersonalScore[]>>;
  /** Evidence items over all slots, each once. */
  readonly evidenceIds: ReadonlySet<string>;
}

/** The inputs of every criterion of the framework, in its order. */
export function criterionInputs(bundle: AssessmentBundle, framework: Framework): CriterionInput[] {
  const entries = new Map(bundle.entries.map((record) => [record.fields.criterionId, record]));
  const items = evidenceInputs(bundle);
  const links = groupBy(bundle.evidenceLinks, (link) => link.fields.entryId);
  const scores = groupBy(bundle.individualScores, (score) => score.fields.entryId);
  const empty = initialFields('criterionEntry');
  return framework.themes.flatMap((theme) =>
    theme.criteria.map((criterion): CriterionInput => {
      const record = entries.get(criterion.id);
      const ownLinks = record ? (links.get(record.id) ?? []) : [];
      return {
        criterion,
        themeId: theme.id,
        entry: record?.fields ?? { ...empty, criterionId: criterion.id },
        ...evidenceBySlot(ownLinks, items),
        scores: scoresBySlot(record ? (scores.get(record.id) ?? []) : []),
      };
    }),
  );
}

/** Year against which evidence for a slot is judged; null when the assessment does not say. */
export function slotYear(assessment: FieldsOf<'assessment'>, slot: Slot): number | null {
  if (slot === 'past') return assessment.pastYear;
  if (slot === 'desired') return assessment.targetYear;
  return assessment.referenceDate === null ? null : Number(assessment.referenceDate.slice(0, 4));
}

function evidenceInputs(bundle: AssessmentBundle): Map<string, EvidenceInput> {
  return new Map(
    bundle.evidenceItems.map(({ id, fields }) => [
      id,
      { id, kind: fields.kind, year: fields.year, territory: relation(fields, bundle.region) },
    ]),
  );
}

function relation(item: FieldsOf<'evidenceItem'>, region: EntityRecord<'region'> | null): TerritoryRelation {
  if (!region || item.territory === '') return 'other';
  return territoryRelation(
    { code: item.territory, version: item.territoryVersion },
    { code: region.fields.nutsCode, version: region.fields.nutsVersion },
  );
}

function evidenceBySlot(
  links: readonly EntityRecord<'evidenceLink'>[],
  items: ReadonlyMap<string, EvidenceInput>,
): Pick<CriterionInput, 'evidence' | 'evidenceIds'> {
  const evidence: Record<Slot, EvidenceInput[]> = { past: [], present: [], desired: [] };
  const evidenceIds = new Set<string>();
  for (const { fields } of links) {
    const item = fields.evidenceId === null ? undefined : items.get(fields.evidenceId);
    // A link whose item was removed supports nothing.
    if (!item || evidence[fields.slot].includes(item)) continue;
    evidence[fields.slot].push(item);
    evidenceIds.add(item.id);
  }
  return { evidence, evidenceIds };
}

function scoresBySlot(records: readonly EntityRecord<'individualScore'>[]): Record<Slot, PersonalScore[]> {
  const result: Record<Slot, PersonalScore[]> = { past: [], present: [], desired: [] };
  for (const { fields } of records) {
    result[fields.slot].push({ alias: fields.assessorAlias, value: fields.value });
  }
  return result;
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string | null): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
