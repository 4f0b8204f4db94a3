import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

/** Asks before the open workspace goes on without its relay. */
export function LeaveDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('membership');
  const { client } = useBackend();
  return (
    <ConfirmDialog
      title={t('leaveTitle')}
      text={t('leaveText')}
      confirm={t('leave')}
      onConfirm={() => client.membership.leave()}
      onClose={onClose}
    />
  );
}
