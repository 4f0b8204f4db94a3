import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { FileToSave } from '../../shared/kernel/shell.ts';
import { useBackend } from '../api/backend-context.tsx';

/** Asks where to save a file, saves it, and tells how that ended. */
export function useSaveFile(): (file: FileToSave) => Promise<void> {
  const { files } = useBackend();
  const { t } = useTranslation(['errors', 'assessments', 'common']);
  return async (file) => {
    const outcome = await files.save(file);
    if (outcome.status === 'cancelled') return;
    const closeButtonProps = { 'aria-label': t('common:close') };
    if (outcome.status === 'saved') {
      notifications.show({ message: t('assessments:file.saved', { name: outcome.name }), closeButtonProps });
      return;
    }
    notifications.show({
      color: 'red',
      title: t(`errors:${outcome.code}.title`),
      message: `${t(`errors:${outcome.code}.safe`)} ${t(`errors:${outcome.code}.todo`)}`,
      autoClose: false,
      closeButtonProps,
    });
  };
}
