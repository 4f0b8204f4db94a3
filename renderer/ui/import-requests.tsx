import { useNavigate } from '@tanstack/react-router';
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
} from 'react';
import type { OpenOutcome } from '../../shared/kernel/shell.ts';

/** A wish to import an assessment that came from outside its screen. */
export type ImportRequest =
  /** The user is to choose a file. */
  | { kind: 'choose' }
  /** The system handed a file over, or could not read it. */
  | { kind: 'opened'; outcome: OpenOutcome };

interface ImportRequests {
  waiting: ImportRequest | undefined;
  request: (wish: ImportRequest) => void;
  taken: () => void;
}

const ImportContext = createContext<ImportRequests | undefined>(undefined);

/**
 * Takes such wishes from the desktop shell at any time, opens the list of assessments, and keeps the
 * newest one until that screen takes it: a file that starts the app must not get lost on the way.
 */
export function ImportRequestsProvider({ children }: { children: ReactNode }) {
  const navigate = useNavigate();
  const [waiting, setWaiting] = useState<ImportRequest>();
  const request = useCallback(
    (wish: ImportRequest) => {
      setWaiting(wish);
      void navigate({ to: '/assessments' });
    },
    [navigate],
  );
  useEffect(() => {
    const shell = window.workbenchShell;
    const stopMenu = shell?.onMenuCommand((command) => {
      if (command === 'openExchangeFile') request({ kind: 'choose' });
    });
    const stopFiles = shell?.onFileOpened((outcome) => request({ kind: 'opened', outcome }));
    return () => {
      stopMenu?.();
      stopFiles?.();
    };
  }, [request]);
  const taken = useCallback(() => setWaiting(undefined), []);
  const value = useMemo(() => ({ waiting, request, taken }), [waiting, request, taken]);
  return <ImportContext value={value}>{children}</ImportContext>;
}

/** Asks the list of assessments, from anywhere, to import a file. */
export function useRequestImport(): (wish: ImportRequest) => void {
  return useImportRequests().request;
}

/** Hands over what is waiting, once. For the screen that imports. */
export function useTakeImportRequest(handle: (wish: ImportRequest) => void): void {
  const { waiting, taken } = useImportRequests();
  const onRequest = useEffectEvent(handle);
  useEffect(() => {
    if (!waiting) return;
    taken();
    onRequest(waiting);
  }, [waiting, taken]);
}

function useImportRequests(): ImportRequests {
  const requests = use(ImportContext);
  if (!requests) throw new Error('ImportRequestsProvider is missing');
  return requests;
}
