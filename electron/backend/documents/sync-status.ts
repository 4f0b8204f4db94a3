import type { DocumentSync, SyncStatus } from '../../../shared/contract/plans.ts';
import { companionDocumentId, planCompanions } from '../../../shared/documents/companions.ts';
import type { DocumentSyncRepository } from '../repositories/document-sync-repository.ts';
import type { RelaySync } from '../sync/relay-sync.ts';
import type { After } from '../sync/timers.ts';

type State = DocumentSync['state'];

export interface StatusSources {
  sync: RelaySync;
  confirmations: DocumentSyncRepository;
}

/** What is known of one stored document. */
export function documentState(sources: StatusSources, documentId: string): Omit<DocumentSync, 'title'> {
  const { sync, confirmations } = sources;
  const relayRoom = sync.relayRoom(documentId);
  const link = sync.link(documentId);
  const unconfirmedChanges = confirmations.unconfirmedChanges(documentId, relayRoom ?? '');
  const lastConfirmedAt = relayRoom ? confirmations.get(documentId, relayRoom).confirmedAt : null;
  const known = { documentId, unconfirmedChanges, lastConfirmedAt, peers: link?.peers ?? 0 };
  if (!relayRoom) return { ...known, state: 'local' };
  if (link?.phase === 'refused') return { ...known, state: 'refused' };
  if (link?.phase === 'connected') {
    return { ...known, state: link.settled && unconfirmedChanges === 0 ? 'confirmed' : 'sending' };
  }
  if (unconfirmedChanges > 0) return { ...known, state: 'waiting' };
  return { ...known, state: lastConfirmedAt === null ? 'local' : 'confirmed' };
}

/** A plan with its companions: as far behind as the one that is furthest behind. */
export function planSync(sources: StatusSources, documentId: string, title: string): DocumentSync {
  const text = documentState(sources, documentId);
  // Most plans hold no image: a companion that was never written and never reached says nothing.
  const companions = planCompanions
    .map((companion) => documentState(sources, companionDocumentId(documentId, companion)))
    .filter(
      ({ unconfirmedChanges, lastConfirmedAt, state }) =>
        unconfirmedChanges > 0 || lastConfirmedAt !== null || state === 'refused',
    );
  return {
    ...text,
    title,
    state: companions.map(({ state }) => state).reduce(worse, text.state),
    unconfirmedChanges: companions.reduce(
      (sum, { unconfirmedChanges }) => sum + unconfirmedChanges,
      text.unconfirmedChanges,
    ),
  };
}

const byConcern: readonly State[] = ['confirmed', 'sending', 'local', 'waiting', 'refused'];

function worse(left: State, right: State): State {
  return byConcern.indexOf(left) >= byConcern.indexOf(right) ? left : right;
}

const announceIntervalMs = 250;

/** Calls `announce` soon after each change, at most four times a second, with the status of that moment. */
export function createStatusAnnouncer(options: {
  status: () => SyncStatus;
  announce: (status: SyncStatus) => void;
  after: After;
}) {
  let cancel: (() => void) | undefined;
  let lastText = '';
  let closed = false;
  const tell = () => {
    cancel = undefined;
    const status = options.status();
    const text = JSON.stringify(status);
    if (text === lastText) return;
    lastText = text;
    options.announce(status);
  };
  return {
    changed() {
      if (!closed) cancel ??= options.after(announceIntervalMs, tell);
    },
    close() {
      closed = true;
      cancel?.();
    },
  };
}
