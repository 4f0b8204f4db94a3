import { Button, Group, Stack, Text } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { FailureMessage } from '../failure-message.tsx';
import { Loading } from '../loading.tsx';
import classes from './workspaces.module.css';

const shownAtFirst = 5;

export interface BackupListProps {
  workspaceId: string;
  busy: boolean;
  onRestore: (fileName: string) => void;
}

/** The backups of a workspace, newest first, each to be restored. */
export function BackupList({ workspaceId, busy, onRestore }: BackupListProps) {
  const { t } = useTranslation('workspaces');
  const formats = useFormats();
  const { queries } = useBackend();
  const { data, error } = useQuery(queries.workspaces.backups.queryOptions({ input: { id: workspaceId } }));
  const [all, setAll] = useState(false);
  if (error) return <FailureMessage error={error} />;
  if (!data) return <Loading />;
  if (data.length === 0) return <Text size="sm">{t('noBackups')}</Text>;
  return (
    <Stack gap={0}>
      <ul className={classes.list}>
        {(all ? data : data.slice(0, shownAtFirst)).map((backup) => (
          <li key={backup.fileName} className={classes.backup}>
            <div className={classes.grow}>
              <Text size="sm" fw={500}>
                {formats.dateTime(backup.createdAt)}
              </Text>
              <Text size="xs" c="var(--text-muted)">
                {t(`reason.${backup.reason}`)} · {formats.fileSize(backup.sizeBytes)}
              </Text>
            </div>
            <Button
              size="xs"
              leftSection={<IconRestore size={16} aria-hidden />}
              disabled={busy}
              aria-label={t('restoreFrom', { when: formats.dateTime(backup.createdAt) })}
              onClick={() => onRestore(backup.fileName)}
            >
              {t('restore')}
            </Button>
          </li>
        ))}
      </ul>
      <Group mt="xs" justify="space-between">
        <Text size="xs" c="var(--text-muted)">
          {t('restoreHint')}
        </Text>
        {data.length > shownAtFirst && !all && (
          <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
            {t('allBackups', { count: data.length })}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
