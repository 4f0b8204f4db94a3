import { Text } from '@mantine/core';
import { IconFileArrowLeft } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './file-drop.module.css';
import { useStableCallback } from './use-stable-callback.ts';

export interface FileDropProps {
  /** A file that is being read now. */
  openingName: string | undefined;
  onFile: (file: File) => void;
}

/** Takes files that are dropped anywhere on the window, save where a screen takes them itself (a picture in a plan). */
export function FileDrop({ openingName, onFile }: FileDropProps) {
  const { t } = useTranslation('common');
  const over = useFileOver(onFile);
  const text = openingName === undefined ? over && t('dropFile') : t('openingFile', { name: openingName });
  return (
    <div className={classes.cover} data-shown={Boolean(text) || undefined} data-over={over || undefined}>
      <div role="status" className={classes.card}>
        {text && (
          <>
            <IconFileArrowLeft size={24} stroke={1.5} aria-hidden />
            <Text size="sm">{text}</Text>
          </>
        )}
      </div>
    </div>
  );
}

/** Whether a file is being dragged over the window. */
function useFileOver(onFile: (file: File) => void): boolean {
  const [over, setOver] = useState(false);
  const take = useStableCallback(onFile);
  useEffect(() => {
    const drag = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      setOver(!event.defaultPrevented);
      if (event.defaultPrevented) return; // the part of the screen under the pointer takes it
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      for (const file of event.dataTransfer.files) take(file);
    };
    const listeners = { dragenter: drag, dragover: drag, dragleave: leave, drop };
    const entries = Object.entries(listeners) as [keyof typeof listeners, (event: DragEvent) => void][];
    for (const [name, listener] of entries) window.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of entries) window.removeEventListener(name, listener);
    };
  }, [take]);
  return over;
}
