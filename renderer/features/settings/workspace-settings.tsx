import { Button, Group, Modal, Table } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Profile, WorkspaceRow } from '../../../shared/contract/workspaces.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { Loading } from '../../ui/loading.tsx';
import { StartPartnershipForm } from '../../ui/workspaces/start-partnership-form.tsx';
import { useWorkspaceActions } from '../../ui/workspaces/use-workspace-actions.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { RestoreDialog } from './restore-dialog.tsx';
import { SettingsSection } from './settings-section.tsx';
import { WorkspaceTableRow } from './workspace-table-row.tsx';

type Dialog = { kind: 'restore' | 'remove'; workspace: WorkspaceRow } | { kind: 'start' };

/** The workspaces of this laptop: open, back up, restore, remove, add. */
export function WorkspaceSettings({ profile }: { profile: Profile }) {
  const { t } = useTranslation(['settings', 'workspaces']);
  const { queries } = useBackend();
  const { data, error } = useQuery(queries.workspaces.list.queryOptions());
  const formats = useFormats();
  const actions = useWorkspaceActions();
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  if (error) return <FailureMessage error={error} />;
  if (!data) return <Loading />;
  const sorted = data.toSorted((left, right) => formats.compare(left.name, right.name));
  const head = ['workspace', 'changed', 'size', 'backups'] as const;
  return (
    <SettingsSection
      title={t('workspaces:existing')}
      actions={
        <Group gap="xs">
          <Button
            loading={actions.busy === 'demo'}
            disabled={actions.busy !== undefined}
            onClick={actions.openDemo}
          >
            {t('addDemo')}
          </Button>
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setDialog({ kind: 'start' })}
          >
            {t('workspaces:form.title')}
          </Button>
        </Group>
      }
    >
      <Table.ScrollContainer minWidth={680} type="native">
        <Table aria-label={t('workspaces:existing')}>
          <Table.Thead>
            <Table.Tr>
              {head.map((key) => (
                <Table.Th key={key} scope="col" ta={key === 'size' || key === 'backups' ? 'end' : 'start'}>
                  {t(key)}
                </Table.Th>
              ))}
              <Table.Th scope="col" aria-label={t('actions')} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sorted.map((workspace) => (
              <WorkspaceTableRow
                key={workspace.id}
                workspace={workspace}
                isCurrent={workspace.id === profile.currentWorkspaceId}
                actions={actions}
                onRestore={() => setDialog({ kind: 'restore', workspace })}
                onRemove={() => setDialog({ kind: 'remove', workspace })}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {dialog?.kind === 'restore' && (
        <RestoreDialog workspace={dialog.workspace} actions={actions} onClose={close} />
      )}
      {dialog?.kind === 'remove' && <RemoveDialog workspace={dialog.workspace} onClose={close} />}
      {dialog?.kind === 'start' && <StartDialog onClose={close} />}
    </SettingsSection>
  );
}

function StartDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('workspaces');
  const navigate = useNavigate();
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('form.title')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <StartPartnershipForm onCancel={onClose} onStarted={() => void navigate({ to: '/' })} />
    </Modal>
  );
}
