import { Modal, MultiSelect, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { organisationTypes } from '../../../shared/domain/model/partner.ts';
import { foldText } from '../../../shared/kernel/text-folding.ts';
import { useFormats } from '../../i18n/formats.ts';
import { languageOptions } from '../../i18n/names.ts';
import { ActionForm } from '../../ui/action-form.tsx';
import { CountrySelect } from '../../ui/country-select.tsx';
import { filterByText } from '../../ui/filter-by-text.ts';
import { useCommand } from '../../ui/use-command.ts';
import { changesOf, draftOf, type PartnerDraft, partnerProblems } from './partner-draft.ts';
import { EuStatusFields, RegionFields } from './partner-lists.tsx';
import type { PartnerRecord, RegionRecord } from './partner-rows.ts';
import classes from './partnership.module.css';

export interface PartnerDialogProps {
  /** Undefined: a new organisation. */
  partner: PartnerRecord | undefined;
  partners: readonly PartnerRecord[];
  regions: readonly RegionRecord[];
  onClose: () => void;
}

/** Adds or changes an organisation; nothing is stored until Save. */
export function PartnerDialog({ partner, partners, regions, onClose }: PartnerDialogProps) {
  const { t } = useTranslation(['partnership', 'common']);
  const formats = useFormats();
  const apply = useCommand('workspace');
  const [draft, setDraft] = useState(() => draftOf(partner, regions, formats.language));
  const [submitted, setSubmitted] = useState(false);
  const others = partners.filter((other) => other.id !== partner?.id);
  const problems = submitted ? partnerProblems(draft, others) : {};

  const save = async () => {
    setSubmitted(true);
    if (Object.keys(partnerProblems(draft, others)).length > 0) return;
    const newId = () => crypto.randomUUID();
    const changes = changesOf({ partner, draft, regions, language: formats.language, newId });
    if (changes.length > 0) await apply(changes);
    onClose();
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={partner ? t('edit', { name: partner.fields.legalName }) : t('add')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      closeOnClickOutside={false}
    >
      <ActionForm submit={t('common:save')} onSubmit={save} onCancel={onClose}>
        <Fields draft={draft} problems={problems} onChange={(patch) => setDraft({ ...draft, ...patch })} />
      </ActionForm>
    </Modal>
  );
}

interface FieldsProps {
  draft: PartnerDraft;
  problems: Record<string, string>;
  onChange: (patch: Partial<PartnerDraft>) => void;
}

function Fields({ draft, problems, onChange }: FieldsProps) {
  const { t } = useTranslation(['partnership', 'workspaces']);
  const formats = useFormats();
  const problem = (field: string) => (problems[field] ? t(`problem.${problems[field]}`) : undefined);
  const text = (field: 'number' | 'legalName' | 'shortName' | 'contactPoint', maxLength: number) => ({
    label: t(`field.${field}`),
    value: draft[field],
    maxLength,
    error: problem(field),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      onChange({ [field]: event.currentTarget.value }),
  });
  return (
    <div className={classes.fields}>
      <TextInput {...text('legalName', 300)} className={classes.whole} required data-autofocus />
      <TextInput {...text('shortName', 60)} />
      <TextInput {...text('number', 10)} />
      <CountrySelect
        label={t('country')}
        required
        value={draft.country || null}
        error={problem('country')}
        onChange={(country) => onChange({ country: country ?? '' })}
      />
      <Select
        label={t('type')}
        allowDeselect
        clearable
        data={organisationTypes.map((type) => ({
          value: type,
          label: t(`workspaces:organisationType.${type}`),
        }))}
        value={draft.type}
        onChange={(value) => onChange({ type: organisationTypes.find((type) => type === value) ?? null })}
      />
      <Select
        label={t('field.competence')}
        allowDeselect
        clearable
        data={(['regional', 'national'] as const).map((value) => ({
          value,
          label: t(`competence.${value}`),
        }))}
        value={draft.competence}
        onChange={(value) =>
          onChange({ competence: value === 'regional' || value === 'national' ? value : null })
        }
      />
      <MultiSelect
        label={t('languages')}
        data={languageOptions(formats, draft.languages)}
        value={draft.languages}
        maxValues={12}
        searchable
        hidePickedOptions
        filter={({ options, search }) => filterByText(options, foldText(search))}
        nothingFoundMessage={t('common:nothingFits')}
        onChange={(languages) => onChange({ languages })}
      />
      <TextInput
        {...text('contactPoint', 300)}
        className={classes.whole}
        description={t('field.contactPointHint')}
      />
      <EuStatusFields value={draft.euStatus} onChange={(euStatus) => onChange({ euStatus })} />
      <RegionFields
        value={draft.regions}
        problem={(key) => problem(`region.${key}`)}
        onChange={(regions) => onChange({ regions })}
      />
    </div>
  );
}
