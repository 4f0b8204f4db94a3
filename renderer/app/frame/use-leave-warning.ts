import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { SyncStatus } from '../../../shared/contract/plans.ts';
import { useBackend } from '../../api/backend-context.tsx';

/** Leaving asks first while a relay is set up and has not confirmed everything, or a room's host has not. */
export function useLeaveWarning(): void {
  const { queries } = useBackend();
  // Only the number: the whole frame would be drawn again at each change of anything in the status.
  const { data: unsent = 0 } = useQuery(queries.sync.status.queryOptions({ select: unsentChanges }));
  useEffect(() => {
    window.workbenchShell?.setUnsentWork(unsent);
    if (unsent === 0 || window.workbenchShell) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [unsent]);
}

function unsentChanges({ relay, room, unconfirmedChanges }: SyncStatus): number {
  return Math.max(relay === 'none' ? 0 : unconfirmedChanges, room.unconfirmedChanges);
}
