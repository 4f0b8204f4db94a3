import { Button, Group, Table, Text, TextInput } from '@mantine/core';
import { IconDownload, IconPlus, IconSearch, IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/formats.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import type { Sorting } from '../../ui/sortable-header.tsx';
import { toCsv } from '../../ui/csv.ts';
import { useSaveFile } from '../../ui/use-save-file.ts';
import { PartnerDialog } from './partner-dialog.tsx';
import { partnerTable } from './partner-csv.ts';
import {
  filterRows,
  type PartnerRecord,
  type PartnerRow,
  type SortColumn,
  sortRows,
} from './partner-rows.ts';
import { PartnerTable } from './partner-table.tsx';
import { usePartners } from './use-partners.ts';
import { useRemovePartner } from './use-remove-partner.tsx';

/** The register of partner organisations. */
export function PartnershipPage() {
  const { t } = useTranslation(['partnership', 'membership']);
  const formats = useFormats();
  const partners = usePartners();
  const remove = useRemovePartner();
  const exportCsv = useExport();
  const [filter, setFilter] = useState('');
  const [sorting, setSorting] = useState<Sorting<SortColumn>>({ column: 'number', descending: false });
  const [editing, setEditing] = useState<PartnerRecord | 'new'>();
  if (partners.error) return <FailureMessage error={partners.error} />;
  if (!partners.data) return <Loading />;
  const { rows, regions, ownPartnerId } = partners.data;
  const shown = sortRows(
    filterRows(rows, filter, (status) => t(`euStatus.${status}`)),
    sorting,
    formats,
  );
  const countries = new Set(rows.map((row) => row.record.fields.country).filter(Boolean)).size;
  return (
    <Page
      wide
      title={t('title')}
      aside={
        <Text size="sm" c="var(--text-muted)">
          {t('partners', { count: rows.length })} · {t('countries', { count: countries })}
        </Text>
      }
      actions={
        <>
          <Button
            component={Link}
            to="/partnership/members"
            leftSection={<IconUsers size={16} aria-hidden />}
          >
            {t('membership:membersLink')}
          </Button>
          <Button
            leftSection={<IconDownload size={16} aria-hidden />}
            disabled={shown.length === 0}
            onClick={() => exportCsv(shown)}
          >
            {t('exportCsv')}
          </Button>
          <Button
            variant="filled"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setEditing('new')}
          >
            {t('add')}
          </Button>
        </>
      }
    >
      <Group mb="sm">
        <TextInput
          w={320}
          aria-label={t('filter')}
          placeholder={t('filter')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <Text size="sm" c="var(--text-muted)" role="status">
          {filter.trim() !== '' && t('shown', { count: shown.length })}
        </Text>
      </Group>
      {rows.length === 0 ? (
        <EmptyState title={t('empty.title')} text={t('empty.text')} />
      ) : (
        <Table.ScrollContainer minWidth={860} type="native">
          <PartnerTable
            rows={shown}
            ownPartnerId={ownPartnerId}
            sorting={sorting}
            onSort={setSorting}
            onEdit={(row) => setEditing(row.record)}
            onRemove={(row) => void remove(row)}
          />
        </Table.ScrollContainer>
      )}
      {editing && (
        <PartnerDialog
          key={editing === 'new' ? 'new' : editing.id}
          partner={editing === 'new' ? undefined : editing}
          partners={rows.map((row) => row.record)}
          regions={regions}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Page>
  );
}

const columns = [
  'number',
  'organisation',
  'shortName',
  'country',
  'type',
  'status',
  'regions',
  'nuts',
  'languages',
  'assessments',
] as const;

function useExport(): (rows: readonly PartnerRow[]) => void {
  const { t } = useTranslation('partnership');
  const save = useSaveFile();
  const formats = useFormats();
  return (rows) => {
    const table = partnerTable(rows, {
      head: columns.map((key) => t(key)),
      status: (status) => (status ? t(`euStatus.${status}`) : ''),
    });
    void save({
      suggestedName: `${t('fileName')}.csv`,
      content: toCsv(table, formats.language),
      filters: [{ name: 'CSV', extensions: ['csv'] }],
    });
  };
}
