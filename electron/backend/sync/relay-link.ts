import { closeCodes, isTransientClose } from '../../../relay/protocol/close-codes.ts';
import { decodeMessage, encodeToken, messageType } from '../../../relay/protocol/messages.ts';
import type { Rights } from '../../../relay/protocol/rights.ts';
import type { RoomMember, RoomPeer } from '../../../relay/rooms/room-peer.ts';
import type { RoomLease } from '../../../relay/rooms/room-registry.ts';
import type { DocumentSyncRepository, SyncPlace } from '../repositories/document-sync-repository.ts';
import { type BackoffLimits, createBackoff } from './backoff.ts';
import { endingReason } from './ending-reason.ts';
import { type LinkTokens, NoTokenError } from './link-tokens.ts';
import { createLinkRights, type LinkRights } from './link-rights.ts';
import {
  abnormalClose,
  type ConnectRelay,
  type RelaySocket,
  type RelayTarget,
  type SocketEnding,
} from './relay-socket.ts';
import { createPresenceFilter, type PresenceFilter } from './presence-filter.ts';
import { createSentChanges, type SentChanges } from './sent-changes.ts';
import type { After } from './timers.ts';

/** One document's link to its room at the relay. It goes on trying until it is closed or refused. */
export interface RelayLink {
  state(): RelayLinkState;
  /** The network is back: tries at once instead of at the end of the waiting time. */
  retryNow(): void;
  /** Ends the link; what was confirmed is noted down. */
  close(): void;
}

export interface RelayLinkState {
  phase: 'connecting' | 'connected' | 'offline' | 'refused';
  /** Key of the sync catalog, or null. */
  reason: string | null;
  /** The relay has confirmed, on this connection, everything that it was sent. */
  settled: boolean;
  /** People in the document on other laptops. */
  peers: number;
  /** What the relay allows in this document; null until it has said so on this connection. */
  rights: Rights | null;
  /** Changes made here were not taken: they stay on this laptop. */
  notTaken: boolean;
}

/** Where a link leads; with tokens each connection shows one. */
export interface LinkTarget extends RelayTarget {
  readonly tokens?: LinkTokens;
}

export interface RelayLinkOptions {
  documentId: string;
  /** Where the far end is: stored as the origin of what comes from it. */
  place: SyncPlace;
  target: LinkTarget;
  /** Names the room at the relay, for what it confirms. */
  relayRoom: string;
  openRoom: (documentId: string) => Promise<RoomLease>;
  confirmations: DocumentSyncRepository;
  connect: ConnectRelay;
  backoff: BackoffLimits;
  after: After;
  random: () => number;
  wallClock: () => number;
  onChange: () => void;
  /** The relay has said what may be done in the document. */
  onRights?: (documentId: string, rights: Rights) => void;
  /** The relay has answered, after it was away or for the first time. */
  onConnected: () => void;
  reportBug: (error: unknown) => string;
}

/** A relay of ours confirms at once, with a count of 0: one that says nothing for so long never will. */
const confirmationTimeoutMs = 5_000;
/** Confirmations of one keystroke after the other are noted down together. */
const noteDelayMs = 300;
/** After endings that only ask to begin anew. */
const beginAnewMs = 50;

