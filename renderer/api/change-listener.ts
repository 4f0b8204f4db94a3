import type { QueryClient } from '@tanstack/react-query';
import type { ChangeEvent } from '../../shared/contract/events.ts';
import type { SyncStatus } from '../../shared/contract/plans.ts';
import type { Client, Queries } from './client.ts';
import type { Connection } from './connection.ts';

/** Reads the backend's change events and makes the interface read again what they touch. */
export function listenForChanges(
  connection: Connection,
  client: Client,
  queries: Queries,
  queryClient: QueryClient,
): void {
  connection.onChannel((channel) => {
    const ended = new AbortController();
    channel.onClose(() => ended.abort());
    // What was missed while no channel was there is not known: everything is read again.
    void queryClient.invalidateQueries();
    void readEvents(client, ended.signal, (event) => apply(event, queries, queryClient));
  });
}

async function readEvents(client: Client, signal: AbortSignal, onEvent: (event: ChangeEvent) => void) {
  try {
    for await (const event of await client.events.changes(undefined, { signal })) onEvent(event);
  } catch (error) {
    if (!signal.aborted) throw error; // the end of the channel ends the reading, the next one begins it anew
  }
}

function apply(event: ChangeEvent, queries: Queries, queryClient: QueryClient): void {
  const invalidate = (queryKey: readonly unknown[]) => void queryClient.invalidateQueries({ queryKey });
  switch (event.type) {
    case 'records':
      invalidate(queries.records.key());
      invalidate(queries.assessments.key());
      if (event.kinds.includes('planDocument')) invalidate(queries.plans.key());
      break;
    case 'documents':
      invalidate(queries.plans.key());
      break;
    case 'snapshots':
      invalidate(queries.snapshots.key());
      break;
    case 'workspace':
      void queryClient.resetQueries();
      break;
    case 'profile':
      invalidate(queries.profile.key());
      break;
    case 'room':
      invalidate(queries.room.state.key());
      break;
    case 'membership':
      invalidate(queries.membership.key());
      break;
    case 'sync':
      queryClient.setQueryData<SyncStatus>(queries.sync.status.queryKey(), event.status);
      break;
  }
}
