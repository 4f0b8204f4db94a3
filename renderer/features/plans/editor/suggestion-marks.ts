import { Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import type { WordPlace } from '../../../../shared/documents/word-place.ts';

const key = new PluginKey<DecorationSet>('suggestionMarks');

/**
 * Underlines the words that suggestions are about. Typing only moves the marks along; where the words
 * really stand is told by `showSuggestions` when typing pauses.
 */
export const SuggestionMarks = Extension.create({
  name: 'suggestionMarks',
  addProseMirrorPlugins() {
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply(transaction, marks, _before, state) {
            const places = transaction.getMeta(key) as readonly WordPlace[] | undefined;
            return places ? marksAt(state, places) : marks.map(transaction.mapping, transaction.doc);
          },
        },
        props: { decorations: (state) => key.getState(state) },
      }),
    ];
  },
});

/** Sets which words are underlined. */
export function showSuggestions(
  editor: { state: EditorState; view: { dispatch(transaction: EditorState['tr']): void } },
  places: readonly WordPlace[],
): void {
  editor.view.dispatch(editor.state.tr.setMeta(key, places).setMeta('addToHistory', false));
}

/** The selected words, if they stand in one paragraph; else null. */
export function selectedWords(state: EditorState): WordPlace | null {
  const { $from, $to, empty } = state.selection;
  if (empty || !$from.sameParent($to) || !$from.parent.isTextblock) return null;
  const binding = bindingOf(state);
  if (!binding) return null;
  const find = (position: number) =>
    Y.createAbsolutePositionFromRelativePosition(
      absolutePositionToRelativePosition(position, binding.type, binding.mapping) as Y.RelativePosition,
      binding.doc,
    );
  const [from, to] = [find($from.pos), find($to.pos)];
  if (!from || from.type !== to?.type || !(from.type instanceof Y.XmlText)) return null;
  return { text: from.type, index: from.index, length: to.index - from.index };
}

function marksAt(state: EditorState, places: readonly WordPlace[]): DecorationSet {
  const binding = bindingOf(state);
  if (!binding) return DecorationSet.empty;
  const marks = places.flatMap(({ text, index, length }) => {
    const position = Y.createRelativePositionFromTypeIndex(text, index);
    const from = relativePositionToAbsolutePosition(binding.doc, binding.type, position, binding.mapping);
    if (from === null || from + length > state.doc.content.size) return [];
    return [Decoration.inline(from, from + length, { class: 'plan-suggestion' })];
  });
  return DecorationSet.create(state.doc, marks);
}

interface Binding {
  readonly doc: Y.Doc;
  readonly type: Y.XmlFragment;
  readonly mapping: Parameters<typeof absolutePositionToRelativePosition>[2];
}

function bindingOf(state: EditorState): Binding | null {
  const sync = ySyncPluginKey.getState(state) as { binding?: Binding | null } | undefined;
  return sync?.binding ?? null;
}
