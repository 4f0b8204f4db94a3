import { defaultDeleteFilter, ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { chapterFragment } from '../../../../shared/documents/plan-document.ts';
import { ExchangeStep } from '../../../../shared/documents/word-exchange.ts';
import { undoExchanges } from './undo-exchange.ts';

export interface ChapterUndo {
  /** Undo and redo of one chapter: what was done in this window, nothing that others wrote. */
  of(chapterKey: string): Y.UndoManager;
  dispose(): void;
}

/** Keeps the undo steps of every chapter for as long as the plan is open, over changes of chapter. */
export function createChapterUndo(doc: Y.Doc): ChapterUndo {
  const managers = new Map<string, Y.UndoManager>();
  const ends: (() => void)[] = [];
  return {
    of(chapterKey) {
      const known = managers.get(chapterKey);
      if (known) return known;
      const manager = createUndoManager(chapterFragment(doc, chapterKey));
      // An editor ends the manager that it was given when it goes, at times after the next editor of the
      // same chapter has begun to use it. This one lives as long as the plan is open.
      ends.push(manager.destroy.bind(manager));
      manager.destroy = () => undefined;
      managers.set(chapterKey, manager);
      return manager;
    },
    dispose() {
      for (const end of ends.splice(0)) end();
      managers.clear();
    },
  };
}

/** Of text that somebody puts back which a merge had left without a place: one's own, though no editor made it. */
export const keptTextOrigin = 'keptText';

/** Undo of what the editor of this window did to a chapter. */
export function createUndoManager(fragment: Y.XmlFragment): Y.UndoManager {
  const manager = new Y.UndoManager(fragment, {
    trackedOrigins: new Set<unknown>([ySyncPluginKey, keptTextOrigin, ExchangeStep]),
    deleteFilter: (item) => defaultDeleteFilter(item, blocks),
    captureTransaction: (transaction) => transaction.meta.get('addToHistory') !== false,
  });
  undoExchanges(manager);
  return manager;
}

/**
 * Undoing the making of a block must not take along what somebody else has written into it meanwhile:
 * a block goes only when it is empty, and undo empties it from the inside first.
 */
const blocks = new Set([
  'paragraph',
  'blockquote',
  'bulletList',
  'orderedList',
  'listItem',
  'taskList',
  'taskItem',
  'table',
  'tableRow',
  'tableHeader',
  'tableCell',
]);
