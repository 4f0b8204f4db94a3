import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { MemberRow } from '../../../shared/contract/membership.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

/** Asks before a member is taken out of the partnership, and says what that does and does not do. */
export function RemoveMemberDialog({ member, onClose }: { member: MemberRow; onClose: () => void }) {
  const { t } = useTranslation(['membership', 'common']);
  const { client } = useBackend();
  const name = member.displayName;
  const remove = async () => {
    await client.membership.removeMember({ memberId: member.id });
    notifications.show({
      message: t('memberRemoved', { name }),
      closeButtonProps: { 'aria-label': t('common:close') },
    });
  };
  return (
    <ConfirmDialog
      title={t('removeTitle', { name })}
      text={t('removeText', { name })}
      confirm={t('remove')}
      isRemoval
      onConfirm={remove}
      onClose={onClose}
    />
  );
}
