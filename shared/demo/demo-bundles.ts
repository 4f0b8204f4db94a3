import type { AssessmentBundle } from '../domain/assessment-bundle.ts';
import type { EntityKind } from '../domain/model/kinds.ts';
import type { EntityRecord } from '../domain/model/schemas.ts';
import type { DemoRecord } from './demo-record.ts';

/** All records of one kind. */
export function recordsOf<Kind extends EntityKind>(
  records: readonly DemoRecord[],
  kind: Kind,
): EntityRecord<Kind>[] {
  return records.filter((record): record is DemoRecord & EntityRecord<Kind> => record.kind === kind);
}

/** One assessment with its parts, gathered from the records as the store would. */
export function bundleOf(records: readonly DemoRecord[], assessmentId: string): AssessmentBundle {
  const below = <Kind extends EntityKind>(kind: Kind) =>
    recordsOf(records, kind).filter(({ parentId }) => parentId === assessmentId);
  const assessment = recordsOf(records, 'assessment').find(({ id }) => id === assessmentId);
  if (!assessment) throw new RangeError(`no assessment ${assessmentId}`);
  const links = below('evidenceLink');
  const linked = new Set(links.map(({ fields }) => fields.evidenceId));
  return {
    assessment,
    partner: recordsOf(records, 'partner').find(({ id }) => id === assessment.fields.partnerId) ?? null,
    region: recordsOf(records, 'region').find(({ id }) => id === assessment.fields.regionId) ?? null,
    entries: below('criterionEntry'),
    narratives: below('themeNarrative'),
    evidenceItems: recordsOf(records, 'evidenceItem').filter(({ id }) => linked.has(id)),
    evidenceLinks: links,
    individualScores: below('individualScore'),
  };
}
