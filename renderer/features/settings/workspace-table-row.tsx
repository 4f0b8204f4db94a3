import { Badge, Button, Group, Menu, Table, Text, ActionIcon } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots, IconRestore, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WorkspaceRow } from '../../../shared/contract/workspaces.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useAction } from '../../ui/use-action.ts';
import { useFailureNotice } from '../../ui/use-failure-notice.ts';
import type { WorkspaceActions } from '../../ui/workspaces/use-workspace-actions.ts';
import classes from './settings.module.css';

export interface WorkspaceTableRowProps {
  workspace: WorkspaceRow;
  isCurrent: boolean;
  actions: WorkspaceActions;
  onRestore: () => void;
  onRemove: () => void;
}

export function WorkspaceTableRow(props: WorkspaceTableRowProps) {
  const { workspace, isCurrent, actions, onRestore, onRemove } = props;
  const { t } = useTranslation(['settings', 'workspaces', 'welcome']);
  const formats = useFormats();
  const name = workspace.name || t('workspaces:unnamed');
  return (
    <Table.Tr>
      <Table.Td className={classes.name}>
        <Group gap="xs">
          <Text span size="sm" fw={500}>
            {name}
          </Text>
          {workspace.demo && (
            <Badge variant="outline" color="gray" size="sm">
              {t('common:demo')}
            </Badge>
          )}
        </Group>
        {workspace.condition !== 'ok' && (
          <Text size="xs" c="var(--tone-bad)" maw={420}>
            {t(`welcome:condition.${workspace.condition}`)}
          </Text>
        )}
      </Table.Td>
      <Table.Td className={classes.one}>{formats.dateTime(workspace.modifiedAt)}</Table.Td>
      <Table.Td ta="end" className={classes.one}>
        {formats.fileSize(workspace.sizeBytes)}
      </Table.Td>
      <Table.Td ta="end">{formats.integer(workspace.backups)}</Table.Td>
      <Table.Td>
        <Group gap={4} wrap="nowrap" justify="flex-end">
          {isCurrent ? (
            <>
              <Text size="sm" c="var(--text-muted)" px="xs" className={classes.one}>
                {t('current')}
              </Text>
              <BackUpButton workspace={workspace} />
            </>
          ) : (
            <Button
              size="xs"
              loading={actions.busy === workspace.id}
              disabled={actions.busy !== undefined || workspace.condition !== 'ok'}
              aria-label={t('welcome:openNamed', { name })}
              onClick={() => actions.open(workspace.id)}
            >
              {t('workspaces:open')}
            </Button>
          )}
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t('moreFor', { name })}>
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconRestore size={16} aria-hidden />}
                disabled={workspace.backups === 0}
                onClick={onRestore}
              >
                {t('restore')}
              </Menu.Item>
              <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={onRemove}>
                {t('remove')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

/** Only for the open workspace: backing up another one would open it. */
function BackUpButton({ workspace }: { workspace: WorkspaceRow }) {
  const { t } = useTranslation(['settings', 'common']);
  const { client, queries } = useBackend();
  const queryClient = useQueryClient();
  const { busy, run } = useAction(useFailureNotice());
  const backUp = async () => {
    await client.workspaces.backup({ id: workspace.id });
    notifications.show({ message: t('backedUp'), closeButtonProps: { 'aria-label': t('common:close') } });
    await queryClient.invalidateQueries({ queryKey: queries.workspaces.key() });
  };
  return (
    <Button size="xs" loading={busy} onClick={() => run(backUp)}>
      {t('backUp')}
    </Button>
  );
}
