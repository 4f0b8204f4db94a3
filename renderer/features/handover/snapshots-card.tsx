import { Badge, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HandoverSnapshot } from '../../../shared/contract/handover.ts';
import { useFormats } from '../../i18n/formats.ts';
import classes from './handover.module.css';
import { snapshotName } from './snapshot-name.ts';

export interface SnapshotsCardProps {
  snapshots: readonly HandoverSnapshot[];
  taken: (hash: string) => boolean;
  onTake: (hash: string, taken: boolean) => void;
}

/** The shared snapshots of a file. They never change, so there is nothing to join. */
export function SnapshotsCard({ snapshots, taken, onTake }: SnapshotsCardProps) {
  const { t } = useTranslation(['handover', 'errors']);
  const formats = useFormats();
  return (
    <section className={classes.card} aria-labelledby="file-snapshots">
      <Text component="h2" id="file-snapshots" size="md" fw={600} mb="xs">
        {t('snapshotsTitle')}
      </Text>
      <Stack gap="xs">
        {snapshots.map((snapshot) => (
          <Group key={snapshot.hash} justify="space-between" wrap="nowrap" align="flex-start">
            <Checkbox
              label={snapshotName(snapshot, formats) || t('snapshotUnreadable')}
              description={snapshot.refusal === null ? undefined : t(`errors:${snapshot.refusal}.title`)}
              checked={taken(snapshot.hash) && snapshot.refusal === null}
              disabled={snapshot.refusal !== null}
              onChange={(event) => onTake(snapshot.hash, event.currentTarget.checked)}
            />
            <Badge variant="default">{t(`snapshotStanding.${snapshot.standing}`)}</Badge>
          </Group>
        ))}
      </Stack>
    </section>
  );
}
