import { randomUUID } from 'node:crypto';
import type * as Y from 'yjs';
import type { Rights } from '../../../relay/protocol/rights.ts';
import type { RoomLimits } from '../../../relay/rooms/room-limits.ts';
import { RoomRegistry, type RoomLease } from '../../../relay/rooms/room-registry.ts';
import { nodeScheduler, type Scheduler } from '../../../relay/rooms/scheduler.ts';
import type { RoomStorage } from '../../../relay/storage/room-storage.ts';
import { SqliteRoomStorage } from '../../../relay/storage/sqlite-room-storage.ts';
import type { DocumentSync, SyncStatus } from '../../../shared/contract/plans.ts';
import type { MemberRole, ReadOnlyReason } from '../../../shared/contract/membership.ts';
import { planDocumentIds, planIdOf } from '../../../shared/documents/companions.ts';
import { snapshotHashOf } from '../../../shared/documents/snapshot-document.ts';
import type { Channel } from '../../../shared/kernel/channel.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { allRights, type DocumentRights } from '../membership/document-rights.ts';
import { createSnapshotRepository } from '../repositories/snapshot-repository.ts';
import { createDocumentSyncRepository, type SyncPlace } from '../repositories/document-sync-repository.ts';
import type { WorkspaceContext } from '../services/workspace-context.ts';
import type { RelaySetting } from '../sync/relay-address.ts';
import { networkAddresses, watchNetwork } from '../sync/network-watch.ts';
import { connectWebSocket, type ConnectRelay } from '../sync/relay-socket.ts';
import { createRelaySync, relayNaming, type RoomNaming } from '../sync/relay-sync.ts';
import { type RoomDestination, roomNaming } from '../sync/room-destination.ts';
import { type SharedId, sharedIdOf } from '../sync/shared-id.ts';
import { type After, nodeAfter } from '../sync/timers.ts';
import { createAudience } from './audience.ts';
import { createReadOnlyReasons } from './read-only-reasons.ts';
import { checkDocuments, type DocumentCheck, readDocument } from './document-check.ts';
import { openLocalDocument, type LocalDocument } from './local-document.ts';
import { createStrandedTextWatch } from './stranded-text-watch.ts';
import { type DocumentCommit, observeStorage } from './observed-storage.ts';
import {
  createStatusAnnouncer,
  documentState,
  planSync,
  roomSync,
  type StatusSources,
} from './sync-status.ts';
import { localOrigin, serveWindowDocuments } from './window-documents.ts';

/** Id of the document that lists the partnership's plans for every laptop. */
export const commonsDocumentId = 'commons';

