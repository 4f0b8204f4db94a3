import type { MemberRow } from '../../../shared/contract/membership.ts';
import type { Sorting } from '../../ui/sortable-header.tsx';

export type MemberColumn = 'name' | 'lastSeen';

/** Former members last; by last connection, who stayed away for longest comes first, and who was never seen before them. */
export function sortMembers(
  members: readonly MemberRow[],
  { column, descending }: Sorting<MemberColumn>,
  compareNames: (left: string, right: string) => number,
): MemberRow[] {
  const byName = (left: MemberRow, right: MemberRow) => compareNames(left.displayName, right.displayName);
  const bySeen = (left: MemberRow, right: MemberRow) => (left.lastSeenAt ?? 0) - (right.lastSeenAt ?? 0);
  const turn = descending ? -1 : 1;
  const order = column === 'lastSeen' ? bySeen : byName;
  return members.toSorted(
    (left, right) =>
      Number(left.removed) - Number(right.removed) || turn * order(left, right) || byName(left, right),
  );
}
