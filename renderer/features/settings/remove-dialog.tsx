import { useTranslation } from 'react-i18next';
import type { WorkspaceRow } from '../../../shared/contract/workspaces.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useUndoNotice } from '../../ui/use-undo-notice.tsx';

/** Asks before a workspace is taken away, and offers to take that back afterwards. */
export function RemoveDialog({ workspace, onClose }: { workspace: WorkspaceRow; onClose: () => void }) {
  const { t } = useTranslation(['settings', 'workspaces']);
  const { client } = useBackend();
  const showUndo = useUndoNotice();
  const { id } = workspace;
  const name = workspace.name || t('workspaces:unnamed');
  const remove = async () => {
    await client.workspaces.remove({ id });
    showUndo(t('removed', { name }), () => client.workspaces.restoreRemoved({ id }));
  };
  return (
    <ConfirmDialog
      title={t('removeTitle', { name })}
      text={t('removeText')}
      confirm={t('remove')}
      isRemoval
      onConfirm={remove}
      onClose={onClose}
    />
  );
}
