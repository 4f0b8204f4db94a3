import { Modal, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ScanProblem, scanCamera } from './scan-camera.ts';
import classes from './room.module.css';

/** Shows what the camera sees until a room's picture is in it. */
export function ScanDialog({
  onScanned,
  onClose,
}: {
  onScanned: (link: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation(['room', 'common']);
  // Known only once the dialog has opened.
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const scanned = useRef(onScanned);
  const [problem, setProblem] = useState<ScanProblem>();
  useEffect(() => {
    scanned.current = onScanned;
  });
  useEffect(() => {
    if (!video) return undefined;
    return scanCamera(window, video, {
      onText: (text) => scanned.current(text),
      onProblem: setProblem,
    });
  }, [video]);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('scan.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack gap="sm">
        <Text size="sm">{t('scan.hint')}</Text>
        {/* Only pictures, and they stay in this window: nothing is recorded. */}
        <video ref={setVideo} className={classes.video} muted playsInline hidden={problem !== undefined} />
        {problem && (
          <Text size="sm" role="alert">
            {t(`scan.${problem}`)}
          </Text>
        )}
      </Stack>
    </Modal>
  );
}
