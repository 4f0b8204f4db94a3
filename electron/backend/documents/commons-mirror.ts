import { commonsDocumentId, type DocumentHub } from './document-hub.ts';
import type { LocalDocument } from './local-document.ts';

/** Keeps something of this workspace and what the partnership's commons say of it the same. */
export interface CommonsMirror {
  /** Something changed on either side; returns at once. */
  changed(): void;
  /** Resolves when both sides agree, or the attempt has failed. */
  settled(): Promise<void>;
  /** Waits for the round under way; none follows. */
  close(): Promise<void>;
}

export interface CommonsMirrorOptions {
  hub: Pick<DocumentHub, 'open' | 'onCommitted'>;
  /** Brings both sides together; one round at a time. Long work asks now and then whether the end has come. */
  reconcile: (commons: LocalDocument, isClosed: () => boolean) => Promise<void>;
  /** Whether a change of a document asks for a round; those of the commons always do. */
  concerns?: (documentId: string) => boolean;
  reportBug: (error: unknown) => string;
}

/** One round after each change, or for several that came together. The first is for `changed` to ask. */
export function createCommonsMirror(options: CommonsMirrorOptions): CommonsMirror {
  const { hub, reconcile, concerns = () => false, reportBug } = options;
  let commons: LocalDocument | undefined;
  let running: Promise<void> = Promise.resolve();
  let asked = false;
  let closed = false;

  const openCommons = async (): Promise<LocalDocument> => {
    if (commons?.isAlive()) return commons;
    commons?.close();
    commons = await hub.open(commonsDocumentId);
    return commons;
  };
  const round = async () => {
    asked = false;
    if (closed) return;
    try {
      await reconcile(await openCommons(), () => closed);
    } catch (error) {
      // Tried again at the next change on either side, and at the next start.
      if (!closed) reportBug(error);
    }
  };
  const changed = () => {
    if (asked || closed) return;
    asked = true;
    running = running.then(round);
  };
  const stopFollowing = hub.onCommitted(({ documentId }) => {
    if (concerns(documentId) || documentId === commonsDocumentId) changed();
  });
  return {
    changed,
    async settled() {
      let awaited: Promise<void>;
      do {
        awaited = running;
        await awaited;
      } while (awaited !== running);
    },
    async close() {
      closed = true;
      stopFollowing();
      await running;
      commons?.close();
    },
  };
}
