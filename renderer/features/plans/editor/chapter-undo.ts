import { defaultDeleteFilter, defaultProtectedNodes, ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { chapterFragment } from '../../../../shared/documents/plan-document.ts';

export interface ChapterUndo {
  /** Undo and redo of one chapter: what was typed in this window, nothing that others wrote. */
  of(chapterKey: string): Y.UndoManager;
  dispose(): void;
}

/** Keeps the undo steps of every chapter for as long as the plan is open, over changes of chapter. */
export function createChapterUndo(doc: Y.Doc): ChapterUndo {
  const managers = new Map<string, Y.UndoManager>();
  return {
    of(chapterKey) {
      const known = managers.get(chapterKey);
      if (known) return known;
      const manager = new Y.UndoManager(chapterFragment(doc, chapterKey), {
        trackedOrigins: new Set<unknown>([ySyncPluginKey]),
        deleteFilter: (item) => defaultDeleteFilter(item, defaultProtectedNodes),
        captureTransaction: (transaction) => transaction.meta.get('addToHistory') !== false,
      });
      managers.set(chapterKey, manager);
      return manager;
    },
    dispose() {
      for (const manager of managers.values()) manager.destroy();
      managers.clear();
    },
  };
}
