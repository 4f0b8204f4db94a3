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
