import type { z } from 'zod';
import type { HistoryEntry, records } from '../../../shared/contract/records.ts';
import { stampMilliseconds } from '../../../shared/kernel/clock.ts';
import type { ChangeWithOperation } from '../repositories/operation-repository.ts';
import type { WorkspaceContext } from './workspace-context.ts';

export type HistoryQuery = z.output<NonNullable<(typeof records.history)['~orpc']['inputSchema']>>;

/** Edits of one field by one session within this time are told as one. */
const mergeWithinMs = 5 * 60 * 1000;
/** Typing makes many small changes: so many are read for one entry that is asked for. */
const changesPerEntry = 20;

/** Who changed what and when, from the operation log, newest first. */
export function fieldHistory(context: WorkspaceContext, query: HistoryQuery): HistoryEntry[] {
  const changes = query.within
    ? context.operations.changesBelow(query.id, query.limit * changesPerEntry)
    : context.operations.changesOfRecord(query.id, query.limit * changesPerEntry);
  const entries: (HistoryEntry & { session: string })[] = [];
  const newestOfField = new Map<string, HistoryEntry & { session: string }>();
  for (const change of changes) {
    if (query.kind && change.kind !== query.kind) continue;
    for (const entry of entriesOf(change, context.deviceId)) {
      if (query.field && entry.field !== query.field) continue;
      const key = `${entry.kind} ${entry.id} ${entry.field}`;
      const later = newestOfField.get(key);
      if (later && belongTogether(later, entry)) later.before = entry.before;
      else {
        entries.push(entry);
        newestOfField.set(key, entry);
      }
    }
  }
  return entries.slice(0, query.limit).map(({ session: _session, ...entry }) => entry);
}

function entriesOf(change: ChangeWithOperation, deviceId: string): (HistoryEntry & { session: string })[] {
  return Object.entries(change.patch).map(([field, [before, after]]) => ({
    kind: change.kind,
    id: change.id,
    field,
    before,
    after,
    at: stampMilliseconds(change.stamp),
    by: change.actor,
    ownDevice: change.device === deviceId,
    undo: change.undoes !== null,
    session: change.session,
  }));
}

function belongTogether(
  later: HistoryEntry & { session: string },
  earlier: HistoryEntry & { session: string },
) {
  return (
    later.session === earlier.session &&
    later.undo === earlier.undo &&
    later.by === earlier.by &&
    Math.abs(later.at - earlier.at) <= mergeWithinMs
  );
}
