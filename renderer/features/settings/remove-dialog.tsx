import { Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkspaceRow } from '../../../shared/contract/workspaces.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { useUndoNotice } from '../../ui/use-undo-notice.tsx';

/** Asks before a workspace is taken away, and offers to take that back afterwards. */
export function RemoveDialog({ workspace, onClose }: { workspace: WorkspaceRow; onClose: () => void }) {
  const { t } = useTranslation(['settings', 'common', 'workspaces']);
  const { client } = useBackend();
  const showUndo = useUndoNotice();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const { id } = workspace;
  const name = workspace.name || t('workspaces:unnamed');
  const remove = async () => {
    setBusy(true);
    try {
      await client.workspaces.remove({ id });
      showUndo(t('removed', { name }), () => client.workspaces.restoreRemoved({ id }));
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
      <Text size="sm">{t('removeText')}</Text>
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
