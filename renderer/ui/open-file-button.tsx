import { ActionIcon } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useOpeningFiles } from './opening-files.tsx';

/** Opens any file of the app, as the menu of the desktop does. */
export function OpenFileButton() {
  const { t } = useTranslation('common');
  const { busy, choose } = useOpeningFiles();
  return (
    <ActionIcon size="md" aria-label={t('openFile')} title={t('openFile')} loading={busy} onClick={choose}>
      <IconFolderOpen size={18} aria-hidden />
    </ActionIcon>
  );
}
