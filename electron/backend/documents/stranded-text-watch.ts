import type * as Y from 'yjs';
import type { StoredRoom } from '../../../relay/storage/room-storage.ts';
import { companionDocumentId } from '../../../shared/documents/companions.ts';
import { keepStrandedText } from '../../../shared/documents/kept-text.ts';
import { findStrandedText } from '../../../shared/documents/stranded-text.ts';
import type { After } from '../sync/timers.ts';
import type { DocumentCommit } from './observed-storage.ts';
import { localOrigin } from './window-documents.ts';

/**
 * Looks at each meeting of work that was done apart: text that the merge left without a place is kept in
 * the plan's companion for comments. Live work, where all see each other, is not looked at.
 */
export interface StrandedTextWatch {
  committed(commit: DocumentCommit): void;
  /** Resolves when nothing waits to be looked at. */
  settled(): Promise<void>;
  close(): void;
}

export interface StrandedTextWatchOptions {
  /** True for a plan's text. */
  isPlanText: (documentId: string) => boolean;
  load: (documentId: string) => Promise<StoredRoom>;
  /** The last sequence of the log that the relay or a room has confirmed to have; 0 = none. */
  confirmedThrough: (documentId: string) => number;
  /** Changes that neither has confirmed. */
  unseenChanges: (documentId: string) => number;
  /** False while this laptop is the room itself: then others see its work though nobody confirms it. */
  isApart: () => boolean;
  /** Changes the companion; resolves when it is durable. */
  change: (documentId: string, work: (doc: Y.Doc) => void) => Promise<void>;
  after: After;
  wallClock: () => number;
  /** In milliseconds, never set back. */
  now: () => number;
  reportBug: (error: unknown) => string;
}

interface Meeting {
  readonly firstSequence: number;
  readonly seenThrough: number;
  readonly incoming: Uint8Array[];
}

/** Own work that nobody has seen for so long was done apart. */
const apartMs = 5_000;
/** What comes in after the first update of a meeting belongs to it. */
const gatherMs = 1_000;

export function createStrandedTextWatch(options: StrandedTextWatchOptions): StrandedTextWatch {
  const unseenSince = new Map<string, number>();
  const meetings = new Map<string, Meeting>();
  const cancels = new Map<string, () => void>();
  let running: Promise<void> = Promise.resolve();
  let closed = false;

  const workedApart = (documentId: string): boolean => {
    if (!options.isApart() || options.unseenChanges(documentId) === 0) return false;
    const since = unseenSince.get(documentId) ?? Number.NEGATIVE_INFINITY;
    return options.now() - since > apartMs;
  };
  const look = async (documentId: string) => {
    const meeting = meetings.get(documentId);
    meetings.delete(documentId);
    cancels.delete(documentId);
    if (!meeting || closed) return;
    try {
      const { snapshot, tail } = await options.load(documentId);
      // The log may have given way to a snapshot meanwhile: then what was apart cannot be told any more.
      const before = tail.filter(({ sequence }) => sequence < meeting.firstSequence);
      const isOwn = ({ sequence, origin }: (typeof before)[number]) =>
        sequence > meeting.seenThrough && origin === localOrigin;
      const [own, seen] = [before.filter(isOwn), before.filter((entry) => !isOwn(entry))];
      if (own.length === 0) return;
      const found = findStrandedText({
        seen: [...(snapshot ? [snapshot] : []), ...seen.map(({ update }) => update)],
        ownUnseen: own.map(({ update }) => update),
        incoming: meeting.incoming,
      });
      if (found.length === 0 || closed) return;
      const at = options.wallClock();
      await options.change(companionDocumentId(documentId, 'comments'), (doc) =>
        keepStrandedText(doc, found, at),
      );
    } catch (error) {
      if (!closed) options.reportBug(error);
    }
  };

  return {
    committed(commit) {
      const { documentId, sequence, update, origin } = commit;
      if (closed || !options.isPlanText(documentId)) return;
      if (origin === localOrigin) {
        // Work that was there at the start of the program has no time: it was done apart.
        if (options.unseenChanges(documentId) === 1) unseenSince.set(documentId, options.now());
        return;
      }
      const meeting = meetings.get(documentId);
      if (meeting) {
        meeting.incoming.push(update);
        return;
      }
      if (!workedApart(documentId)) return;
      const seenThrough = options.confirmedThrough(documentId);
      meetings.set(documentId, { firstSequence: sequence, seenThrough, incoming: [update] });
      cancels.set(
        documentId,
        options.after(gatherMs, () => (running = running.then(() => look(documentId)))),
      );
    },
    async settled() {
      for (const [documentId, cancel] of cancels) {
        cancel();
        running = running.then(() => look(documentId));
      }
      await running;
    },
    close() {
      closed = true;
      for (const cancel of cancels.values()) cancel();
    },
  };
}
