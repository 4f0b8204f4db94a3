import { useQuery } from '@tanstack/react-query';
import type { DocumentAccess } from '../../../../shared/contract/membership.ts';
import { useBackend } from '../../../api/backend-context.tsx';

/** The rules of one plan at the relay; undefined while they are not known, for example without a network. */
export function usePlanAccess(documentId: string): {
  access: DocumentAccess | undefined;
  setAccess: (access: DocumentAccess) => void;
} {
  const { queries, queryClient } = useBackend();
  const options = queries.membership.documentAccess.queryOptions({ input: { documentId } });
  const { data } = useQuery({ ...options, refetchOnMount: 'always' });
  return {
    access: data,
    setAccess: (access) => queryClient.setQueryData(options.queryKey, access),
  };
}
