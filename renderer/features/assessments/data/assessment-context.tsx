import { useMutationState, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { RecordChange } from '../../../../shared/contract/records.ts';
import type { AssessmentBundle } from '../../../../shared/domain/assessment-bundle.ts';
import {
  type AssessmentFigures,
  assessmentFigures,
} from '../../../../shared/domain/figures/assessment-figures.ts';
import type { Framework } from '../../../../shared/framework/schema.ts';
import { AppError } from '../../../../shared/kernel/errors.ts';
import { failureOf } from '../../../api/backend-error.ts';
import { useBackend } from '../../../api/backend-context.tsx';
import { createDraftHolds, DraftHoldsContext } from '../../../ui/draft-holds.ts';
import { FailureMessage } from '../../../ui/failure-message.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { createRecordSaver, type RecordSaver, type SaveJob, saveKey } from '../../../ui/record-saver.ts';
import { useFailureNotice } from '../../../ui/use-failure-notice.ts';
import { useFrameworks } from '../../../ui/use-framework.ts';
import { withChanges } from './optimistic.ts';
import { UnknownFramework } from './unknown-framework.tsx';

export interface AssessmentAccess {
  /** For drawing: follows a change as soon as the machine has time; typing never waits for it. */
  bundle: AssessmentBundle;
  /** The newest bundle, for building changes on. */
  current: () => AssessmentBundle;
  figures: AssessmentFigures;
  framework: Framework;
  /** Frozen: nothing but the status can change. */
  readOnly: boolean;
  saver: RecordSaver;
  /** Stores changes; a failure shows in the save state, and is thrown as well for who wants to know. */
  save: (changes: RecordChange[]) => Promise<void>;
  /** Stores changes for callers that have nothing to do afterwards. */
  put: (...changes: RecordChange[]) => void;
}

const AssessmentContext = createContext<AssessmentAccess | undefined>(undefined);

export function useAssessment(): AssessmentAccess {
  const access = use(AssessmentContext);
  if (!access) throw new Error('AssessmentProvider is missing');
  return access;
}

/** Reads an assessment with its figures and gives the screen below the means to change it. */
export function AssessmentProvider({ id, children }: { id: string; children: ReactNode }) {
  const { queries } = useBackend();
  const frameworks = useFrameworks();
  const [holds] = useState(createDraftHolds);
  const { data, error } = useQuery(queries.assessments.bundle.queryOptions({ input: { id } }));
  if (error) return <FailureMessage error={error} />;
  if (!data || !frameworks) return <Loading />;
  const framework = frameworks.find(data.assessment.fields.frameworkVersion);
  if (!framework) return <UnknownFramework version={data.assessment.fields.frameworkVersion} />;
  return (
    <DraftHoldsContext value={holds}>
      <LoadedAssessment stored={data} framework={framework}>
        {children}
      </LoadedAssessment>
    </DraftHoldsContext>
  );
}

/** An assessment that others have shared, for screens that only show: nothing here can be changed. */
export function SharedAssessmentProvider(props: {
  bundle: AssessmentBundle;
  framework: Framework;
  children: ReactNode;
}) {
  const { bundle, framework, children } = props;
  const access = useMemo<AssessmentAccess>(() => {
    const refuse = () => Promise.reject(new AppError('readOnly'));
    const nothing = () => undefined;
    return {
      bundle,
      current: () => bundle,
      figures: assessmentFigures(bundle, framework),
      framework,
      readOnly: true,
      saver: { apply: refuse, undo: refuse, redo: refuse, retryRefused: nothing, dropRefused: nothing },
      save: refuse,
      put: nothing,
    };
  }, [bundle, framework]);
  return <AssessmentContext value={access}>{children}</AssessmentContext>;
}

function LoadedAssessment(props: { stored: AssessmentBundle; framework: Framework; children: ReactNode }) {
  const { stored, framework, children } = props;
  const id = stored.assessment.id;
  const saver = useSaver(id);
  const pending = usePendingChanges(id);
  const newest = useMemo(() => withChanges(stored, pending), [stored, pending]);
  // Drawing the page anew gives way to the next keystroke.
  const bundle = useDeferredValue(newest);
  const figures = useMemo(() => assessmentFigures(bundle, framework), [bundle, framework]);
  const current = useCurrentBundle(stored);
  const put = useCallback(
    (...changes: RecordChange[]) => void saver.apply(changes).catch(() => undefined), // shown by the save state
    [saver],
  );
  const access = useMemo<AssessmentAccess>(
    () => ({
      bundle,
      current,
      figures,
      framework,
      readOnly: bundle.assessment.fields.status === 'frozen',
      saver,
      save: saver.apply,
      put,
    }),
    [bundle, current, figures, framework, saver, put],
  );
  return <AssessmentContext value={access}>{children}</AssessmentContext>;
}

function useSaver(assessmentId: string): RecordSaver {
  const { client, queries, queryClient, session } = useBackend();
  return useMemo(() => {
    const queryKey = queries.assessments.bundle.queryKey({ input: { id: assessmentId } });
    return createRecordSaver({
      queryClient,
      records: client.records,
      session,
      scope: assessmentId,
      newOpId: () => crypto.randomUUID(),
      // Bridges the moment until the backend's change event has been followed by a fresh reading.
      onStored: (changes) =>
        queryClient.setQueryData<AssessmentBundle>(
          queryKey,
          (bundle) => bundle && withChanges(bundle, changes),
        ),
    });
  }, [client, queries, queryClient, session, assessmentId]);
}

/** Reads the newest state when it is called: what is stored and what is on its way. */
function useCurrentBundle(stored: AssessmentBundle): () => AssessmentBundle {
  const { queries, queryClient } = useBackend();
  return useCallback(() => {
    const { id } = stored.assessment;
    const queryKey = queries.assessments.bundle.queryKey({ input: { id } });
    const jobs = queryClient
      .getMutationCache()
      .findAll({ mutationKey: saveKey(id), status: 'pending' })
      .map(({ state }) => state.variables as SaveJob | undefined);
    return withChanges(queryClient.getQueryData<AssessmentBundle>(queryKey) ?? stored, changesOf(jobs));
  }, [queries, queryClient, stored]);
}

/** What has been handed on but not been stored yet, in its order. */
function usePendingChanges(assessmentId: string): RecordChange[] {
  const jobs = useMutationState({
    filters: { mutationKey: saveKey(assessmentId), status: 'pending' },
    select: ({ state }) => state.variables as SaveJob | undefined,
  });
  return useMemo(() => changesOf(jobs), [jobs]);
}

function changesOf(jobs: readonly (SaveJob | undefined)[]): RecordChange[] {
  return jobs.flatMap((job) => (job?.type === 'apply' ? job.changes : []));
}

export interface UndoAccess {
  canUndo: boolean;
  canRedo: boolean;
  undo: () => void;
  redo: () => void;
}

/** Undo and redo over this window's session, bound to the assessment. */
export function useUndo(): UndoAccess {
  const { bundle, saver } = useAssessment();
  const { queries, session } = useBackend();
  const showFailure = useFailureNotice();
  const input = { session, scope: bundle.assessment.id };
  const { data } = useQuery(queries.records.undoState.queryOptions({ input }));
  const showUnlessEmpty = (error: unknown) => {
    if (failureOf(error).code !== 'nothingToUndo') showFailure(error);
  };
  // What is still on its way to the disk can be taken back too: jobs of one assessment go in their order.
  const onTheWay = usePendingChanges(bundle.assessment.id).length > 0;
  return {
    canUndo: onTheWay || (data?.canUndo ?? false),
    canRedo: data?.canRedo ?? false,
    undo: () => void saver.undo().catch(showUnlessEmpty),
    redo: () => void saver.redo().catch(showUnlessEmpty),
  };
}
