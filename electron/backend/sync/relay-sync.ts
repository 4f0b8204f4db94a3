import { AppError } from '../../../shared/kernel/errors.ts';
import type { Rights } from '../../../relay/protocol/rights.ts';
import type { RoomLease } from '../../../relay/rooms/room-registry.ts';
import type { DocumentSyncRepository, SyncPlace } from '../repositories/document-sync-repository.ts';
import { followerBackoff, scoutBackoff } from './backoff.ts';
import { relayRoomName, relayRoomTarget, type RelaySetting } from './relay-address.ts';
import { createRelayLink, type LinkTarget, type RelayLink, type RelayLinkState } from './relay-link.ts';
import type { ConnectRelay } from './relay-socket.ts';
import type { After } from './timers.ts';

/** The links of all documents of a workspace to one relay, or to one room without internet. */
export interface RelaySync<Setting = RelaySetting> {
  setRelay(relay: Setting | null): void;
  /** Starts links for new documents and ends those that are gone. The first one looks for a lost relay. */
  setDocuments(documentIds: readonly string[]): void;
  /** Starts all links anew: the shared id has changed. */
  relink(): void;
  retryNow(): void;
  /** Under which name confirmations for a document are kept; undefined without a relay. */
  relayRoom(documentId: string): string | undefined;
  link(documentId: string): RelayLinkState | undefined;
  overall(): RelayOverall;
  close(): void;
}

export interface RelayOverall {
  relay: 'none' | RelayLinkState['phase'];
  reason: string | null;
}

/** How a setting leads to the rooms of documents. */
export interface RoomNaming<Setting> {
  /** Names one room, for what is confirmed there; carries no secret. Throws an AppError for an unusable setting. */
  readonly roomName: (setting: Setting, sharedId: string, documentId: string) => string;
  readonly target: (setting: Setting, sharedId: string, documentId: string) => LinkTarget;
}

export const relayNaming: RoomNaming<RelaySetting> = { roomName: relayRoomName, target: relayRoomTarget };

export interface RelaySyncOptions<Setting> {
  place: SyncPlace;
  naming: RoomNaming<Setting>;
  /** First part of the room names; both laptops of a partnership must use the same. */
  sharedId: () => string;
  openRoom: (documentId: string) => Promise<RoomLease>;
  confirmations: DocumentSyncRepository;
  connect: ConnectRelay;
  after: After;
  random: () => number;
  wallClock: () => number;
  onChange: () => void;
  /** The relay has said what may be done in a document. */
  onRights?: (documentId: string, rights: Rights) => void;
  reportBug: (error: unknown) => string;
}

/** Links that follow the first one come spread over this time. */
const spreadMs = 500;

export function createRelaySync<Setting>(options: RelaySyncOptions<Setting>): RelaySync<Setting> {
  const { naming } = options;
  const links = new Map<string, RelayLink>();
  let relay: Setting | null = null;
  let addressInvalid = false;
  let documents: readonly string[] = [];

  const endAll = () => {
    for (const link of links.values()) link.close();
    links.clear();
  };
  /** The relay is there: those that wait for it need not wait on. */
  const tellOthers = (connectedId: string) => {
    for (const [documentId, link] of links) {
      const isWaiting = documentId !== connectedId && link.state().phase === 'offline';
      if (isWaiting) options.after(options.random() * spreadMs, () => link.retryNow());
    }
  };
  const startMissing = () => {
    if (!relay || addressInvalid) return;
    const sharedId = options.sharedId();
    for (const documentId of documents) {
      if (links.has(documentId)) continue;
      const target = naming.target(relay, sharedId, documentId);
      const relayRoom = naming.roomName(relay, sharedId, documentId);
      const backoff = documentId === documents[0] ? scoutBackoff : followerBackoff;
      const onConnected = () => tellOthers(documentId);
      const link = createRelayLink({ ...options, documentId, target, relayRoom, backoff, onConnected });
      links.set(documentId, link);
    }
  };

  return {
    setRelay(next) {
      endAll();
      relay = next;
      addressInvalid = next !== null && !isUsable(naming, next);
      startMissing();
      options.onChange();
    },
    setDocuments(next) {
      const wanted = new Set(next);
      documents = [...wanted];
      for (const [documentId, link] of links) {
        if (wanted.has(documentId)) continue;
        link.close();
        links.delete(documentId);
      }
      startMissing();
    },
    relink() {
      endAll();
      startMissing();
      options.onChange();
    },
    retryNow() {
      for (const link of links.values()) link.retryNow();
    },
    relayRoom: (documentId) =>
      relay && !addressInvalid ? naming.roomName(relay, options.sharedId(), documentId) : undefined,
    link: (documentId) => links.get(documentId)?.state(),
    overall() {
      if (!relay) return { relay: 'none', reason: null };
      if (addressInvalid) return { relay: 'refused', reason: 'addressInvalid' };
      return overallOf([...links.values()].map((link) => link.state()));
    },
    close: endAll,
  };
}

function isUsable<Setting>(naming: RoomNaming<Setting>, setting: Setting): boolean {
  try {
    return naming.roomName(setting, 'x', 'x') !== '';
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/** The state of most weight: one open link shows that the relay is there; a refusal must not be hidden. */
function overallOf(states: readonly RelayLinkState[]): RelayOverall {
  const first = (phase: RelayLinkState['phase']) => states.filter((state) => state.phase === phase);
  const refused = first('refused')[0];
  const connected = first('connected');
  if (connected.length > 0) {
    const reason = connected.find((state) => state.reason)?.reason ?? refused?.reason ?? null;
    return { relay: 'connected', reason };
  }
  if (refused) return { relay: 'refused', reason: refused.reason };
  const offline = first('offline')[0];
  return offline ? { relay: 'offline', reason: offline.reason } : { relay: 'connecting', reason: null };
}
