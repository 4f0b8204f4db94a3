import { Awareness, removeAwarenessStates } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { documentCompatibility } from '../../../shared/documents/plan-document.ts';
import type { Channel } from '../../../shared/kernel/channel.ts';
import type { Connection } from '../connection.ts';
import { watchPresence } from './presence-sender.ts';
import { openSessionLink, type SessionLink } from './session-link.ts';

/** Runs a task later; returns the way to call it off. */
export type After = (delayMs: number, task: () => void) => () => void;

export interface DocumentSessionState {
  /** The backend's content has arrived. */
  readonly synced: boolean;
  /** Every local edit is on this laptop's disk: the backend has said so, not merely taken it. */
  readonly saved: boolean;
  /**
   * Why edits can't be saved at the moment. They are kept in this window and are sent again by
   * themselves, except when the document is `unavailable`.
   */
  readonly interruption: 'connectionLost' | 'notStored' | 'unavailable' | null;
  /** Why the document must not be edited: a newer version of the app wrote it, or it is not there. */
  readonly readOnly: 'newer' | 'unavailable' | null;
}

/** An open document of this window. */
export interface DocumentSession {
  readonly documentId: string;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** Resolves when the backend's content has arrived for the first time. */
  readonly synced: Promise<void>;
  /** The same object until something changes. */
  state(): DocumentSessionState;
  saved(): boolean;
  subscribe(listener: () => void): () => void;
  /**
   * Ends the session: this person's presence goes at once. Edits that are not saved yet are still
   * brought to the backend, then the document is destroyed.
   */
  close(): void;
}

export interface DocumentSessionOptions {
  after?: After;
  /** In [0, 1). */
  random?: () => number;
}

const firstRetryMs = 250;
const maxRetryMs = 10_000;
/** A backend that does not answer has no workspace open at the moment, or is being replaced. */
const answerTimeoutMs = 5_000;
/** Close codes in this range can't be helped by trying again; see the relay's table. */
const isPermanent = (closeCode: number) => closeCode >= 4400 && closeCode < 4500;

const realAfter: After = (delayMs, task) => {
  const timer = setTimeout(task, delayMs);
  return () => clearTimeout(timer);
};

/** Opens a document over a connection that may break and come back; edits made meanwhile are kept. */
export function openDocument(
  connection: Pick<Connection, 'onChannel'>,
  documentId: string,
  options: DocumentSessionOptions = {},
): DocumentSession {
  const after = options.after ?? realAfter;
  const random = options.random ?? Math.random;
  const doc = new Y.Doc({ guid: documentId });
  const awareness = new Awareness(doc);
  const listeners = new Set<() => void>();
  const firstSync = Promise.withResolvers<void>();
  let localVersion = 0;
  let confirmedVersion = 0;
  let link: SessionLink | undefined;
  let channel: Channel | undefined;
  let cancelRetry: (() => void) | undefined;
  let cancelAnswerTimeout: (() => void) | undefined;
  let failures = 0;
  let closing = false;
  let current: DocumentSessionState = { synced: false, saved: true, interruption: null, readOnly: null };

  const update = (patch: Partial<DocumentSessionState>) => {
    const next = { ...current, ...patch };
    if (sameState(next, current)) return;
    current = next;
    for (const listener of listeners) listener();
  };
  const checkCompatibility = () => {
    if (current.readOnly === 'unavailable') return;
    update({ readOnly: documentCompatibility(doc) === 'newer' ? 'newer' : null });
  };
  const owner = {
    documentId,
    doc,
    awareness,
    localVersion: () => localVersion,
    confirmed(version: number) {
      confirmedVersion = Math.max(confirmedVersion, version);
      failures = 0;
      update({ saved: confirmedVersion === localVersion, interruption: null });
      if (closing && current.saved) finish();
    },
    synced() {
      cancelAnswerTimeout?.();
      checkCompatibility();
      update({
        synced: true,
        interruption: current.interruption === 'connectionLost' ? null : current.interruption,
      });
      firstSync.resolve();
    },
    ended(closeCode: number) {
      cancelAnswerTimeout?.();
      link = undefined;
      forgetOthers();
      if (isPermanent(closeCode)) {
        update({ interruption: 'unavailable', readOnly: 'unavailable' });
        return;
      }
      update({ interruption: 'notStored' });
      retryLater();
    },
  };
  const attach = () => {
    cancelRetry?.();
    cancelRetry = undefined;
    if (!channel) return;
    link = openSessionLink(channel, owner, Math.floor(random() * 2 ** 32));
    cancelAnswerTimeout?.();
    cancelAnswerTimeout = after(answerTimeoutMs, () => {
      link?.leave();
      attach();
    });
  };
  const retryLater = () => {
    const ceiling = Math.min(maxRetryMs, firstRetryMs * 2 ** failures);
    failures += 1;
    cancelRetry = after(ceiling / 2 + (random() * ceiling) / 2, attach);
  };
  const forgetOthers = () => {
    const others = [...awareness.getStates().keys()].filter((client) => client !== awareness.clientID);
    removeAwarenessStates(awareness, others, owner);
  };
  const stopChannels = connection.onChannel((next) => {
    link?.drop();
    channel = next;
    attach();
    next.onClose(() => {
      if (channel !== next) return;
      channel = undefined;
      link?.drop();
      link = undefined;
      cancelRetry?.();
      cancelAnswerTimeout?.();
      forgetOthers();
      if (current.readOnly !== 'unavailable') update({ interruption: 'connectionLost' });
    });
  });
  const stopPresence = watchPresence(awareness, (clients) => link?.sendAwareness(clients), after);
  const onUpdate = (bytes: Uint8Array, origin: unknown) => {
    if (origin === owner) {
      checkCompatibility();
      return;
    }
    localVersion += 1;
    update({ saved: false });
    link?.sendUpdate(bytes);
  };
  doc.on('update', onUpdate);

  const finish = () => {
    doc.off('update', onUpdate);
    link?.leave();
    cancelRetry?.();
    cancelAnswerTimeout?.();
    stopChannels();
    listeners.clear();
    doc.destroy();
  };

  return {
    documentId,
    doc,
    awareness,
    synced: firstSync.promise,
    state: () => current,
    saved: () => current.saved,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      if (closing) return;
      closing = true;
      stopPresence();
      awareness.setLocalState(null);
      link?.sendAwareness([awareness.clientID]);
      if (current.saved || current.readOnly === 'unavailable') finish();
    },
  };
}

function sameState(left: DocumentSessionState, right: DocumentSessionState): boolean {
  return (
    left.synced === right.synced &&
    left.saved === right.saved &&
    left.interruption === right.interruption &&
    left.readOnly === right.readOnly
  );
}
