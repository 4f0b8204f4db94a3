import type { Mutation, QueryClient } from '@tanstack/react-query';
import type { Command, CommandResult, RecordChange } from '../../shared/contract/records.ts';
import type { AppErrorCode } from '../../shared/kernel/errors.ts';
import { failureOf } from '../api/backend-error.ts';

/** One thing to store. Its `opId` stays the same however often it is sent, so it is done once. */
export type SaveJob =
  | { type: 'apply'; opId: string; changes: RecordChange[] }
  | { type: 'undo'; opId: string }
  | { type: 'redo'; opId: string };

/** What a saver needs of the backend's `records`. */
export interface RecordStore {
  apply(command: Command): Promise<CommandResult>;
  undo(target: { opId: string; session: string; scope: string }): Promise<CommandResult>;
  redo(target: { opId: string; session: string; scope: string }): Promise<CommandResult>;
}

export interface RecordSaverOptions {
  queryClient: QueryClient;
  records: RecordStore;
  session: string;
  /** What undo is bound to; jobs of one scope are sent one after the other. */
  scope: string;
  newOpId: () => string;
  /** Stored, but the pages have not read it back yet. */
  onStored?: (changes: RecordChange[]) => void;
}

export interface RecordSaver {
  /** Resolves when stored; rejects when it was refused for good. Until then it is tried again and again. */
  apply: (changes: RecordChange[]) => Promise<void>;
  undo: () => Promise<void>;
  redo: () => Promise<void>;
  /** Sends once more what was refused. */
  retryRefused: () => void;
  /** Forgets what was refused. */
  dropRefused: () => void;
}

export const saveKey = (scope: string) => ['save', scope] as const;

const longestRetryDelayMs = 10_000;

/** Failures that pass by themselves or once the user has made room: worth trying again. */
const passing: readonly AppErrorCode[] = [
  'connectionLost',
  'diskFull',
  'diskFailed',
  'folderNotWritable',
  'fileLocked',
  'workspaceInUse',
];
/** A fault of the program may be bound to this one change: it must not hold up all later ones for ever. */
const triesAfterFault = 3;

export function isWorthRetrying(tries: number, error: unknown): boolean {
  const { code } = failureOf(error);
  return code === 'unexpected' ? tries < triesAfterFault : passing.includes(code);
}

type JobMutation = Mutation<CommandResult, Error, SaveJob>;

/** Stores changes in the order in which they were made, through the window's mutation cache, so that they outlive the page. */
export function createRecordSaver(options: RecordSaverOptions): RecordSaver {
  const { queryClient, records, session, scope, newOpId, onStored } = options;
  const cache = queryClient.getMutationCache();
  const send = (job: SaveJob): Promise<CommandResult> => {
    const target = { opId: job.opId, session, scope };
    if (job.type === 'apply') return records.apply({ ...target, changes: job.changes });
    return job.type === 'undo' ? records.undo(target) : records.redo(target);
  };
  const run = async (job: SaveJob): Promise<void> => {
    const mutation: JobMutation = cache.build<CommandResult, Error, SaveJob, unknown>(queryClient, {
      mutationKey: saveKey(scope),
      scope: { id: scope },
      mutationFn: send,
      networkMode: 'always',
      gcTime: Number.POSITIVE_INFINITY,
      retry: isWorthRetrying,
      retryDelay: (count) => Math.min(500 * 2 ** count, longestRetryDelayMs),
      onSuccess: () => {
        if (job.type === 'apply') onStored?.(job.changes);
      },
    });
    try {
      await mutation.execute(job);
      cache.remove(mutation);
    } catch (error) {
      // A refused change waits for the user's decision; a refused undo has nothing to keep.
      if (job.type !== 'apply') cache.remove(mutation);
      throw error;
    }
  };
  const refused = () =>
    cache.findAll({ mutationKey: saveKey(scope), status: 'error' }) as unknown as JobMutation[];
  return {
    apply: (changes) => run({ type: 'apply', opId: newOpId(), changes }),
    undo: () => run({ type: 'undo', opId: newOpId() }),
    redo: () => run({ type: 'redo', opId: newOpId() }),
    retryRefused() {
      for (const mutation of refused()) {
        const job = mutation.state.variables;
        cache.remove(mutation);
        if (job) run(job).catch(() => undefined); // its new state shows in the save state
      }
    },
    dropRefused() {
      for (const mutation of refused()) cache.remove(mutation);
    },
  };
}
