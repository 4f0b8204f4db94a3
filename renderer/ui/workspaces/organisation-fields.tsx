import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { organisationTypes } from '../../../shared/domain/model/partner.ts';
import { useFormats } from '../../i18n/formats.ts';
import { CountrySelect } from '../country-select.tsx';
import type { DraftProblems, OrganisationDraft, OrganisationType } from './partnership-draft.ts';
import classes from './workspaces.module.css';

export interface OrganisationFieldsProps {
  draft: OrganisationDraft;
  problems: DraftProblems;
  onChange: (patch: Partial<OrganisationDraft>) => void;
}

/** Who the own organisation is; for a grid of two columns. */
export function OrganisationFields({ draft, problems, onChange }: OrganisationFieldsProps) {
  const { t } = useTranslation('workspaces');
  const problemText = (field: keyof OrganisationDraft) => {
    const problem = problems[field];
    return problem ? t(`form.${problem}`) : undefined;
  };
  const text = (field: 'legalName' | 'shortName' | 'regionName' | 'nutsCode', maxLength: number) => ({
    label: t(`form.${field}`),
    value: draft[field],
    maxLength,
    error: problemText(field),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      onChange({ [field]: event.currentTarget.value }),
  });
  return (
    <>
      <TextInput {...text('legalName', 200)} className={classes.whole} required />
      <TextInput {...text('shortName', 60)} />
      <TypeSelect value={draft.type} error={problemText('type')} onChange={(type) => onChange({ type })} />
      <CountrySelect
        label={t('form.country')}
        required
        value={draft.country}
        error={problemText('country')}
        onChange={(country) => onChange({ country })}
      />
      <TextInput {...text('regionName', 200)} />
      <TextInput
        {...text('nutsCode', 5)}
        description={t('form.nutsHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
    </>
  );
}

interface TypeSelectProps {
  value: OrganisationType | null;
  error: string | undefined;
  onChange: (type: OrganisationType | null) => void;
}

function TypeSelect({ value, error, onChange }: TypeSelectProps) {
  const { t } = useTranslation('workspaces');
  const formats = useFormats();
  const data = organisationTypes
    .map((type) => ({ value: type, label: t(`organisationType.${type}`) }))
    .toSorted((left, right) => formats.compare(left.label, right.label));
  return (
    <Select
      label={t('form.type')}
      required
      data={data}
      value={value}
      error={error}
      onChange={(next) => onChange(organisationTypes.find((type) => type === next) ?? null)}
    />
  );
}
