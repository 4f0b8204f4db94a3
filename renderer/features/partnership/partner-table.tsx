import { ActionIcon, Badge, Group, Table, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/formats.ts';
import { languageName } from '../../i18n/names.ts';
import { SortableHeader, type Sorting } from '../../ui/sortable-header.tsx';
import type { PartnerRow, SortColumn } from './partner-rows.ts';
import classes from './partnership.module.css';

export interface PartnerTableProps {
  rows: readonly PartnerRow[];
  ownPartnerId: string | null;
  sorting: Sorting<SortColumn>;
  onSort: (sorting: Sorting<SortColumn>) => void;
  onEdit: (row: PartnerRow) => void;
  onRemove: (row: PartnerRow) => void;
}

export function PartnerTable({ rows, ownPartnerId, sorting, onSort, onEdit, onRemove }: PartnerTableProps) {
  const { t } = useTranslation('partnership');
  const sort = { sorting, onSort };
  return (
    <Table className={classes.table} horizontalSpacing="xs" aria-label={t('title')} highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <SortableHeader column="number" width={64} {...sort}>
            {t('number')}
          </SortableHeader>
          <SortableHeader column="name" {...sort}>
            {t('organisation')}
          </SortableHeader>
          <SortableHeader column="country" {...sort}>
            {t('country')}
          </SortableHeader>
          <SortableHeader column="type" {...sort}>
            {t('type')}
          </SortableHeader>
          <SortableHeader column="status" {...sort}>
            {t('status')}
          </SortableHeader>
          <SortableHeader column="regions" {...sort}>
            {t('regions')}
          </SortableHeader>
          <Table.Th scope="col">{t('languages')}</Table.Th>
          <SortableHeader column="assessments" numeric {...sort}>
            {t('assessments')}
          </SortableHeader>
          <Table.Th scope="col" w={80} aria-label={t('actions')} />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <PartnerTableRow
            key={row.id}
            row={row}
            isOwn={row.id === ownPartnerId}
            onEdit={() => onEdit(row)}
            onRemove={() => onRemove(row)}
          />
        ))}
        {rows.length === 0 && (
          <Table.Tr>
            <Table.Td colSpan={9} ta="center" py="xl">
              {t('none')}
            </Table.Td>
          </Table.Tr>
        )}
      </Table.Tbody>
    </Table>
  );
}

interface PartnerTableRowProps {
  row: PartnerRow;
  isOwn: boolean;
  onEdit: () => void;
  onRemove: () => void;
}

function PartnerTableRow({ row, isOwn, onEdit, onRemove }: PartnerTableRowProps) {
  const { t } = useTranslation('partnership');
  const formats = useFormats();
  return (
    <Table.Tr>
      <Table.Td>{row.number}</Table.Td>
      <Table.Td className={classes.name}>
        <Group gap={6}>
          <Text span size="sm" fw={500} inherit>
            {row.name}
          </Text>
          {isOwn && (
            <Badge size="sm" variant="outline" color="gray">
              {t('own')}
            </Badge>
          )}
        </Group>
        {row.shortName !== '' && row.shortName !== row.name && (
          <Text size="xs" c="var(--text-muted)">
            {row.shortName}
          </Text>
        )}
      </Table.Td>
      <Table.Td className={classes.one}>{row.country}</Table.Td>
      <Table.Td>{row.type}</Table.Td>
      <Table.Td className={classes.one}>{row.status && t(`euStatus.${row.status}`)}</Table.Td>
      <Table.Td>
        {row.regions.map((region) => (
          <div key={region.id}>
            {region.name} <span className={classes.code}>{region.nutsCode}</span>
          </div>
        ))}
      </Table.Td>
      <Table.Td>
        {row.languages.map((tag, index) => (
          <span key={tag}>
            {index > 0 && ', '}
            <abbr title={languageName(formats, tag)}>{tag}</abbr>
          </span>
        ))}
      </Table.Td>
      <Table.Td ta="end">{formats.integer(row.assessments)}</Table.Td>
      <Table.Td>
        <Group gap={2} wrap="nowrap" justify="flex-end">
          <ActionIcon
            aria-label={t('edit', { name: row.name })}
            title={t('edit', { name: row.name })}
            onClick={onEdit}
          >
            <IconPencil size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
          <ActionIcon
            aria-label={t('remove', { name: row.name })}
            title={t('remove', { name: row.name })}
            onClick={onRemove}
          >
            <IconTrash size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
