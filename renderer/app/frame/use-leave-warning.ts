import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useBackend } from '../../api/backend-context.tsx';

/** Leaving asks first while a relay is set up and has not confirmed everything, or a room's host has not. */
export function useLeaveWarning(): void {
  const { queries } = useBackend();
  const { data } = useQuery(queries.sync.status.queryOptions());
  const unsentToRelay = data && data.relay !== 'none' ? data.unconfirmedChanges : 0;
  const unsent = Math.max(unsentToRelay, data?.room.unconfirmedChanges ?? 0);
  useEffect(() => {
    window.workbenchShell?.setUnsentWork(unsent);
    if (unsent === 0 || window.workbenchShell) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [unsent]);
}
