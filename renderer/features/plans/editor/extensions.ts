import { type Extensions, mergeAttributes } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { Link } from '@tiptap/extension-link';
import { ListItem, TaskItem, TaskList } from '@tiptap/extension-list';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import { StarterKit } from '@tiptap/starter-kit';
import type * as Y from 'yjs';
import { chapterFragment } from '../../../../shared/documents/plan-document.ts';
import { createUndoManager } from './chapter-undo.ts';
import { caretElement, caretSelection } from './caret-view.ts';
import { PlanImage, type PlanImageOptions } from './image-node.ts';
import { KeepClicks } from './keep-clicks.ts';
import { isAllowedHref } from './links.ts';
import { PlanParagraph } from './paragraph-node.ts';
import type { PointerWatch } from './pointer-watch.ts';
import { SuggestionMarks } from './suggestion-marks.ts';
import type { CaretState, CaretUser, SafeAwareness } from './safe-awareness.ts';

export interface PlanSchemaOptions extends Partial<PlanImageOptions> {
  /** Name of a task's checkbox for screen readers. */
  taskLabel?: (text: string) => string;
}

/**
 * Every node and mark of a plan. Adding one needs a new schema version of plan documents: an editor
 * deletes from the shared document what its schema does not know.
 */
export function planSchemaExtensions(options: PlanSchemaOptions = {}): Extensions {
  const { taskLabel = (text) => text, loadImage = null, missingText = '' } = options;
  return [
    StarterKit.configure({
      // Undo is the shared document's: only one's own edits.
      undoRedo: false,
      // Would write to the document by merely opening it.
      trailingNode: false,
      code: false,
      codeBlock: false,
      strike: false,
      heading: false,
      paragraph: false,
      listItem: false,
      link: false,
      dropcursor: { class: 'plan-drop-cursor', color: false },
    }),
    PlanParagraph,
    PlanListItem,
    Link.extend({ inclusive: false }).configure({
      openOnClick: false,
      autolink: false,
      linkOnPaste: false,
      isAllowedUri: (url) => isAllowedHref(url),
      HTMLAttributes: { target: '_blank', rel: 'noopener noreferrer nofollow' },
    }),
    TaskList,
    PlanTaskItem.configure({ nested: true, a11y: { checkboxLabel: (node) => taskLabel(node.textContent) } }),
    PlanTable.configure({ cellMinWidth: 72 }),
    TableRow,
    PlanTableHeader,
    PlanTableCell,
    PlanImage.configure({ loadImage, missingText }),
  ];
}

export interface ChapterBinding {
  readonly document: Y.Doc;
  readonly chapterKey: string;
  /** Keeps undo over leaving and reopening the chapter. */
  readonly undoManager?: Y.UndoManager | undefined;
  readonly pointer: PointerWatch;
  /** Null where nobody else is shown, as in a read-only copy. */
  readonly carets: { readonly awareness: SafeAwareness; readonly user: CaretUser } | null;
}

/** The schema bound to one chapter of a shared document, with the carets of others. */
export function chapterExtensions(binding: ChapterBinding, options: PlanSchemaOptions): Extensions {
  const { document, chapterKey, undoManager, pointer, carets } = binding;
  const fragment = chapterFragment(document, chapterKey);
  return [
    ...planSchemaExtensions(options),
    SuggestionMarks,
    KeepClicks.configure({ document, pointer }),
    Collaboration.configure({
      fragment,
      yUndoOptions: { undoManager: undoManager ?? createUndoManager(fragment) },
    }),
    ...(carets
      ? [
          CollaborationCaret.configure({
            provider: { awareness: carets.awareness },
            user: { ...carets.user },
            render: (user) => caretElement(user as CaretState['user']),
            selectionRender: (user) => caretSelection(user as CaretState['user']),
          }),
        ]
      : []),
  ];
}

/** An attribute that is carried through the document and the clipboard and never edited. */
function carriedAttribute(htmlName: string, name: string) {
  return {
    default: null,
    parseHTML: (element: HTMLElement) => element.getAttribute(htmlName),
    renderHTML: (attributes: Record<string, unknown>) =>
      typeof attributes[name] === 'string' ? { [htmlName]: attributes[name] } : {},
  };
}

// Columns share the width of the page; widths that other programs give to cells do not come in.
const noColumnWidth = { default: null, parseHTML: () => null, rendered: false };

/**
 * Any blocks, also where no paragraph comes first: merging can leave an item like that, and the editor
 * takes what its schema does not allow out of the shared document, with everything inside.
 */
const itemContent = 'block+';
const PlanListItem = ListItem.extend({ content: itemContent });
const PlanTaskItem = TaskItem.extend({ content: itemContent });

const PlanTable = Table.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      tableKey: carriedAttribute('data-table-key', 'tableKey'),
      caption: carriedAttribute('data-caption', 'caption'),
    };
  },
  addNodeView() {
    const makeView = this.parent?.();
    if (!makeView) return null;
    return (props) =>
      makeView({
        ...props,
        HTMLAttributes: mergeAttributes(
          props.HTMLAttributes,
          typeof props.node.attrs.caption === 'string' ? { 'aria-label': props.node.attrs.caption } : {},
        ),
      });
  },
});

const PlanTableHeader = TableHeader.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      colwidth: noColumnWidth,
      columnKey: carriedAttribute('data-column-key', 'columnKey'),
    };
  },
});

const PlanTableCell = TableCell.extend({
  addAttributes() {
    return { ...this.parent?.(), colwidth: noColumnWidth };
  },
});
