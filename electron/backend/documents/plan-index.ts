import type * as Y from 'yjs';
import { companionDocumentId, planIdOf } from '../../../shared/documents/companions.ts';
import { readChapters } from '../../../shared/documents/chapters.ts';
import { chapterFragment, readPlanMeta } from '../../../shared/documents/plan-document.ts';
import { planTexts } from '../../../shared/documents/plan-search.ts';
import { countWords, writtenText } from '../../../shared/documents/plan-text.ts';
import { createPlanIndexRepository, type PlanSummary } from '../repositories/plan-index-repository.ts';
import type { WorkspaceContext } from '../services/workspace-context.ts';
import type { After } from '../sync/timers.ts';
import type { DocumentHub } from './document-hub.ts';
import { countStates, waitingChapters } from './plan-summary.ts';

/** Keeps what lists and search show of plans true, some time after each change and never while it is made. */
export interface PlanIndex {
  summary(documentId: string): PlanSummary | undefined;
  /** Plans were removed, restored, or came. */
  plansChanged(): void;
  /** Reads what is waiting now. Resolves when nothing waits. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface PlanIndexOptions {
  context: WorkspaceContext;
  hub: Pick<DocumentHub, 'read' | 'sequences' | 'onCommitted'>;
  after: After;
  wallClock: () => number;
  /** Resolves when the process has answered what is waiting. */
  idle: () => Promise<void>;
  reportBug: (error: unknown) => string;
}

/** How far a plan's text and its comments have come: the numbers of their last changes. */
interface Sequences {
  readonly text: number;
  readonly comments: number;
}

/** A plan is read again this long after the last change, at the latest after the second time. */
const quietMs = 1_000;
const maxWaitMs = 5_000;

export function createPlanIndex(options: PlanIndexOptions): PlanIndex {
  const { context, hub, after } = options;
  const index = createPlanIndexRepository(context.database);
  const words = new Map<string, { text: string; count: number }>();
  const dirty = new Map<string, Sequences>();
  let isPlan = new Set<string>();
  let removed = new Set<string>();
  let cancelQuiet: (() => void) | undefined;
  let cancelLatest: (() => void) | undefined;
  let running: Promise<void> = Promise.resolve();
  let closed = false;

  const indexed = (planId: string): Sequences => ({
    text: index.indexedSequence(planId),
    comments: index.summary(planId)?.commentsSequence ?? 0,
  });
  const schedule = () => {
    if (closed) return;
    cancelQuiet?.();
    cancelQuiet = after(quietMs, start);
    cancelLatest ??= after(maxWaitMs, start);
  };
  const start = () => {
    cancelQuiet?.();
    cancelLatest?.();
    cancelQuiet = undefined;
    cancelLatest = undefined;
    running = running.then(work);
  };
  const work = async () => {
    for (const [documentId, sequences] of new Map(dirty)) {
      if (closed) return;
      // Removed from the list first: a change that comes while it is read puts it there again.
      dirty.delete(documentId);
      try {
        await refresh(documentId, sequences);
      } catch (error) {
        options.reportBug(error);
      }
    }
  };
  const refresh = async (documentId: string, sequences: Sequences) => {
    if (removed.has(documentId)) return;
    const doc = await hub.read(documentId);
    const comments = await hub.read(companionDocumentId(documentId, 'comments'));
    try {
      const counted = await countChapters(documentId, doc);
      if (closed || removed.has(documentId)) return;
      const texts = planTexts(doc);
      const chapters = readChapters(doc);
      const before = index.summary(documentId);
      const isTextNew = !before || sequences.text > index.indexedSequence(documentId);
      const summary: PlanSummary = {
        words: counted,
        chapters: countStates(chapters),
        modifiedAt: isTextNew ? options.wallClock() : before.modifiedAt,
        waiting: waitingChapters(doc, comments),
        // Never backwards: what came while this was read may have been noted beside older numbers.
        commentsSequence: Math.max(sequences.comments, indexed(documentId).comments),
        indexedChapters: texts.map(({ chapterKey }) => chapterKey),
      };
      context.database.transaction(() => {
        const gone = (before?.indexedChapters ?? []).filter((key) => !summary.indexedChapters.includes(key));
        for (const key of gone) context.search.remove('plan', entryId(documentId, key));
        for (const { chapterKey, title, text } of texts) {
          const id = entryId(documentId, chapterKey);
          context.search.put({
            type: 'plan',
            id,
            contextId: documentId,
            place: chapterKey,
            title,
            body: text,
          });
        }
        index.putSummary(documentId, summary, Math.max(sequences.text, indexed(documentId).text));
      })();
      context.announce({ type: 'documents' });
    } finally {
      doc.destroy();
      comments.destroy();
    }
  };
  /** Chapter by chapter, with a pause between: a long plan must not hold up a keystroke. */
  const countChapters = async (documentId: string, doc: Y.Doc): Promise<number> => {
    const { language } = readPlanMeta(doc);
    let total = 0;
    for (const { key } of readChapters(doc)) {
      const text = writtenText(chapterFragment(doc, key));
      const cached = words.get(entryId(documentId, key));
      const count = cached?.text === text ? cached.count : countWords(text, language);
      if (cached?.text !== text) {
        words.set(entryId(documentId, key), { text, count });
        await options.idle();
      }
      total += count;
    }
    return total;
  };
  const readPlans = () => {
    const all = context.entities.list('planDocument', true);
    isPlan = new Set(all.map(({ id }) => id));
    const nowRemoved = new Set(all.filter(({ deleted }) => deleted).map(({ id }) => id));
    for (const id of nowRemoved) if (!removed.has(id)) context.search.removeContext(id);
    const restored = [...removed].filter((id) => !nowRemoved.has(id));
    removed = nowRemoved;
    return restored;
  };
  const catchUp = async () => {
    const sequences = await hub.sequences();
    for (const id of isPlan) {
      const text = sequences.get(id) ?? 0;
      const comments = sequences.get(companionDocumentId(id, 'comments')) ?? 0;
      const before = indexed(id);
      const isBehind = text > before.text || comments > before.comments;
      if (!removed.has(id) && isBehind) dirty.set(id, { text, comments });
    }
    await work();
  };
  const stopFollowing = hub.onCommitted(({ documentId, sequence }) => {
    // The text of a plan may be here before the list says that it is one; the list's change finds it then.
    const planId = planIdOf(documentId);
    if (!isPlan.has(planId)) return;
    const before = dirty.get(planId) ?? indexed(planId);
    if (documentId === planId) dirty.set(planId, { ...before, text: sequence });
    else if (documentId === companionDocumentId(planId, 'comments'))
      dirty.set(planId, { ...before, comments: sequence });
    else return;
    schedule();
  });
  readPlans();
  running = catchUp().catch((error: unknown) => void options.reportBug(error));

  return {
    summary: (documentId) => index.summary(documentId),
    plansChanged() {
      const known = isPlan;
      const restored = readPlans();
      const came = [...isPlan].filter((id) => !known.has(id));
      for (const id of restored) {
        const { text, comments } = indexed(id);
        dirty.set(id, { text: Math.max(1, text), comments });
      }
      if (came.length > 0)
        running = running.then(catchUp).catch((error: unknown) => void options.reportBug(error));
      if (restored.length > 0) schedule();
    },
    async flush() {
      start();
      await running;
    },
    async close() {
      closed = true;
      cancelQuiet?.();
      cancelLatest?.();
      stopFollowing();
      await running;
    },
  };
}

const entryId = (documentId: string, chapterKey: string): string => `${documentId}/${chapterKey}`;
