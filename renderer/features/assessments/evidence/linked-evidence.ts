import type { AssessmentBundle } from '../../../../shared/domain/assessment-bundle.ts';
import { criterionEntryId } from '../../../../shared/domain/model/ids.ts';
import type { EntityRecord } from '../../../../shared/domain/model/schemas.ts';
import type { EvidenceKind, Slot } from '../../../../shared/framework/schema.ts';

const slotOrder: readonly Slot[] = ['past', 'present', 'desired'];

export interface LinkedEvidence {
  item: EntityRecord<'evidenceItem'>;
  /** By slot, in the order of time. */
  links: readonly EntityRecord<'evidenceLink'>[];
}

/** The evidence of one criterion, each item once with its links; items that were removed are left out. */
export function linkedEvidence(
  bundle: AssessmentBundle,
  items: readonly EntityRecord<'evidenceItem'>[],
  criterionId: string,
): LinkedEvidence[] {
  const entryId = criterionEntryId(bundle.assessment.id, criterionId);
  const links = bundle.evidenceLinks
    .filter(({ fields }) => fields.entryId === entryId)
    .toSorted((left, right) => slotOrder.indexOf(left.fields.slot) - slotOrder.indexOf(right.fields.slot));
  const ids = new Set(links.map(({ fields }) => fields.evidenceId));
  return items
    .filter(({ id }) => ids.has(id))
    .map((item) => ({ item, links: links.filter(({ fields }) => fields.evidenceId === item.id) }));
}

export type StrengthWord = 'strong' | 'medium' | 'weak';

/** The word for how much a kind of evidence can carry. */
export function strengthWord(kind: EvidenceKind | undefined): StrengthWord {
  const strength = kind?.strength ?? 0;
  if (strength >= 0.8) return 'strong';
  return strength >= 0.5 ? 'medium' : 'weak';
}
