import {
  Alert,
  Button,
  FileButton,
  Group,
  Image,
  Loader,
  Modal,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import type { Editor } from '@tiptap/react';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { imageLimits, isImageHash } from '../../../../shared/documents/images.ts';
import { type ChapterImages, type ImageProblem, type PreparedImage, prepareImage } from './image-files.ts';
import { maxImageSidePx } from './image-size.ts';

const widthsPx = { small: 240, medium: 480, full: null } as const;
type WidthName = keyof typeof widthsPx;
const widthNames = Object.keys(widthsPx) as WidthName[];

type Problem = ImageProblem | 'notStored';

export interface ImageDialogProps {
  editor: Editor;
  /** Pasted or dropped. */
  file: File | null;
  images: ChapterImages;
  onClose: () => void;
}

/** Asks what an image shows and how wide it is; puts a new one in, or changes the selected one. */
export function ImageDialog({ editor, file: givenFile, images, onClose }: ImageDialogProps) {
  const { t } = useTranslation('editor');
  const [selected] = useState(() => (givenFile ? null : selectedImage(editor)));
  const [alt, setAlt] = useState(selected?.alt ?? '');
  const [width, setWidth] = useState<WidthName>(selected?.width ?? 'full');
  const [storing, setStoring] = useState(false);
  const { picture, choose, fail } = usePicture(givenFile);
  const ready = selected !== null || picture.status === 'ready';

  const apply = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const attributes = { alt: alt.trim(), width: widthsPx[width] };
    if (selected) {
      editor.commands.updateAttributes('image', attributes);
      onClose();
    } else if (picture.status === 'ready') {
      const { bytes, mime } = picture.prepared;
      setStoring(true);
      const hash = await images.put(bytes, mime).catch(() => null);
      setStoring(false);
      if (!isImageHash(hash)) return fail('notStored');
      editor.commands.insertPlanImage({ hash, ...attributes });
      onClose();
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('imageDialog.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
      returnFocus={false}
    >
      <form onSubmit={(event) => void apply(event)}>
        <Stack>
          {!selected && <ChooseFile onFile={choose} focused={givenFile === null} />}
          {picture.status === 'problem' && (
            <Alert color="red" role="alert">
              {t(`imageDialog.${picture.problem}`, { megabytes: imageLimits.maxImageBytes / (1024 * 1024) })}
            </Alert>
          )}
          {picture.status === 'preparing' && (
            <Group gap="xs" component="output">
              <Loader size="xs" />
              <Text size="sm">{t('imageDialog.preparing')}</Text>
            </Group>
          )}
          {picture.status === 'ready' && (
            <Image src={picture.url} alt={t('imageDialog.preview')} mah={220} fit="contain" radius="sm" />
          )}
          <TextInput
            data-autofocus={selected !== null || givenFile !== null || undefined}
            label={t('imageDialog.alt')}
            description={t('imageDialog.altHint')}
            value={alt}
            onChange={(event) => setAlt(event.currentTarget.value)}
            maxLength={500}
          />
          <div>
            <Text size="sm" fw={500} mb={4} id="image-width-label">
              {t('imageDialog.width')}
            </Text>
            <SegmentedControl
              aria-labelledby="image-width-label"
              value={width}
              onChange={setWidth}
              data={widthNames.map((value) => ({ value, label: t(`imageDialog.${value}`) }))}
            />
          </div>
          <Group justify="flex-end" gap="xs">
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button type="submit" variant="filled" disabled={!ready} loading={storing}>
              {selected ? t('imageDialog.change') : t('imageDialog.insert')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function ChooseFile({ onFile, focused }: { onFile: (file: File | null) => void; focused: boolean }) {
  const { t } = useTranslation('editor');
  return (
    <Group gap="sm" wrap="nowrap">
      <FileButton accept="image/png,image/jpeg,image/webp,image/gif" onChange={onFile}>
        {(props) => (
          <Button {...props} data-autofocus={focused || undefined} miw="max-content">
            {t('imageDialog.choose')}
          </Button>
        )}
      </FileButton>
      <Text size="xs" c="dimmed">
        {t('imageDialog.kinds', { pixels: maxImageSidePx })}
      </Text>
    </Group>
  );
}

/** A picture file on its way into the text. */
type Picture =
  | { readonly status: 'none' | 'preparing' }
  | { readonly status: 'problem'; readonly problem: Problem }
  | { readonly status: 'ready'; readonly prepared: PreparedImage; readonly url: string };

function usePicture(givenFile: File | null) {
  const [file, setFile] = useState(givenFile);
  const [picture, setPicture] = useState<Picture>({ status: givenFile ? 'preparing' : 'none' });
  useEffect(() => {
    if (!file) return undefined;
    // Another file may be chosen, or the dialog closed, before this one is ready.
    let current = true;
    void prepareImage(file).then((result) => {
      if (current) setPicture(pictureOf(result));
    });
    return () => {
      current = false;
    };
  }, [file]);
  useEffect(() => {
    if (picture.status !== 'ready') return undefined;
    return () => URL.revokeObjectURL(picture.url);
  }, [picture]);
  const choose = (chosen: File | null) => {
    if (!chosen) return;
    setPicture({ status: 'preparing' });
    setFile(chosen);
  };
  return { picture, choose, fail: (problem: Problem) => setPicture({ status: 'problem', problem }) };
}

function pictureOf(result: PreparedImage | ImageProblem): Picture {
  if (typeof result === 'string') return { status: 'problem', problem: result };
  return { status: 'ready', prepared: result, url: URL.createObjectURL(blobOf(result)) };
}

function blobOf({ bytes, mime }: PreparedImage): Blob {
  return new Blob([bytes], { type: mime });
}

function selectedImage(editor: Editor): { alt: string; width: WidthName } | null {
  if (!editor.isActive('image')) return null;
  const { alt, width } = editor.getAttributes('image');
  return {
    alt: typeof alt === 'string' ? alt : '',
    width: widthNames.find((name) => widthsPx[name] === width) ?? 'full',
  };
}
