import type { RecordChange } from '../../../../shared/contract/records.ts';
import type { AssessmentBundle } from '../../../../shared/domain/assessment-bundle.ts';
import type { EntityKind } from '../../../../shared/domain/model/kinds.ts';
import type { EntityRecord } from '../../../../shared/domain/model/schemas.ts';
import { initialFields } from '../../../../shared/domain/model/validation.ts';

/** Where the records of a kind stand in a bundle. */
const places = {
  criterionEntry: 'entries',
  themeNarrative: 'narratives',
  evidenceItem: 'evidenceItems',
  evidenceLink: 'evidenceLinks',
  individualScore: 'individualScores',
} as const satisfies Partial<Record<EntityKind, keyof AssessmentBundle>>;

type ListedKind = keyof typeof places;

/**
 * The bundle as it will be once the changes are stored, so that a page shows them at once. Changes of
 * records that a bundle does not hold leave it as it is.
 */
export function withChanges(bundle: AssessmentBundle, changes: readonly RecordChange[]): AssessmentBundle {
  return changes.reduce(withChange, bundle);
}

function withChange(bundle: AssessmentBundle, change: RecordChange): AssessmentBundle {
  if (change.kind === 'assessment') {
    if (change.id !== bundle.assessment.id) return bundle;
    return { ...bundle, assessment: patched(bundle.assessment, change) };
  }
  if (!isListed(change.kind)) return bundle;
  const place = places[change.kind];
  const records = bundle[place] as readonly EntityRecord[];
  return { ...bundle, [place]: changedList(records, { ...change, kind: change.kind }) };
}

function changedList(
  records: readonly EntityRecord[],
  change: RecordChange & { kind: ListedKind },
): readonly EntityRecord[] {
  const known = records.findIndex((record) => record.id === change.id);
  if (change.deleted) return records.filter((record) => record.id !== change.id);
  if (known >= 0) return records.map((record, index) => (index === known ? patched(record, change) : record));
  // A removed record that comes back without its fields is not known here: the page reads it anew.
  if (!change.patch) return records;
  const { kind, id, parentId } = change;
  const fields = { ...initialFields(kind), ...change.patch } as EntityRecord['fields'];
  return [...records, { kind, id, parentId, fields }];
}

function patched<Kind extends EntityKind>(
  record: EntityRecord<Kind>,
  change: RecordChange,
): EntityRecord<Kind> {
  return change.patch ? { ...record, fields: { ...record.fields, ...change.patch } } : record;
}

function isListed(kind: EntityKind): kind is ListedKind {
  return Object.hasOwn(places, kind);
}
