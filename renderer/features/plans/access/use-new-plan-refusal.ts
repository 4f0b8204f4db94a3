import { useQuery } from '@tanstack/react-query';
import { useBackend } from '../../../api/backend-context.tsx';

/** Why the partnership would take no new plan from this laptop; null: it would. */
export function useNewPlanRefusal(): 'reader' | 'commenter' | 'removed' | null {
  const { queries } = useBackend();
  const { data } = useQuery(queries.membership.get.queryOptions());
  if (!data) return null;
  if (!data.isMember) return 'removed';
  return data.role === 'reader' || data.role === 'commenter' ? data.role : null;
}
