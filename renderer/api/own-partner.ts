import { useQuery } from '@tanstack/react-query';
import { useBackend } from './backend-context.tsx';

/** The organisation that this workspace belongs to; null until it is known, and where it was never said. */
export function useOwnPartnerId(): string | null {
  const { queries } = useBackend();
  const { data } = useQuery(queries.records.list.queryOptions({ input: { kind: 'workspace' } }));
  return ownPartnerIdOf(data ?? []);
}

/** The same from the workspace's records. */
export function ownPartnerIdOf(workspaces: readonly { fields: Record<string, unknown> }[]): string | null {
  const own = workspaces[0]?.fields['ownPartnerId'];
  return typeof own === 'string' ? own : null;
}
