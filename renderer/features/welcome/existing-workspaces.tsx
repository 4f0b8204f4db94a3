import { Alert, Badge, Button, Group, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WorkspaceRow } from '../../../shared/contract/workspaces.ts';
import { useFormats } from '../../i18n/formats.ts';
import { BackupList } from '../../ui/workspaces/backup-list.tsx';
import type { WorkspaceActions } from '../../ui/workspaces/use-workspace-actions.ts';
import classes from './welcome.module.css';

interface ExistingWorkspacesProps {
  workspaces: WorkspaceRow[];
  /** The one that was open last stands first. */
  lastId: string | null;
  actions: WorkspaceActions;
}

/** The workspaces of this laptop, the newest first: open them, or see why one can't be opened. */
export function ExistingWorkspaces({ workspaces, lastId, actions }: ExistingWorkspacesProps) {
  const { t } = useTranslation('welcome');
  const newestFirst = workspaces.toSorted(
    (left, right) =>
      Number(right.id === lastId) - Number(left.id === lastId) || right.modifiedAt - left.modifiedAt,
  );
  return (
    <section aria-labelledby="welcome-existing">
      <Title order={2} id="welcome-existing" mb="sm">
        {t('workspaces:existing')}
      </Title>
      <ul className={classes.workspaces}>
        {newestFirst.map((workspace) => (
          <li key={workspace.id} className={classes.workspace}>
            <ExistingWorkspace workspace={workspace} actions={actions} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ExistingWorkspace({ workspace, actions }: { workspace: WorkspaceRow; actions: WorkspaceActions }) {
  const { t } = useTranslation('welcome');
  const formats = useFormats();
  const name = workspace.name || t('workspaces:unnamed');
  const { condition } = workspace;
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="md">
        <div className={classes.name}>
          <Group gap="xs">
            <Text fw={600}>{name}</Text>
            {workspace.demo && (
              <Badge variant="outline" color="gray">
                {t('common:demo')}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="var(--text-muted)">
            {t('changed', { when: formats.dateTime(workspace.modifiedAt) })} ·{' '}
            {formats.fileSize(workspace.sizeBytes)}
          </Text>
        </div>
        {(condition === 'ok' || condition === 'inUse') && (
          <Button
            loading={actions.busy === workspace.id}
            disabled={actions.busy !== undefined}
            aria-label={t('openNamed', { name })}
            onClick={() => actions.open(workspace.id)}
          >
            {condition === 'ok' ? t('workspaces:open') : t('common:tryAgain')}
          </Button>
        )}
      </Group>
      {condition !== 'ok' && (
        <Alert mt="sm" color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />}>
          {t(`condition.${condition}`)}
        </Alert>
      )}
      {(condition === 'damaged' || condition === 'tooNew' || condition === 'notReadable') && (
        <Backups workspace={workspace} actions={actions} />
      )}
    </>
  );
}

/** Shown at once: who meets a damaged file should not have to look for its backups. */
function Backups({ workspace, actions }: { workspace: WorkspaceRow; actions: WorkspaceActions }) {
  const { t } = useTranslation('workspaces');
  return (
    <div className={classes.backups}>
      <Title order={3}>{t('backups')}</Title>
      <BackupList
        workspaceId={workspace.id}
        busy={actions.busy !== undefined}
        onRestore={(fileName) => actions.restore(workspace.id, fileName)}
      />
    </div>
  );
}
