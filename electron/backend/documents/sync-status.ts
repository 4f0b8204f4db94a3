import {
  type DocumentSync,
  noSync,
  type RoomDocumentSync,
  type RoomSync,
  type SyncStatus,
} from '../../../shared/contract/plans.ts';
import type { ReadOnlyReason } from '../../../shared/contract/membership.ts';
import { companionDocumentId, planCompanions } from '../../../shared/documents/companions.ts';
import type { DocumentSyncRepository } from '../repositories/document-sync-repository.ts';
import type { RelayLinkState } from '../sync/relay-link.ts';
import type { RelaySync } from '../sync/relay-sync.ts';
import type { After } from '../sync/timers.ts';

type State = DocumentSync['state'];

/** One place where documents meet others: its links, and what it has confirmed. */
export interface PlaceSource {
  sync: Pick<RelaySync<never>, 'link' | 'relayRoom' | 'overall'>;
  confirmations: DocumentSyncRepository;
}

export interface StatusSources {
  relay: PlaceSource;
  room: PlaceSource;
  /** Why a document can't be changed here. */
  readOnly: (documentId: string) => ReadOnlyReason | null;
  /** Set while this laptop is the room: how many others are in it. */
  hosting: () => { others: number } | null;
}

interface PlaceState {
  state: State;
  unconfirmedChanges: number;
  lastConfirmedAt: number | null;
}

/** What is known of one stored document. */
export function documentState(sources: StatusSources, documentId: string, title = ''): DocumentSync {
  const relay = placeState(sources.relay, documentId);
  const peers = [sources.relay, sources.room].map(({ sync }) => sync.link(documentId)?.peers ?? 0);
  return {
    documentId,
    title,
    ...relay,
    peers: Math.max(...peers),
    readOnly: sources.readOnly(documentId),
    room: roomState(sources, documentId),
  };
}

/** A plan with its companions: as far behind as the one that is furthest behind. */
export function planSync(sources: StatusSources, documentId: string, title: string): DocumentSync {
  const text = documentState(sources, documentId, title);
  const companions = planCompanions.map((companion) =>
    documentState(sources, companionDocumentId(documentId, companion)),
  );
  const rooms = companions.map(({ room }) => room);
  return {
    ...text,
    ...withCompanions(text, companions),
    room: { ...text.room, ...withCompanions(text.room, rooms) },
  };
}

/** The connection of a guest to the room, or the room that this laptop is. */
export function roomSync(sources: StatusSources, documents: readonly DocumentSync[]): RoomSync {
  const hosting = sources.hosting();
  if (hosting) return { ...noSync.room, role: 'host', others: hosting.others };
  const { relay: link, reason } = sources.room.sync.overall();
  if (link === 'none') return noSync.room;
  const unconfirmedChanges = documents.reduce((sum, { room }) => sum + room.unconfirmedChanges, 0);
  // The host at least; who else is there is told by the room's own screen.
  return { role: 'guest', link, reason, others: link === 'connected' ? 1 : 0, unconfirmedChanges };
}

function placeState({ sync, confirmations }: PlaceSource, documentId: string): PlaceState {
  const farRoom = sync.relayRoom(documentId);
  const link = sync.link(documentId);
  const unconfirmedChanges = confirmations.unconfirmedChanges(documentId, farRoom ?? '');
  const lastConfirmedAt = farRoom === undefined ? null : confirmations.get(documentId, farRoom).confirmedAt;
  const known = { unconfirmedChanges, lastConfirmedAt };
  return { ...known, state: farRoom === undefined ? 'local' : stateOf(link, known) };
}

function stateOf(link: RelayLinkState | undefined, known: Omit<PlaceState, 'state'>): State {
  if (link?.phase === 'refused') return 'refused';
  if (link?.phase === 'connected') {
    if (link.notTaken && known.unconfirmedChanges > 0) return 'refused';
    return link.settled && known.unconfirmedChanges === 0 ? 'confirmed' : 'sending';
  }
  if (known.unconfirmedChanges > 0) return 'waiting';
  return known.lastConfirmedAt === null ? 'local' : 'confirmed';
}

function roomState({ room, hosting }: StatusSources, documentId: string): RoomDocumentSync {
  const last = room.confirmations.last(documentId);
  const lastConfirmedAt = last?.confirmedAt ?? null;
  if (hosting()) return { state: 'hosted', unconfirmedChanges: 0, lastConfirmedAt };
  if (room.sync.overall().relay !== 'none') return { ...placeState(room, documentId), lastConfirmedAt };
  // In no room any more: what has come since the last one is in none.
  const since = last ? room.confirmations.unconfirmedChanges(documentId, last.farRoom) : 0;
  return { state: 'none', unconfirmedChanges: since, lastConfirmedAt };
}

type AnyState = RoomDocumentSync['state'];
type AnyPlace<S extends AnyState> = Omit<PlaceState, 'state'> & { state: S };

/** Most plans hold no image: a companion that was never written and never reached says nothing. */
function withCompanions<S extends AnyState>(
  text: AnyPlace<S>,
  companions: readonly AnyPlace<S>[],
): Omit<AnyPlace<S>, 'lastConfirmedAt'> {
  const counting = companions.filter(
    ({ unconfirmedChanges, lastConfirmedAt, state }) =>
      unconfirmedChanges > 0 || lastConfirmedAt !== null || state === 'refused',
  );
  return {
    state: counting.map(({ state }) => state).reduce(worse, text.state),
    unconfirmedChanges: counting.reduce(
      (sum, next) => sum + next.unconfirmedChanges,
      text.unconfirmedChanges,
    ),
  };
}

const byConcern: readonly AnyState[] = [
  'none',
  'hosted',
  'confirmed',
  'sending',
  'local',
  'waiting',
  'refused',
];

function worse<S extends AnyState>(left: S, right: S): S {
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
