import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import { useOpeningFiles } from '../opening-files.tsx';
import { useFailureNotice } from '../use-failure-notice.ts';

export interface WorkspaceActions {
  /** What is under way: `demo`, or a workspace's id. Undefined: nothing. */
  busy: string | undefined;
  openDemo: () => void;
  open: (id: string) => void;
  restore: (id: string, fileName: string) => void;
}

/** Opening another workspace: one at a time. It begins at its first screen, or with the file that waits for it. */
export function useWorkspaceActions(): WorkspaceActions {
  const { t } = useTranslation(['common', 'workspaces']);
  const { client } = useBackend();
  const navigate = useNavigate();
  const { exchangeFiles } = useOpeningFiles();
  const showFailure = useFailureNotice();
  const [busy, setBusy] = useState<string>();
  const run = (what: string, work: () => Promise<unknown>, done?: string) => {
    if (busy) return;
    setBusy(what);
    void work()
      .then(() => navigate({ to: exchangeFiles.length > 0 ? '/assessments' : '/' }))
      .then(
        () =>
          done &&
          notifications.show({ message: done, closeButtonProps: { 'aria-label': t('common:close') } }),
      )
      .catch(showFailure)
      .finally(() => setBusy(undefined));
  };
  return {
    busy,
    openDemo: () => run('demo', () => client.workspaces.createDemo()),
    open: (id) => run(id, () => client.workspaces.open({ id })),
    restore: (id, fileName) =>
      run(id, () => client.workspaces.restoreBackup({ id, fileName }), t('workspaces:restored')),
  };
}
