import type { perspectives, slots } from './parts.ts';

type Slot = (typeof slots)[number];
type Perspective = (typeof perspectives)[number];

// Ids of records that two laptops may create apart from each other are made from what they stand
// for, so that both laptops create the same record instead of two.

/** The one entry of a criterion in an assessment. */
export function criterionEntryId(assessmentId: string, criterionId: string): string {
  return `${assessmentId}/${criterionId}`;
}

/** The one narrative of a theme and perspective in an assessment. */
export function themeNarrativeId(assessmentId: string, themeId: string, perspective: Perspective): string {
  return `${assessmentId}/${themeId}/${perspective}`;
}

/** The one link from an evidence item to a slot of a criterion entry. */
export function evidenceLinkId(evidenceId: string, entryId: string, slot: Slot): string {
  return `${entryId}/${slot}/${evidenceId}`;
}

/** The one score that an assessor gave to a slot; `assessorKey` is stable per person and workspace. */
export function individualScoreId(entryId: string, assessorKey: string, slot: Slot): string {
  return `${entryId}/${slot}/by-${assessorKey}`;
}
