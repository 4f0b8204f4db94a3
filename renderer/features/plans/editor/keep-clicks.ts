import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import type * as Y from 'yjs';
import type { PointerWatch } from './pointer-watch.ts';

export interface KeepClicksOptions {
  document: Y.Doc | null;
  pointer: PointerWatch | null;
}

/**
 * Keeps a click from being undone by what others type. The browser moves the caret at once but reports
 * it a moment later; a change from elsewhere that is drawn in between puts the old caret back. So the
 * report is asked for before such a change is applied.
 */
export const KeepClicks = Extension.create<KeepClicksOptions>({
  name: 'keepClicks',
  // Before the collaboration plugin, which notes the caret when a change begins.
  priority: 1100,

  addOptions() {
    return { document: null, pointer: null };
  },

  addProseMirrorPlugins() {
    const { document: shared, pointer } = this.options;
    if (!shared || !pointer) return [];
    return [
      new Plugin({
        key: new PluginKey('keepClicks'),
        view: ({ dom }) => {
          const reportSelection = () => {
            const fromElsewhere = shared._transaction?.local === false;
            if (fromElsewhere && pointer.isSettling())
              dom.ownerDocument.dispatchEvent(new Event('selectionchange'));
          };
          const press = () => pointer.press();
          const release = () => pointer.release();
          shared.on('beforeAllTransactions', reportSelection);
          dom.addEventListener('pointerdown', press, true);
          dom.ownerDocument.addEventListener('pointerup', release, true);
          dom.ownerDocument.addEventListener('pointercancel', release, true);
          return {
            destroy() {
              shared.off('beforeAllTransactions', reportSelection);
              dom.removeEventListener('pointerdown', press, true);
              dom.ownerDocument.removeEventListener('pointerup', release, true);
              dom.ownerDocument.removeEventListener('pointercancel', release, true);
            },
          };
        },
      }),
    ];
  },
});
