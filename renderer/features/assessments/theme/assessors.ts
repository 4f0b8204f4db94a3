import type { AssessmentBundle } from '../../../../shared/domain/assessment-bundle.ts';
import type { EntityRecord } from '../../../../shared/domain/model/schemas.ts';
import type { Slot } from '../../../../shared/framework/schema.ts';

export interface Assessor {
  /** Stable part of the ids of this person's scores. */
  key: string;
  alias: string;
}

const keyMark = '/by-';

/** The assessor's key in the id of an individual score. */
export function assessorKeyOf(scoreId: string): string {
  const start = scoreId.lastIndexOf(keyMark);
  return start < 0 ? scoreId : scoreId.slice(start + keyMark.length);
}

/** Everybody who scored anything in the assessment, by their label. */
export function assessorsOf(
  bundle: AssessmentBundle,
  compare: (left: string, right: string) => number,
): Assessor[] {
  const aliases = new Map(
    bundle.individualScores.map(({ id, fields }) => [assessorKeyOf(id), fields.assessorAlias]),
  );
  return [...aliases]
    .map(([key, alias]) => ({ key, alias }))
    .toSorted((left, right) => compare(left.alias, right.alias) || (left.key < right.key ? -1 : 1));
}

/** The keys of everybody with a score at one criterion; an emptied score does not count. */
export function keysAt(bundle: AssessmentBundle, entryId: string): Set<string> {
  return new Set(
    bundle.individualScores
      .filter(({ fields }) => fields.entryId === entryId && fields.value !== null)
      .map(({ id }) => assessorKeyOf(id)),
  );
}

/** A label that nobody has yet: "Assessor 3". */
export function nextAlias(assessors: readonly Assessor[], labelOf: (number: number) => string): string {
  const taken = new Set(assessors.map(({ alias }) => alias));
  let number = assessors.length + 1;
  while (taken.has(labelOf(number))) number += 1;
  return labelOf(number);
}

export function scoreOf(
  bundle: AssessmentBundle,
  entryId: string,
  slot: Slot,
  assessorKey: string,
): EntityRecord<'individualScore'> | undefined {
  return bundle.individualScores.find(
    ({ id, fields }) =>
      fields.entryId === entryId && fields.slot === slot && assessorKeyOf(id) === assessorKey,
  );
}
