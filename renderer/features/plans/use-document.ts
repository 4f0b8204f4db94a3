import { useEffect, useState, useSyncExternalStore } from 'react';
import { useBackend } from '../../api/backend-context.tsx';
import {
  type DocumentSession,
  type DocumentSessionState,
  openDocument,
} from '../../api/documents/document-session.ts';

/** The document while the screen is shown; undefined for one moment before it is opened. */
export function useDocument(documentId: string): DocumentSession | undefined {
  const { connection } = useBackend();
  const [session, setSession] = useState<DocumentSession>();
  useEffect(() => {
    const opened = openDocument(connection, documentId);
    setSession(opened);
    return () => {
      setSession(undefined);
      opened.close();
    };
  }, [connection, documentId]);
  return session?.documentId === documentId ? session : undefined;
}

/**
 * A part of the document's state. Every keystroke changes "saved" twice: a screen that asked for the whole
 * state would be drawn again each time. `select` returns something that is compared by identity.
 */
export function useDocumentState<Part>(
  session: DocumentSession,
  select: (state: DocumentSessionState) => Part,
): Part {
  return useSyncExternalStore(
    (listener) => session.subscribe(listener),
    () => select(session.state()),
  );
}

/** How long everything has to be saved before it is said again: once per pause, not once per keystroke. */
const savedAfterMs = 400;

/**
 * The document's state for people to read. That something is not saved shows at once; that everything is
 * again, when it has stayed so for a moment.
 */
export function useCalmDocumentState(session: DocumentSession): DocumentSessionState {
  const [shown, setShown] = useState(() => session.state());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => setShown(session.state());
    const changed = () => {
      clearTimeout(timer);
      timer = undefined;
      if (session.state().saved) timer = setTimeout(show, savedAfterMs);
      else setShown((before) => (sameButSaved(before, session.state()) ? before : session.state()));
    };
    show();
    const stop = session.subscribe(changed);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [session]);
  return shown;
}

function sameButSaved(shown: DocumentSessionState, now: DocumentSessionState): boolean {
  return (
    !shown.saved &&
    shown.synced === now.synced &&
    shown.interruption === now.interruption &&
    shown.readOnly === now.readOnly
  );
}
