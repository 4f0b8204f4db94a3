import '@mantine/tiptap/styles.layer.css';
import { RichTextEditor } from '@mantine/tiptap';
import { type Editor, useEditor, useEditorState } from '@tiptap/react';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { readOnlyCopyOf } from '../../../../shared/documents/read-only-copy.ts';
import type { WordPlace } from '../../../../shared/documents/word-place.ts';
import classes from './chapter-editor.module.css';
import { EditorDialogs, type OpenDialog } from './editor-dialogs.tsx';
import { editorProps } from './editor-props.ts';
import { EditorToolbar } from './editor-toolbar.tsx';
import { chapterExtensions } from './extensions.ts';
import type { ChapterImages } from './image-files.ts';
import { PointerWatch } from './pointer-watch.ts';
import { type CaretUser, SafeAwareness } from './safe-awareness.ts';
import { SuggestBar } from './suggest-bar.tsx';
import { selectedWords, showSuggestions } from './suggestion-marks.ts';
import { isUnwritten } from './unwritten.ts';
import { useIsNewerDocument } from './use-newer-document.ts';

export interface ChapterEditorProps {
  /** The plan; its content must have arrived. */
  document: Y.Doc;
  awareness: Awareness;
  chapterKey: string;
  /** Number and title of the chapter, for screen readers. */
  label: string;
  /** False shows the text only. A document of a newer app version is never editable. */
  editable: boolean;
  /** How others see this person. A colour of `caretColors`. */
  user: CaretUser;
  /** Guidance, shown in grey until something is written. */
  placeholder: string;
  /** BCP 47 tag of the text, for spell checking and hyphenation. */
  language: string;
  images: ChapterImages;
  /** Given, undo goes on after leaving and reopening the chapter; see `createChapterUndo`. */
  undoManager?: Y.UndoManager | undefined;
  /** Words that suggestions are about; the same array while nothing in it differs. */
  suggestedPlaces: readonly WordPlace[];
  /** Somebody wants other words for the selected ones. */
  onSuggest: ((place: WordPlace) => void) | undefined;
  onFocus?: () => void;
  onBlur?: () => void;
}

/**
 * The rich-text editor of one chapter. Everything typed is in `document` at once; nothing has to be
 * saved. A document of a newer app version is shown through a copy, which it cannot harm.
 */
export function ChapterEditor(props: ChapterEditorProps) {
  const { i18n } = useTranslation();
  const { document, chapterKey } = props;
  const newer = useIsNewerDocument(document);
  // An editor is bound to one text and one language of its labels for life.
  const key = `${document.clientID} ${chapterKey} ${i18n.language}`;
  if (newer) return <CopyEditor key={key} {...props} />;
  return <BoundEditor key={key} {...props} source={document} readOnly={false} />;
}

function CopyEditor(props: ChapterEditorProps) {
  const [copy] = useState(() => readOnlyCopyOf(props.document));
  useEffect(() => copy.follow(), [copy]);
  return <BoundEditor {...props} source={copy.doc} readOnly />;
}

interface BoundEditorProps extends ChapterEditorProps {
  /** The document itself, or a copy that follows it. */
  source: Y.Doc;
  readOnly: boolean;
}

function BoundEditor({ source, readOnly, ...props }: BoundEditorProps) {
  const { user, images, label, language, placeholder } = props;
  const { t } = useTranslation('editor');
  const editable = props.editable && !readOnly;
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const guidanceId = useId();
  const loadImage = useLatest((hash: string) => images.url(hash));
  const [extensions] = useState(() => {
    const pointer = new PointerWatch(() => performance.now());
    const unnamed = t('unnamed');
    const isBusy = () => pointer.isSettling();
    return chapterExtensions(
      {
        document: source,
        chapterKey: props.chapterKey,
        undoManager: readOnly ? undefined : props.undoManager,
        pointer,
        carets: readOnly
          ? null
          : { awareness: new SafeAwareness(props.awareness, { unnamed, isBusy, later }), user },
      },
      {
        taskLabel: (text) => (text === '' ? t('taskEmpty') : t('task', { text: text.slice(0, 80) })),
        loadImage,
        missingText: t('imageMissing'),
      },
    );
  });
  const editor = useEditor(
    {
      extensions,
      editable,
      shouldRerenderOnTransaction: false,
      editorProps: editorProps({
        label: t('textOf', { chapter: label }),
        language,
        describedBy: guidanceId,
        onPicture: (file) => setDialog({ kind: 'image', file }),
        onLink: () => setDialog({ kind: 'link' }),
      }),
      onFocus: () => props.onFocus?.(),
      onBlur: () => props.onBlur?.(),
    },
    [],
  );
  useEffect(() => {
    if (!readOnly) editor.commands.updateUser({ name: user.name, color: user.color });
  }, [editor, readOnly, user.name, user.color]);

  // Rights change while somebody writes; the text stays as it is.
  useEffect(() => {
    if (editor.isEditable !== editable) editor.setEditable(editable, false);
  }, [editor, editable]);

  const { suggestedPlaces, onSuggest } = props;
  useEffect(() => {
    if (!readOnly) showSuggestions(editor, suggestedPlaces);
  }, [editor, readOnly, suggestedPlaces]);
  const suggest = useCallback(() => {
    const place = selectedWords(editor.state);
    if (place) onSuggest?.(place);
  }, [editor, onSuggest]);

  const openLink = useCallback(() => setDialog({ kind: 'link' }), [setDialog]);
  const openImage = useCallback(() => setDialog({ kind: 'image', file: null }), [setDialog]);
  return (
    <RichTextEditor
      editor={editor}
      variant="subtle"
      data-chapter-editor
      className={classes.root}
      withCodeHighlightStyles={false}
      withTypographyStyles={false}
    >
      {editable && (
        <EditorToolbar
          editor={editor}
          onLink={openLink}
          onImage={openImage}
          onSuggest={onSuggest && suggest}
        />
      )}
      {!editable && !readOnly && onSuggest && <SuggestBar editor={editor} onSuggest={suggest} />}
      <div className={classes.page}>
        <Guidance id={guidanceId} editor={editor} text={placeholder} />
        <RichTextEditor.Content className={classes.content} lang={language} />
      </div>
      <EditorDialogs editor={editor} dialog={dialog} images={images} onClose={() => setDialog(null)} />
    </RichTextEditor>
  );
}

function Guidance({ id, editor, text }: { id: string; editor: Editor; text: string }) {
  const unwritten = useEditorState({ editor, selector: ({ editor }) => isUnwritten(editor.state.doc) });
  if (!unwritten || text === '') return null;
  return (
    // Clicking the guidance must bring the caret into the text below, as clicking empty paper does.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <p id={id} className={classes.guidance} onClick={() => editor.commands.focus()}>
      {text}
    </p>
  );
}

function later(delayMs: number, task: () => void): () => void {
  const timer = setTimeout(task, delayMs);
  return () => clearTimeout(timer);
}

/** A function that stays the same and calls the newest one. */
function useLatest<Args extends unknown[], Result>(
  callback: (...args: Args) => Result,
): (...args: Args) => Result {
  const latest = useRef(callback);
  useEffect(() => {
    latest.current = callback;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
