import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { WrittenFile } from '../../../shared/contract/handover.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { downloadFile } from '../../api/transfer.ts';

/** Asks where to save a file that the backend has written. False: it was not saved. */
export function useSaveWritten(kind: 'bundle' | 'receipt'): (written: WrittenFile) => Promise<boolean> {
  const { client, files } = useBackend();
  const { t } = useTranslation(['handover', 'errors', 'common']);
  return async ({ fileId, fileName, bytes }) => {
    const content = await downloadFile(client, fileId, bytes);
    const extension = kind === 'bundle' ? 'cphandover' : 'cpreceipt';
    const filters = [{ name: t(`handover:fileKind.${kind}`), extensions: [extension] }];
    const outcome = await files.save({ suggestedName: fileName, content, filters });
    const closeButtonProps = { 'aria-label': t('common:close') };
    if (outcome.status === 'saved') {
      notifications.show({ message: t('handover:saved', { name: outcome.name }), closeButtonProps });
      return true;
    }
    await client.handover.forget({ fileId });
    if (outcome.status === 'failed') {
      notifications.show({
        color: 'red',
        title: t(`errors:${outcome.code}.title`),
        message: `${t(`errors:${outcome.code}.safe`)} ${t(`errors:${outcome.code}.todo`)}`,
        autoClose: false,
        closeButtonProps,
      });
    }
    return false;
  };
}
