import { Button, Group, Table, Text, Title } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SnapshotRow } from '../../../../shared/contract/snapshots.ts';
import { snapshotDocumentId } from '../../../../shared/documents/snapshot-document.ts';
import { isForPartnership } from '../../../../shared/domain/snapshots/visibility.ts';
import { useBackend } from '../../../api/backend-context.tsx';
import { noValue, useFormats } from '../../../i18n/formats.ts';
import { useFailureNotice } from '../../../ui/use-failure-notice.ts';
import { useAssessment } from '../data/assessment-context.tsx';
import { SnapshotDialog } from './snapshot-dialog.tsx';
import { SnapshotTable } from './snapshot-table.tsx';
import classes from './snapshots.module.css';

/** The copies that were made of a frozen assessment: who sees them, where they are, sharing and taking back. */
export function SnapshotPanel() {
  const { t } = useTranslation('snapshots');
  const { queries } = useBackend();
  const { bundle, readOnly: frozen } = useAssessment();
  const [sharing, setSharing] = useState(false);
  const { data = [] } = useQuery(queries.snapshots.list.queryOptions());
  const rows = data.filter((row) => row.assessmentId === bundle.assessment.id);
  if (!frozen) return null;
  return (
    <section className={classes.panel} aria-label={t('panel.title')}>
      <Group justify="space-between" gap="sm" mb={rows.length > 0 ? 'xs' : 0}>
        <Title order={2} size="h4">
          {t('panel.title')}
        </Title>
        <Button size="xs" onClick={() => setSharing(true)}>
          {t('panel.new')}
        </Button>
      </Group>
      {rows.length > 0 && <Rows rows={rows} />}
      {sharing && <SnapshotDialog onClose={() => setSharing(false)} />}
    </section>
  );
}

const columns = ['made', 'visibility', 'state', 'place'] as const;

function Rows({ rows }: { rows: readonly SnapshotRow[] }) {
  const { t } = useTranslation('snapshots');
  return (
    <SnapshotTable
      label={t('panel.title')}
      columns={columns.map((column) => t(`column.${column}`))}
      minWidth={640}
    >
      {rows.map((row) => (
        <Row key={row.hash} row={row} />
      ))}
    </SnapshotTable>
  );
}

function Row({ row }: { row: SnapshotRow }) {
  const { t } = useTranslation(['snapshots', 'sync']);
  const { queries } = useBackend();
  const formats = useFormats();
  const { share, withdraw } = useSharing(row.hash);
  const { data: sync } = useQuery(queries.sync.status.queryOptions());
  const documentId = snapshotDocumentId(row.hash);
  const place = sync?.documents.find((document) => document.documentId === documentId);
  return (
    <Table.Tr>
      <Table.Td className={classes.one}>{formats.dateTime(row.notedAt)}</Table.Td>
      <Table.Td>
        {t(`snapshots:visibility.${row.visibility}.name`)}
        {row.visibility === 'partnershipAnonymous' && (
          <Text size="xs" c="var(--text-muted)">
            {t('snapshots:panel.as', { alias: row.origin })}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{t(`snapshots:state.${row.state}`)}</Table.Td>
      <Table.Td>{place && row.state !== 'kept' ? t(`sync:state.${place.state}`) : noValue}</Table.Td>
      <Table.Td>
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          <Button size="compact-sm" component={Link} to={`/assessments/shared/${row.hash}`}>
            {t('snapshots:panel.open')}
          </Button>
          {row.state === 'kept' && isForPartnership(row.visibility) && (
            <Button size="compact-sm" onClick={share}>
              {t('snapshots:panel.share')}
            </Button>
          )}
          {row.state === 'shared' && (
            <Button size="compact-sm" color="red" variant="light" onClick={withdraw}>
              {t('snapshots:panel.withdraw')}
            </Button>
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function useSharing(hash: string) {
  const { t } = useTranslation(['snapshots', 'common']);
  const { client } = useBackend();
  const showFailure = useFailureNotice();
  return {
    share: () => void client.snapshots.share({ hash }).catch(showFailure),
    withdraw: () =>
      modals.openConfirmModal({
        title: t('snapshots:panel.withdrawTitle'),
        children: <Text size="sm">{t('snapshots:panel.withdrawText')}</Text>,
        labels: { confirm: t('snapshots:panel.withdraw'), cancel: t('common:cancel') },
        confirmProps: { variant: 'filled', color: 'red' },
        closeButtonProps: { 'aria-label': t('common:close') },
        onConfirm: () => void client.snapshots.withdraw({ hash }).catch(showFailure),
      }),
  };
}
