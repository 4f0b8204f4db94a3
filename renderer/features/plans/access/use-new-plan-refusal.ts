import { useQuery } from '@tanstack/react-query';
import { useBackend } from '../../../api/backend-context.tsx';

/** Why the partnership, or the room, would take no new plan from this laptop; null: it would. */
export function useNewPlanRefusal(): 'reader' | 'commenter' | 'removed' | 'room' | null {
  const { queries } = useBackend();
  const { data } = useQuery(queries.membership.get.queryOptions());
  const { data: list } = useQuery({
    ...queries.sync.status.queryOptions(),
    select: ({ commons }) => commons?.readOnly,
  });
  if (data?.isMember === false) return 'removed';
  if (list?.startsWith('room')) return 'room';
  return data?.role === 'reader' || data?.role === 'commenter' ? data.role : null;
}
