import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useSyncExternalStore } from 'react';
import { connectToBackend } from './channel-sources.ts';
import { listenForChanges } from './change-listener.ts';
import { type Client, createClient, createQueries, type Queries } from './client.ts';
import type { Connection, ConnectionState } from './connection.ts';
import { type Files, filesOf } from './files.ts';

/** Everything a screen may use of the world outside the window. */
export interface BackendAccess {
  connection: Connection;
  client: Client;
  queries: Queries;
  queryClient: QueryClient;
  files: Files;
  /** This window's editing session: undo goes over its commands. A reload keeps it. */
  session: string;
}

export function createBackendAccess(page: Window): BackendAccess {
  const connection = connectToBackend(page);
  const client = createClient(connection);
  const queries = createQueries(client);
  const queryClient = new QueryClient({
    defaultOptions: {
      // The backend is on this laptop and tells of every change: nothing is read again on a guess.
      queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  listenForChanges(connection, client, queries, queryClient);
  return { connection, client, queries, queryClient, files: filesOf(page), session: sessionOf(page) };
}

function sessionOf(page: Window): string {
  const known = page.sessionStorage.getItem('session');
  if (known) return known;
  const session = page.crypto.randomUUID();
  page.sessionStorage.setItem('session', session);
  return session;
}

const BackendContext = createContext<BackendAccess | undefined>(undefined);

export function BackendProvider({ access, children }: { access: BackendAccess; children: ReactNode }) {
  return (
    <BackendContext value={access}>
      <QueryClientProvider client={access.queryClient}>{children}</QueryClientProvider>
    </BackendContext>
  );
}

export function useBackend(): BackendAccess {
  const access = use(BackendContext);
  if (!access) throw new Error('BackendProvider is missing');
  return access;
}

export function useConnectionState(): ConnectionState {
  const { connection } = useBackend();
  return useSyncExternalStore(
    (listener) => connection.onState(listener),
    () => connection.state(),
  );
}
