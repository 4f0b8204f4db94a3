import { useMutationState } from '@tanstack/react-query';
import { use, useSyncExternalStore } from 'react';
import { useConnectionState } from '../api/backend-context.tsx';
import { ConnectionLostError } from '../api/client.ts';
import { DraftHoldsContext } from './draft-holds.ts';
import { saveKey } from './record-saver.ts';

export type SaveState =
  | { state: 'saved' }
  | { state: 'saving' }
  /** Not stored for now; it is tried again by itself. */
  | { state: 'delayed'; error: Error }
  /** Refused; only the user can send it again. */
  | { state: 'refused'; error: Error };

export interface JobState {
  status: 'idle' | 'pending' | 'success' | 'error';
  error: Error | null;
  failureReason: Error | null;
}

/** What can truthfully be said of the changes of one scope. */
export function saveStateOf(jobs: readonly JobState[], drafts: number, connected: boolean): SaveState {
  const refused = jobs.find(({ status }) => status === 'error');
  if (refused) return { state: 'refused', error: refused.error ?? new Error('refused') };
  const waiting = jobs.filter(({ status }) => status === 'pending');
  const failing = waiting.find(({ failureReason }) => failureReason !== null);
  if (failing?.failureReason) return { state: 'delayed', error: failing.failureReason };
  if (waiting.length > 0 && !connected)
    return { state: 'delayed', error: new ConnectionLostError('waiting') };
  return waiting.length > 0 || drafts > 0 ? { state: 'saving' } : { state: 'saved' };
}

const noDrafts = { count: () => 0, onChange: () => () => undefined };

/** The save state of a scope, the fields that are being typed in included. */
export function useSaveState(scope: string): SaveState {
  const jobs = useMutationState({
    filters: { mutationKey: saveKey(scope) },
    select: ({ state }): JobState => ({
      status: state.status,
      error: state.error,
      failureReason: state.failureReason,
    }),
  });
  const holds = use(DraftHoldsContext) ?? noDrafts;
  const drafts = useSyncExternalStore(holds.onChange, holds.count);
  return saveStateOf(jobs, drafts, useConnectionState() === 'connected');
}
