import { Button, Group, Modal, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberRow } from '../../../shared/contract/membership.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';

/** Asks before a member is taken out of the partnership, and says what that does and does not do. */
export function RemoveMemberDialog({ member, onClose }: { member: MemberRow; onClose: () => void }) {
  const { t } = useTranslation(['membership', 'common']);
  const { client } = useBackend();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const name = member.displayName;
  const remove = async () => {
    setBusy(true);
    try {
      await client.membership.removeMember({ memberId: member.id });
      notifications.show({
        message: t('memberRemoved', { name }),
        closeButtonProps: { 'aria-label': t('common:close') },
      });
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('removeTitle', { name })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Text size="sm">{t('removeText', { name })}</Text>
      {failure !== undefined && <FailureMessage error={failure} />}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button onClick={onClose} disabled={busy} data-autofocus>
          {t('common:cancel')}
        </Button>
        <Button variant="filled" color="red.9" loading={busy} onClick={() => void remove()}>
          {t('remove')}
        </Button>
      </Group>
    </Modal>
  );
}