/** All documents of the open workspace: stored here, shared between windows, linked to the relay. */
export interface DocumentHub {
  /** Serves the documents of one window until the returned function is called. */
  attach(channel: Channel): () => void;
  /** Stores an update made in this process; resolves when it is durable. */
  applyUpdate(documentId: string, update: Uint8Array, origin?: string): Promise<void>;
  /** A copy of the stored document, to be destroyed by the caller. Throws `workspaceDamaged` when it can't be read. */
  read(documentId: string): Promise<Y.Doc>;
  /** A document that the backend itself works on. */
  open(documentId: string): Promise<LocalDocument>;
  /** Sequence of the newest durable change of each document that has any. */
  sequences(): Promise<ReadonlyMap<string, number>>;
  onCommitted(listener: (commit: DocumentCommit) => void): () => void;
  /** Calls when a window opens a document. */
  onLookedAt(listener: (documentId: string) => void): () => void;
  /** Whether a window has the document open. */
  isLookedAt(documentId: string): boolean;
  /** Reads everything stored through. */
  check(): Promise<DocumentCheck>;
  setRelay(relay: RelaySetting | null): void;
  /** Joins a room without internet, or leaves it. */
  setRoom(room: RoomDestination | null): void;
  /** This laptop is a room itself, with so many others in it; null: not any more. */
  setHosting(hosting: { others: number } | null): void;
  /** The documents as rooms, for the host of a room. Never closed by whoever serves them. */
  readonly rooms: RoomRegistry;
  /** Whether the open workspace shares a document with others: the commons, plans, and what belongs to them. */
  isShared(documentId: string): boolean;
  /** Whether this laptop may change a document, as far as it was told. */
  mayChange(documentId: string): boolean;
  /** Why it may not; null when it may. */
  readOnly(documentId: string): ReadOnlyReason | null;
  /** Why this laptop could not bring changes of a document to its relay; null when it can. */
  relayReadOnly(documentId: string): ReadOnlyReason | null;
  /** Whether the relay can be reached now. */
  relayAnswers(): boolean;
  /** What this laptop may do in the room that it is a guest of; null: it is in none. */
  setRoomRole(role: MemberRole | null): void;
  /** Role or standing of this laptop are other than before. */
  rightsChanged(): void;
  /** The name under which this partnership's documents meet at the relay. */
  readonly sharedId: SharedId;
  /** The index of plans has changed: links follow it. */
  documentsChanged(): void;
  /** Documents besides the commons and the plans, such as shared snapshots: links follow them. */
  setFurtherDocuments(documents: readonly FurtherDocument[]): void;
  /** The network is back. */
  retryNow(): void;
  status(): SyncStatus;
  documentStatus(documentId: string, title: string): DocumentSync;
  /** Stores what waits, ends links and windows' documents. The database stays open. */
  close(): Promise<void>;
}

export interface FurtherDocument {
  readonly documentId: string;
  /** Under which the status lists it; null for one that is only waited for. */
  readonly title: string | null;
}

export interface DocumentHubOptions {
  context: WorkspaceContext;
  relay: RelaySetting | null;
  /** What may be changed here; without a partnership, everything. */
  rights?: DocumentRights;
  reportBug: (error: unknown) => string;
  newId?: () => string;
  connect?: ConnectRelay;
  /** True while relays are reached by single requests only. */
  isSlow?: () => boolean;
  /** Where documents are stored; by default the workspace's database. */
  storage?: RoomStorage;
  roomLimits?: Partial<RoomLimits>;
  /** The networks that the laptop is in; a change is a reason to try the relay at once. */
  networkAddresses?: () => string;
  scheduler?: Scheduler;
  after?: After;
  /** In [0, 1). */
  random?: () => number;
  wallClock?: () => number;
}

