import { useQuery } from '@tanstack/react-query';
import { type PlanListRights, planListRights } from '../../../../shared/contract/plan-list-rights.ts';
import type { DocumentSync, PlanRow, SyncStatus } from '../../../../shared/contract/plans.ts';
import { useBackend } from '../../../api/backend-context.tsx';

export interface PlanStanding {
  rights: PlanListRights;
  sync: DocumentSync;
}

/** What may be done with a plan in the list, and where it is; both change while the list is open. */
export function usePlanStanding(plan: PlanRow): PlanStanding {
  const { queries } = useBackend();
  const { data } = useQuery(queries.sync.status.queryOptions());
  return standingIn(data, plan);
}

function standingIn(status: SyncStatus | undefined, plan: PlanRow): PlanStanding {
  const sync = status?.documents.find(({ documentId }) => documentId === plan.id) ?? plan.sync;
  return { rights: planListRights(sync.readOnly, status?.commons?.readOnly ?? null), sync };
}
