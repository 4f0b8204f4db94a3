import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import { ActionForm } from '../action-form.tsx';
import { OrganisationFields } from './organisation-fields.tsx';
import {
  emptyPartnershipDraft,
  newPartnershipOf,
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
  const { t } = useTranslation('workspaces');
  const { client } = useBackend();
  const [draft, setDraft] = useState(emptyPartnershipDraft);
  const [submitted, setSubmitted] = useState(false);
  const problems = submitted ? problemsOf(draft) : {};
  const set = (patch: Partial<PartnershipDraft>) => setDraft((before) => ({ ...before, ...patch }));

  const start = async () => {
    setSubmitted(true);
    const input = newPartnershipOf(draft);
    if (!input) return;
    await client.workspaces.create(input);
    onStarted();
  };

  return (
    <ActionForm label={t('form.title')} submit={t('form.submit')} onSubmit={start} onCancel={onCancel}>
      <div className={classes.fields}>
        <TextInput
          className={classes.whole}
          label={t('form.name')}
          required
          data-autofocus
          maxLength={200}
          value={draft.name}
          error={problems.name && t(`form.${problems.name}`)}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <OrganisationFields draft={draft} problems={problems} onChange={set} />
      </div>
    </ActionForm>
  );
}
