import { ActionIcon } from '@mantine/core';
import { IconPhotoDown } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useSaveFile } from '../use-save-file.ts';
import { pictureOf } from './figure-picture.ts';

export interface SavePictureProps {
  /** Becomes the file's name. */
  title: string;
  figure: RefObject<HTMLElement | null>;
}

/** Saves a figure as a picture, for a report or a slide. */
export function SavePicture({ title, figure }: SavePictureProps) {
  const { t } = useTranslation('assessments');
  const save = useSaveFile();
  const label = t('figure.savePicture');
  const savePicture = async () => {
    if (!figure.current) return;
    const content = await pictureOf(figure.current);
    const filters = [{ name: t('figure.pictureFile'), extensions: ['png'] }];
    await save({ suggestedName: `${title}.png`, content, filters });
  };
  return (
    <ActionIcon aria-label={label} title={label} onClick={() => void savePicture()}>
      <IconPhotoDown size={16} aria-hidden />
    </ActionIcon>
  );
}
