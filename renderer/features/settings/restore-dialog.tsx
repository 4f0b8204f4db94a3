import { Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WorkspaceRow } from '../../../shared/contract/workspaces.ts';
import { BackupList } from '../../ui/workspaces/backup-list.tsx';
import type { WorkspaceActions } from '../../ui/workspaces/use-workspace-actions.ts';

export interface RestoreDialogProps {
  workspace: WorkspaceRow;
  actions: WorkspaceActions;
  onClose: () => void;
}

export function RestoreDialog({ workspace, actions, onClose }: RestoreDialogProps) {
  const { t } = useTranslation('settings');
  const name = workspace.name || t('workspaces:unnamed');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('restoreTitle', { name })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Text size="sm" mb="sm">
        {t('restoreText')}
      </Text>
      <BackupList
        workspaceId={workspace.id}
        busy={actions.busy !== undefined}
        onRestore={(fileName) => actions.restore(workspace.id, fileName)}
      />
    </Modal>
  );
}
