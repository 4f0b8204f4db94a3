import type { visibilities } from '../model/parts.ts';

export type Visibility = (typeof visibilities)[number];

/** The ladder of visibility, the narrowest first. */
export const visibilityLadder = [
  'private',
  'ownOrganisation',
  'workingGroup',
  'partnershipAnonymous',
  'partnershipNamed',
  'public',
] as const satisfies readonly Visibility[];

/** Whether the whole partnership may have it: then it may stand in the commons. */
export function isForPartnership(
  visibility: Visibility,
): visibility is 'partnershipAnonymous' | 'partnershipNamed' | 'public' {
  return visibilityLadder.indexOf(visibility) >= visibilityLadder.indexOf('partnershipAnonymous');
}

/** Whether it may leave the laptop at all. For a working group only in a file: the commons is read by everybody. */
export function mayLeaveLaptop(visibility: Visibility): boolean {
  return isForPartnership(visibility) || visibility === 'workingGroup';
}

/** What of an assessment a snapshot may hold besides its numbers. Texts can name anybody: an anonymous one has none. */
export const snapshotParts = ['justifications', 'narratives', 'evidence'] as const;
export type SnapshotPart = (typeof snapshotParts)[number];
