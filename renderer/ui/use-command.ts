import { useCallback } from 'react';
import type { CommandResult, RecordChange } from '../../shared/contract/records.ts';
import { useBackend } from '../api/backend-context.tsx';

/** Stores changes of records as one command of this window's session; undo is bound to `scope`. */
export function useCommand(scope: string): (changes: RecordChange[]) => Promise<CommandResult> {
  const { client, session } = useBackend();
  return useCallback(
    (changes) => client.records.apply({ opId: crypto.randomUUID(), session, scope, changes }),
    [client, session, scope],
  );
}
