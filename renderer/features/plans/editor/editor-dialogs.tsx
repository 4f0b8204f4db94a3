import type { Editor } from '@tiptap/react';
import { ImageDialog } from './image-dialog.tsx';
import type { ChapterImages } from './image-files.ts';
import { LinkDialog } from './link-dialog.tsx';

export type OpenDialog =
  | { readonly kind: 'link' }
  /** With the file that was pasted or dropped; without, one is chosen, or the selected image is changed. */
  | { readonly kind: 'image'; readonly file: File | null };

export interface EditorDialogsProps {
  editor: Editor;
  dialog: OpenDialog | null;
  images: ChapterImages;
  onClose: () => void;
}

/** The dialogs of the editor, each new every time it is opened. Afterwards the caret is back in the text. */
export function EditorDialogs({ editor, dialog, images, onClose }: EditorDialogsProps) {
  const close = () => {
    onClose();
    // After the dialog has given the focus up.
    setTimeout(() => {
      if (!editor.isDestroyed) editor.commands.focus();
    }, 0);
  };
  if (dialog?.kind === 'link') return <LinkDialog editor={editor} onClose={close} />;
  if (dialog?.kind === 'image') {
    return <ImageDialog editor={editor} file={dialog.file} images={images} onClose={close} />;
  }
  return null;
}
