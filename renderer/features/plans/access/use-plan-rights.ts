import { useQuery } from '@tanstack/react-query';
import type { ReadOnlyReason } from '../../../../shared/contract/membership.ts';
import type { SyncStatus } from '../../../../shared/contract/plans.ts';
import { useBackend } from '../../../api/backend-context.tsx';

export interface PlanRights {
  /** Why this person may not write here now; null: they may. */
  readOnly: ReadOnlyReason | null;
  /** Changes made here that were not accepted; they are kept. */
  keptChanges: number;
}

/** The text is closed to this person, comments and suggestions are not. */
export const mayComment = ({ readOnly }: PlanRights): boolean =>
  readOnly === 'commenter' || readOnly === 'roomCommenter';

const everything: PlanRights = { readOnly: null, keptChanges: 0 };

/** What the partnership allows in a plan; follows it while the plan is open. */
export function usePlanRights(documentId: string): PlanRights {
  const { queries } = useBackend();
  const { data } = useQuery({
    ...queries.sync.status.queryOptions(),
    select: (status) => rightsIn(status, documentId),
  });
  return data ?? everything;
}

function rightsIn({ documents }: SyncStatus, documentId: string): PlanRights {
  const document = documents.find((candidate) => candidate.documentId === documentId);
  if (!document) return everything;
  const { readOnly, state, unconfirmedChanges } = document;
  const isKept = readOnly !== null && state === 'refused';
  return { readOnly, keptChanges: isKept ? unconfirmedChanges : 0 };
}