export function createRelayLink(options: RelayLinkOptions): RelayLink {
  const backoff = createBackoff(options.backoff, options.random);
  let connection: Connection | undefined;
  let cancelRetry: (() => void) | undefined;
  let cancelNote: (() => void) | undefined;
  let confirmedSequence: number | undefined;
  let phase: RelayLinkState['phase'] = 'connecting';
  let reason: string | null = null;
  let closed = false;
  let asking = false;
  let refusedOnce = false;

  const become = (next: RelayLinkState['phase'], why: string | null) => {
    const changed = next !== phase || why !== reason;
    phase = next;
    reason = why;
    if (changed) options.onChange();
  };
  const noteDown = () => {
    cancelNote?.();
    cancelNote = undefined;
    if (confirmedSequence === undefined) return;
    const sequence = confirmedSequence;
    confirmedSequence = undefined;
    try {
      options.confirmations.confirm(options.documentId, options.relayRoom, sequence, options.wallClock());
    } catch (error) {
      // Not noted means that it is shown as unconfirmed and asked again at the next connection.
      options.reportBug(error);
    }
    options.onChange();
  };
  const ended = (ending: SocketEnding, was: { greeted: boolean; token?: string | undefined }) => {
    connection = undefined;
    if (closed) return;
    noteDown();
    const { tokens } = options.target;
    const isAccess = accessCodes.has(ending.code);
    // Also before its time: the relay's key may have been changed.
    const isNotTaken = isAccess || ending.code === closeCodes.tokenExpired.code;
    if (isNotTaken && was.token !== undefined) tokens?.reject(was.token);
    // Rights may have changed while the token was on its way, or the laptop slept: one more try with a new
    // one. What the relay says to that, or to the wish for a token, is final.
    const again = isAccess && was.token !== undefined && !refusedOnce;
    if (again) refusedOnce = true;
    if (again || (was.greeted && anewCodes.has(ending.code))) {
      cancelRetry = options.after(beginAnewMs, start);
      return;
    }
    const why = endingReason(ending);
    if (!isTransientClose(ending.code)) {
      become('refused', why);
      return;
    }
    become('offline', why);
    cancelRetry = options.after(backoff.next(), start);
  };
  const connectWith = (token: string | undefined) => {
    let greeted = false;
    const target = { url: options.target.url, ...(token === undefined ? {} : { bearer: token }) };
    connection = openConnection(options, target, {
      opened() {
        become('connected', null);
        options.onConnected();
      },
      confirmed(sequence) {
        greeted = true;
        refusedOnce = false;
        if (sequence === undefined) return;
        // Only a relay that has stored something is well again: one with a full disk greets like any other.
        backoff.reset();
        confirmedSequence = Math.max(sequence, confirmedSequence ?? 0);
        cancelNote ??= options.after(noteDelayMs, noteDown);
      },
      silent: () => become('connected', 'noConfirmation'),
      changed: options.onChange,
      ended: (ending) => ended(ending, { greeted, token }),
    });
  };
  const start = () => {
    cancelRetry = undefined;
    if (closed) return;
    if (phase === 'refused') become('connecting', null);
    const { tokens } = options.target;
    if (!tokens) {
      connectWith(options.target.bearer);
      return;
    }
    asking = true;
    tokens.get().then(
      (token) => {
        asking = false;
        if (!closed) connectWith(token);
      },
      (error: unknown) => {
        asking = false;
        if (!(error instanceof NoTokenError)) options.reportBug(error);
        ended(error instanceof NoTokenError ? error.ending : { code: abnormalClose }, { greeted: false });
      },
    );
  };
  const stopRenewals = options.target.tokens?.onRenewed((token) => connection?.renew(token));
  start();

  return {
    state: () => ({
      phase,
      reason,
      settled: connection?.settled() ?? false,
      peers: connection?.peers() ?? 0,
      rights: connection?.rights() ?? null,
      notTaken: connection?.notTaken() ?? false,
    }),
    retryNow() {
      if (closed || connection || asking) return;
      if (phase === 'refused') return;
      cancelRetry?.();
      backoff.reset();
      start();
    },
    close() {
      if (closed) return;
      closed = true;
      cancelRetry?.();
      stopRenewals?.();
      connection?.close();
      noteDown();
    },
  };
}

/** No access with this token, or with this laptop. */
const accessCodes: ReadonlySet<number> = new Set([closeCodes.notAuthorised.code, closeCodes.forbidden.code]);
/** Nothing is wrong: a new connection sends what this one could not. */
const anewCodes: ReadonlySet<number> = new Set([closeCodes.tokenExpired.code, closeCodes.rightsChanged.code]);

interface Connection {
  settled(): boolean;
  peers(): number;
  rights(): Rights | null;
  notTaken(): boolean;
  renew(token: string): void;
  close(): void;
}

interface ConnectionOwner {
  opened(): void;
  /** The relay has stored everything up to a sequence; undefined: it is one that confirms. */
  confirmed(sequence: number | undefined): void;
  /** The relay does not confirm anything. */
  silent(): void;
  changed(): void;
  ended(ending: SocketEnding): void;
}

