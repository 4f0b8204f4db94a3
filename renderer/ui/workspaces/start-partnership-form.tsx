import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { organisationTypes } from '../../../shared/domain/model/partner.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { CountrySelect } from '../country-select.tsx';
import { FailureMessage } from '../failure-message.tsx';
import {
  emptyPartnershipDraft,
  newPartnershipOf,
  type OrganisationType,
  type PartnershipDraft,
  problemsOf,
} from './partnership-draft.ts';
import classes from './workspaces.module.css';

export interface StartPartnershipFormProps {
  onCancel: () => void;
  /** Called when the new workspace is open. */
  onStarted: () => void;
}

/** Makes a workspace with the own organisation as its first partner, and opens it. */
export function StartPartnershipForm({ onCancel, onStarted }: StartPartnershipFormProps) {
  const { t } = useTranslation(['workspaces', 'common']);
  const { client } = useBackend();
  const [draft, setDraft] = useState(emptyPartnershipDraft);
  const [submitted, setSubmitted] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const problems = submitted ? problemsOf(draft) : {};
  const set = (patch: Partial<PartnershipDraft>) => setDraft((before) => ({ ...before, ...patch }));
  const problemText = (field: keyof PartnershipDraft) => {
    const problem = problems[field];
    return problem ? t(`form.${problem}`) : undefined;
  };
  const text = (
    field: 'name' | 'legalName' | 'shortName' | 'regionName' | 'nutsCode',
    maxLength: number,
  ) => ({
    label: t(`form.${field}`),
    value: draft[field],
    maxLength,
    error: problemText(field),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => set({ [field]: event.currentTarget.value }),
  });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    const input = newPartnershipOf(draft);
    if (!input || busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await client.workspaces.create(input);
      onStarted();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate aria-label={t('form.title')}>
      <Stack gap="md">
        <div className={classes.fields}>
          <TextInput {...text('name', 200)} className={classes.whole} required data-autofocus />
          <TextInput {...text('legalName', 200)} className={classes.whole} required />
          <TextInput {...text('shortName', 60)} />
          <TypeSelect value={draft.type} error={problemText('type')} onChange={(type) => set({ type })} />
          <CountrySelect
            label={t('form.country')}
            required
            value={draft.country}
            error={problemText('country')}
            onChange={(country) => set({ country })}
          />
          <TextInput {...text('regionName', 200)} />
          <TextInput
            {...text('nutsCode', 5)}
            description={t('form.nutsHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
        </div>
        {failure !== undefined && <FailureMessage error={failure} />}
        <Group justify="flex-end" gap="xs">
          <Button onClick={onCancel} disabled={busy}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" variant="filled" loading={busy}>
            {t('form.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
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
