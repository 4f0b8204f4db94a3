import { type ComboboxData, Select } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { foldText } from '../../shared/kernel/text-folding.ts';
import { type Formats, useFormats } from '../i18n/formats.ts';
import { countryName, countryOptions } from '../i18n/names.ts';
import { filterByText } from './filter-by-text.ts';

export interface CountrySelectProps {
  label: string;
  value: string | null;
  onChange: (country: string | null) => void;
  error?: string | undefined;
  required?: boolean;
}

/** A country by its name in the language of the interface, found without accents too. */
export function CountrySelect({ label, value, onChange, error, required = false }: CountrySelectProps) {
  const { t } = useTranslation('common');
  const formats = useFormats();
  const data = useMemo(
    () => groupsOf(formats, value, t('countries.project'), t('countries.others')),
    [formats, value, t],
  );
  return (
    <Select
      label={label}
      required={required}
      searchable
      data={data}
      value={value}
      error={error}
      nothingFoundMessage={t('nothingFits')}
      filter={({ options, search }) => filterByText(options, foldText(search))}
      onChange={onChange}
    />
  );
}

function groupsOf(formats: Formats, value: string | null, project: string, others: string): ComboboxData {
  const options = countryOptions(formats);
  const known = [...options.project, ...options.others].some((option) => option.value === value);
  const unknown = value && !known ? [{ value, label: countryName(formats, value) }] : [];
  return [
    { group: project, items: options.project },
    { group: others, items: [...options.others, ...unknown] },
  ];
}
