import { Selection } from '@tiptap/pm/state';
import type { EditorProps, EditorView } from '@tiptap/pm/view';
import { redo, undo } from '@tiptap/y-tiptap';
import { cleanPastedHtml, pasteIsPicture } from './clean-pasted-html.ts';
import { allowedHref } from './links.ts';

export interface EditorPropsOptions {
  readonly label: string;
  readonly language: string;
  /** Id of the element with the guidance. */
  readonly describedBy: string;
  /** A picture was pasted or dropped; the selection is where it belongs. */
  readonly onPicture: (file: File) => void;
  readonly onLink: () => void;
}

/** Attributes, pasting, dropping and keys of the text area. */
export function editorProps(options: EditorPropsOptions): EditorProps {
  return {
    attributes: {
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': options.label,
      'aria-describedby': options.describedBy,
      lang: options.language,
      spellcheck: 'true',
    },
    transformPastedHTML: cleanPastedHtml,
    handlePaste: (view, event) => {
      const picture = pastedPicture(event.clipboardData);
      if (picture) {
        options.onPicture(picture);
        return true;
      }
      return pasteAddress(view, event.clipboardData?.getData('text/plain') ?? '');
    },
    handleDrop: (view, event) => {
      const picture = [...(event.dataTransfer?.files ?? [])].find(isPicture);
      if (!picture) return false;
      event.preventDefault();
      moveCaretTo(view, event);
      options.onPicture(picture);
      return true;
    },
    handleDOMEvents: {
      // The desktop menu's own Undo and Redo: they must mean this person's edits too.
      beforeinput: (view, event) => {
        const command = { historyUndo: undo, historyRedo: redo }[event.inputType];
        if (!command) return false;
        event.preventDefault();
        return command(view.state);
      },
    },
    handleClick: (view, _position, event) => writeBelow(view, event),
    handleKeyDown: (view, event) => {
      if (event.altKey && event.key === 'F10') return focusToolbar(view);
      if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.key.toLowerCase() !== 'k')
        return false;
      options.onLink();
      return true;
    },
  };
}

function pastedPicture(clipboard: DataTransfer | null): File | undefined {
  if (!clipboard || !pasteIsPicture(clipboard.getData('text/html'))) return undefined;
  return [...clipboard.files].find(isPicture);
}

function isPicture(file: File): boolean {
  return file.type.startsWith('image/');
}

/** An address pasted over selected words links them. */
function pasteAddress(view: EditorView, text: string): boolean {
  const { state } = view;
  const href = /^(https:\/\/|mailto:)\S+$/i.test(text.trim()) ? allowedHref(text) : null;
  const link = state.schema.marks.link;
  if (!href || !link || state.selection.empty || !state.selection.$from.parent.inlineContent) return false;
  view.dispatch(state.tr.addMark(state.selection.from, state.selection.to, link.create({ href })));
  return true;
}

function moveCaretTo(view: EditorView, event: DragEvent): void {
  const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
  if (!place) return;
  const selection = Selection.near(view.state.doc.resolve(place.pos));
  view.dispatch(view.state.tr.setSelection(selection));
}

/** A click on the paper below a last table or image makes a line to write on. */
function writeBelow(view: EditorView, event: MouseEvent): boolean {
  const { doc, schema, tr } = view.state;
  const last = view.dom.lastElementChild;
  const below = event.target === view.dom && last && event.clientY > last.getBoundingClientRect().bottom;
  const paragraph = schema.nodes.paragraph?.createAndFill();
  if (!below || !view.editable || !paragraph || doc.lastChild?.isTextblock !== false) return false;
  const withLine = tr.insert(doc.content.size, paragraph);
  view.dispatch(withLine.setSelection(Selection.atEnd(withLine.doc)));
  return true;
}

function focusToolbar(view: EditorView): boolean {
  const root = view.dom.closest('[data-chapter-editor]');
  const button = root?.querySelector<HTMLElement>('[role="toolbar"] [tabindex="0"]');
  button?.focus();
  return button !== null && button !== undefined;
}
