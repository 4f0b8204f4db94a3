import { CloseButton, Group, Select, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssessmentListRow } from '../../../../shared/contract/assessments.ts';
import { assessmentStatuses } from '../../../../shared/domain/model/assessment.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { filterByText } from '../../../ui/filter-by-text.ts';
import { foldText } from '../../../../shared/kernel/text-folding.ts';
import type { ListFilter } from './list-view.ts';

export interface ListFiltersProps {
  rows: readonly AssessmentListRow[];
  shown: number;
  filter: ListFilter;
  onChange: (part: Partial<ListFilter>) => void;
}

export function ListFilters({ rows, shown, filter, onChange }: ListFiltersProps) {
  const { t } = useTranslation('assessments');
  const { t: common } = useTranslation('common');
  const formats = useFormats();
  const partners = useMemo(() => {
    const names = new Map(rows.map((row) => [row.partnerId, row.partnerName]));
    return [...names]
      .map(([value, label]) => ({ value, label: label || value }))
      .toSorted((left, right) => formats.compare(left.label, right.label));
  }, [rows, formats]);
  const versions = useMemo(
    () =>
      [...new Set(rows.map((row) => row.frameworkVersion))].toSorted((left, right) =>
        formats.compare(left, right),
      ),
    [rows, formats],
  );
  return (
    <Group gap="xs" mb="sm" align="end" wrap="wrap">
      <TextInput
        w={280}
        aria-label={t('list.filterText')}
        placeholder={t('list.filterText')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={filter.text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
        rightSection={
          filter.text !== '' && (
            <CloseButton
              size="sm"
              aria-label={t('list.clearFilter')}
              onClick={() => onChange({ text: '' })}
            />
          )
        }
      />
      <Choice
        label={t('list.allPartners')}
        value={filter.partnerId}
        data={partners}
        onChange={(partnerId) => onChange({ partnerId })}
        width={220}
        searchable
        clearLabel={common('close')}
      />
      <Choice
        label={t('list.allStatuses')}
        value={filter.status}
        data={assessmentStatuses.map((value) => ({ value, label: t(`status.${value}`) }))}
        onChange={(status) => onChange({ status })}
        width={170}
        clearLabel={common('close')}
      />
      {versions.length > 1 && (
        <Choice
          label={t('list.allVersions')}
          value={filter.frameworkVersion}
          data={versions.map((value) => ({ value, label: t('list.version', { version: value }) }))}
          onChange={(frameworkVersion) => onChange({ frameworkVersion })}
          width={190}
          clearLabel={common('close')}
        />
      )}
      <Text size="sm" c="var(--text-muted)" ms="auto" role="status">
        {shown === rows.length
          ? t('list.count', { count: rows.length })
          : t('list.countOf', { count: rows.length, shown })}
      </Text>
    </Group>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  data: { value: string; label: string }[];
  width: number;
  searchable?: boolean;
  clearLabel: string;
  onChange: (value: string) => void;
}

/** A filter by one value; the first choice takes it away. */
function Choice({ label, value, data, width, searchable = false, clearLabel, onChange }: ChoiceProps) {
  return (
    <Select
      w={width}
      aria-label={label}
      data={[{ value: '', label }, ...data]}
      value={value}
      searchable={searchable}
      filter={({ options, search }) => filterByText(options, foldText(search))}
      clearButtonProps={{ 'aria-label': clearLabel }}
      onChange={(next) => onChange(next ?? '')}
    />
  );
}
