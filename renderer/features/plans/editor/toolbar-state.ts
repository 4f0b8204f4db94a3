import { CellSelection } from '@tiptap/pm/tables';
import type { Editor } from '@tiptap/react';
import { headingLevelOf, type HeadingLevel } from './paragraph-node.ts';

export interface ToolbarState {
  readonly headingLevel: HeadingLevel | null;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly link: boolean;
  readonly bulletList: boolean;
  readonly orderedList: boolean;
  readonly taskList: boolean;
  readonly blockquote: boolean;
  readonly image: boolean;
  readonly inTable: boolean;
  readonly canMergeCells: boolean;
  readonly canSplitCell: boolean;
  /** Words inside one paragraph are selected. */
  readonly hasWords: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** What the buttons show for the present selection. Runs at every keystroke: no search through the text. */
export function readToolbarState(editor: Editor): ToolbarState {
  const { selection } = editor.state;
  const inTable = editor.isActive('table');
  const parent = selection.$from.parent;
  return {
    headingLevel: headingLevelOf(parent.attrs),
    bold: editor.isActive('bold'),
    italic: editor.isActive('italic'),
    underline: editor.isActive('underline'),
    link: editor.isActive('link'),
    bulletList: editor.isActive('bulletList'),
    orderedList: editor.isActive('orderedList'),
    taskList: editor.isActive('taskList'),
    blockquote: editor.isActive('blockquote'),
    image: editor.isActive('image'),
    inTable,
    canMergeCells: inTable && selection instanceof CellSelection && editor.can().mergeCells(),
    canSplitCell: inTable && editor.can().splitCell(),
    hasWords: !selection.empty && parent.isTextblock && selection.$from.sameParent(selection.$to),
    canUndo: editor.can().undo(),
    canRedo: editor.can().redo(),
  };
}