/** One connection: a bridge between the room here and the room there, which both speak the same protocol. */
function openConnection(options: RelayLinkOptions, target: RelayTarget, owner: ConnectionOwner): Connection {
  const sent = createSentChanges();
  const rights = createLinkRights();
  const presence = createPresenceFilter();
  const early: Uint8Array[] = [];
  let lease: RoomLease | undefined;
  let member: RoomMember | undefined;
  let cancelSilence: (() => void) | undefined;
  let ended = false;

  const end = (ending: SocketEnding) => {
    if (ended) return;
    ended = true;
    cancelSilence?.();
    member?.leave();
    lease?.release();
    owner.ended(ending);
  };
  const join = async () => {
    try {
      lease = await options.openRoom(options.documentId);
    } catch (error) {
      options.reportBug(error);
      end({ code: closeCodes.roomUnavailable.code });
      socket.close();
      return;
    }
    if (ended) {
      lease.release();
      return;
    }
    const parts = { place: options.place, sent, presence, rights, end, changed: () => owner.changed() };
    member = lease.room.join(peerOf(socket, parts));
    for (const frame of early.splice(0)) deliver(frame);
  };
  const deliver = (frame: Uint8Array) => {
    if (frame[0] !== messageType.awareness) {
      member?.receive(frame);
      return;
    }
    const before = presence.others();
    const others = presence.incoming(frame);
    if (others) member?.receive(others);
    if (presence.others() !== before) owner.changed();
  };
  const takeConfirmation = (frame: Uint8Array) => {
    const message = decodeMessage(frame);
    if (!message.ok || message.value.kind !== 'confirmation') return;
    cancelSilence?.();
    owner.confirmed(sent.stored(message.value.count));
    owner.changed();
  };
  const takeRights = (frame: Uint8Array) => {
    if (!rights.said(frame)) return;
    const now = rights.current();
    if (now) options.onRights?.(options.documentId, now);
    owner.changed();
    // What was held back is best sent by beginning anew: then it is known what the relay lacks.
    if (!rights.widened()) return;
    end({ code: closeCodes.rightsChanged.code });
    socket.close();
  };
  const socket = options.connect(target, {
    onOpen() {
      if (ended) return;
      cancelSilence = options.after(confirmationTimeoutMs, () => owner.silent());
      owner.opened();
      void join();
    },
    onMessage(frame) {
      if (ended) return;
      if (frame[0] === messageType.confirmation) {
        takeConfirmation(frame);
        return;
      }
      if (frame[0] === messageType.auth || frame[0] === messageType.access) {
        if (frame[0] === messageType.auth) sent.leftOut();
        takeRights(frame);
        return;
      }
      if (member) deliver(frame);
      else early.push(frame.slice());
    },
    onClose: end,
  });
  return {
    settled: () => sent.settled(),
    peers: () => presence.others(),
    rights: () => rights.current(),
    notTaken: () => rights.notTaken(),
    renew: (token) => socket.send(encodeToken(token)),
    close() {
      end({ code: closeCodes.shuttingDown.code });
      socket.close();
    },
  };
}

interface PeerParts {
  place: SyncPlace;
  sent: SentChanges;
  presence: PresenceFilter;
  rights: LinkRights;
  end: (ending: SocketEnding) => void;
  changed: () => void;
}

/** The relay as a peer of the room on this laptop. */
function peerOf(socket: RelaySocket, { place, sent, presence, rights, end, changed }: PeerParts): RoomPeer {
  return {
    send(frame, throughSequence) {
      if (frame[0] === messageType.awareness) {
        const own = presence.outgoing(frame);
        if (own) socket.send(own);
        return;
      }
      if (throughSequence !== undefined) {
        // The answer to the relay's question is sent in any case: mostly it holds nothing new.
        if (!isStep2(frame) && rights.holdsBack()) {
          sent.leftOut();
          changed();
          return;
        }
        sent.sent(isStep2(frame) ? 'step2' : 'update', throughSequence);
      }
      socket.send(frame);
    },
    get bufferedBytes() {
      return socket.bufferedBytes;
    },
    close() {
      // The room here has ended, not the relay: come back later.
      end({ code: closeCodes.roomUnavailable.code });
      socket.close();
    },
    wantsConfirmation: false,
    mayWrite: true,
    origin: place,
  };
}

function isStep2(frame: Uint8Array): boolean {
  return frame[0] === messageType.sync && frame[1] === 1;
}
