import { Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';

/** Asks before the open workspace goes on without its relay. */
export function LeaveDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['membership', 'common']);
  const { client } = useBackend();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const leave = async () => {
    setBusy(true);
    try {
      await client.membership.leave();
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
      title={t('leaveTitle')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Text size="sm">{t('leaveText')}</Text>
      {failure !== undefined && <FailureMessage error={failure} />}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button onClick={onClose} disabled={busy} data-autofocus>
          {t('common:cancel')}
        </Button>
        <Button variant="filled" loading={busy} onClick={() => void leave()}>
          {t('leave')}
        </Button>
      </Group>
    </Modal>
  );
}
