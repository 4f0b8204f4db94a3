import { Text } from '@mantine/core';
import { IconFileArrowLeft } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './handover.module.css';

/** A place to drop a file on. The button of the page does the same without a mouse. */
export function DropZone({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useTranslation('handover');
  const [over, setOver] = useState(false);
  const drag = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragEnter={drag}
      onDragOver={drag}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileArrowLeft size={24} stroke={1.5} aria-hidden />
      <Text size="sm">{over ? t('dropNow') : t('drop')}</Text>
    </div>
  );
}