export function createDocumentHub(options: DocumentHubOptions): DocumentHub {
  const { context, reportBug, after = nodeAfter, rights = allRights } = options;
  const confirmations = {
    relay: createDocumentSyncRepository(context.database, 'relay'),
    room: createDocumentSyncRepository(context.database, 'room'),
  };
  let destination: RoomDestination | null = null;
  let hosting: { others: number } | null = null;
  const sharedId = sharedIdOf(context.database, options.newId ?? randomUUID);
  const listeners = new Set<(commit: DocumentCommit) => void>();
  const detachments = new Set<() => void>();
  const audience = createAudience();
  // It is stored already: a listener's fault must not make the room believe that it is not.
  const tell = (commit: DocumentCommit) => {
    for (const listener of listeners) {
      try {
        listener(commit);
      } catch (error) {
        reportBug(error);
      }
    }
  };
  const store = options.storage ?? new SqliteRoomStorage(context.database, { prefix: 'document_' });
  const storage = observeStorage(store, {
    committed(commits) {
      for (const commit of commits) tell(commit);
      announcer.changed();
    },
    beforeCompaction(documentId, through) {
      for (const place of [confirmations.relay, confirmations.room]) {
        place.beforeCompaction(documentId, through);
      }
    },
  });
  const registry = new RoomRegistry({
    storage,
    scheduler: options.scheduler ?? nodeScheduler,
    limits: options.roomLimits ?? {},
    onEvent(event) {
      if ('error' in event) reportBug(event.error);
      else if (event.kind === 'damagedRows') {
        reportBug(new Error(`damaged rows of document ${event.room} were set aside: ${event.rows.length}`));
      }
    },
  });
  const openRoom = (documentId: string): Promise<RoomLease> => registry.open(documentId);
  // What can't be noted down is said again at the next connection; the link must not end over it.
  const noteRights = (documentId: string, said: Rights) => {
    try {
      rights.note(documentId, said);
    } catch (error) {
      reportBug(error);
    }
  };
  const reasons = createReadOnlyReasons({
    rights,
    relayAnswers: (documentId) => (relaySync.link(documentId)?.rights ?? null) !== null,
  });
  const syncWith = <Setting>(place: SyncPlace, naming: RoomNaming<Setting>, connect: ConnectRelay) =>
    createRelaySync<Setting>({
      place,
      naming,
      sharedId: () => sharedId.get(),
      openRoom,
      confirmations: confirmations[place],
      connect,
      after,
      random: options.random ?? Math.random,
      wallClock: options.wallClock ?? Date.now,
      onChange: () => announcer.changed(),
      onRights: place === 'relay' ? noteRights : (id, said) => reasons.noteRoom(id, said),
      reportBug,
    });
  const relaySync = syncWith('relay', relayNaming, options.connect ?? connectWebSocket);
  const guestSync = syncWith('room', roomNaming, (target, events) => {
    if (!destination) throw new Error('there is no room to connect to');
    return destination.connect(target, events);
  });
  const bothPlaces = [relaySync, guestSync];
  const sources: StatusSources = {
    relay: { sync: relaySync, confirmations: confirmations.relay },
    room: { sync: guestSync, confirmations: confirmations.room },
    readOnly: (documentId) => reasons.readOnly(documentId),
    hosting: () => hosting,
  };
  const places = [sources.relay, sources.room].map(({ sync, confirmations: known }) => ({
    confirmedThrough: (id: string) => known.get(id, sync.relayRoom(id) ?? '').confirmedSequence,
    unseenChanges: (id: string) => known.unconfirmedChanges(id, sync.relayRoom(id) ?? ''),
  }));
  const strandedText = createStrandedTextWatch({
    isPlanText: (id) => context.entities.get('planDocument', id) !== undefined,
    load: (id) => storage.load(id),
    confirmedThrough: (id) => Math.max(...places.map((place) => place.confirmedThrough(id))),
    unseenChanges: (id) => Math.min(...places.map((place) => place.unseenChanges(id))),
    isApart: () => (hosting?.others ?? 0) === 0,
    async change(id, work) {
      const document = await openLocalDocument(await openRoom(id));
      try {
        await document.change(work);
      } finally {
        document.close();
      }
    },
    after,
    wallClock: options.wallClock ?? Date.now,
    now: () => performance.now(),
    reportBug,
  });
  listeners.add((commit) => strandedText.committed(commit));
  const plans = (withRemoved: boolean) => context.entities.list('planDocument', withRemoved);
  let further: readonly FurtherDocument[] = [];
  const snapshots = createSnapshotRepository(context.database);
  const isSharedSnapshot = (documentId: string) => {
    const state = snapshots.get(snapshotHashOf(documentId) ?? '')?.state;
    return state !== undefined && state !== 'kept';
  };
  const documentsChanged = () => {
    const ids = plans(true).flatMap(({ id }) => planDocumentIds(id));
    const known = [commonsDocumentId, ...ids, ...further.map(({ documentId }) => documentId)];
    for (const sync of bothPlaces) sync.setDocuments(known);
  };
  const documentStatus = (documentId: string, title: string) => planSync(sources, documentId, title);
  const status = (): SyncStatus => {
    const documents = [
      ...plans(false).map(({ id, fields }) => documentStatus(id, titleOf(fields))),
      ...further.flatMap(({ documentId, title }) =>
        title === null ? [] : { ...documentState(sources, documentId), title },
      ),
    ];
    const commons = documentState(sources, commonsDocumentId);
    const all = [commons, ...documents];
    return {
      ...relaySync.overall(),
      slow: options.isSlow?.() ?? false,
      documents,
      commons,
      unconfirmedChanges: all.reduce((sum, document) => sum + document.unconfirmedChanges, 0),
      room: roomSync(sources, all),
    };
  };
  const retryNow = () => {
    for (const sync of bothPlaces) sync.retryNow();
  };
  const announcer = createStatusAnnouncer({
    status,
    announce: (current) => context.announce({ type: 'sync', status: current }),
    after,
  });
  const stopWatchingNetwork = watchNetwork({
    addresses: options.networkAddresses ?? networkAddresses,
    after,
    onChange: () => retryNow(),
  });
  relaySync.setRelay(options.relay);
  documentsChanged();

  return {
    attach(channel) {
      const stop = serveWindowDocuments(channel, {
        openRoom,
        reportBug,
        isKnown: (id) => isPlan(context, id),
        onAttached: audience.attached,
      });
      detachments.add(stop);
      // Somebody wants to work: that is a better time for an attempt than any that was chosen by lot.
      retryNow();
      return () => {
        detachments.delete(stop);
        stop();
      };
    },
    async applyUpdate(documentId, update, origin = localOrigin) {
      const lease = await openRoom(documentId);
      try {
        await lease.room.applyLocal(update, origin);
      } finally {
        lease.release();
      }
    },
    async read(documentId) {
      const doc = await readDocument(storage, documentId);
      if (!doc) throw new AppError('workspaceDamaged');
      return doc;
    },
    open: async (documentId) => openLocalDocument(await openRoom(documentId)),
    async sequences() {
      const rooms = await storage.list({ limit: Number.MAX_SAFE_INTEGER });
      return new Map(rooms.map(({ room, lastSequence }) => [room, lastSequence]));
    },
    onCommitted(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onLookedAt: audience.onLookedAt,
    isLookedAt: audience.isLookedAt,
    check: () => checkDocuments(storage),
    setRelay: (relay) => relaySync.setRelay(relay),
    setRoom(room) {
      destination = room;
      guestSync.setRelay(room);
    },
    setHosting(next) {
      hosting = next;
      announcer.changed();
    },
    rooms: registry,
    rightsChanged: () => announcer.changed(),
    mayChange: (documentId) => reasons.readOnly(documentId) === null,
    readOnly: (documentId) => reasons.readOnly(documentId),
    relayReadOnly: (documentId) => rights.readOnly(documentId),
    relayAnswers: () => relaySync.overall().relay === 'connected',
    setRoomRole(role) {
      reasons.setRoomRole(role);
      announcer.changed();
    },
    isShared: (documentId) =>
      documentId === commonsDocumentId || isPlan(context, documentId) || isSharedSnapshot(documentId),
    sharedId: {
      get: () => sharedId.get(),
      set(id) {
        sharedId.set(id);
        for (const sync of bothPlaces) sync.relink();
      },
    },
    documentsChanged,
    setFurtherDocuments(documents) {
      if (JSON.stringify(documents) === JSON.stringify(further)) return;
      further = documents;
      documentsChanged();
      announcer.changed();
    },
    retryNow,
    status,
    documentStatus,
    async close() {
      stopWatchingNetwork();
      strandedText.close();
      for (const sync of bothPlaces) sync.close();
      for (const stop of detachments) stop();
      detachments.clear();
      await registry.close();
      announcer.close();
    },
  };
}

function titleOf(fields: Readonly<Record<string, unknown>>): string {
  const title = fields['title'];
  return typeof title === 'string' ? title : '';
}

/** Windows may open plans and their companions; the commons is the backend's own. */
function isPlan(context: WorkspaceContext, documentId: string): boolean {
  return context.entities.get('planDocument', planIdOf(documentId)) !== undefined;
}
