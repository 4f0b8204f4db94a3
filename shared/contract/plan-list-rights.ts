import type { ReadOnlyReason } from './membership.ts';

/** Why an entry of the list of plans can't be changed here; null: it can. */
export interface PlanListRights {
  rename: ReadOnlyReason | null;
  remove: ReadOnlyReason | null;
}

/**
 * A plan's name and whether it is listed are in the list that the partnership shares, so both the plan and
 * that list must be open for changes. A plan that is too large takes no new title, but it can go.
 */
export function planListRights(
  plan: ReadOnlyReason | null,
  sharedList: ReadOnlyReason | null,
): PlanListRights {
  return { rename: sharedList ?? plan, remove: sharedList ?? (plan === 'full' ? null : plan) };
}
