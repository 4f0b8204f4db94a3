import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import { FailureMessage } from '../failure-message.tsx';
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
  const { t } = useTranslation(['workspaces', 'common']);
  const { client } = useBackend();
  const [draft, setDraft] = useState(emptyPartnershipDraft);
  const [submitted, setSubmitted] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const problems = submitted ? problemsOf(draft) : {};
  const set = (patch: Partial<PartnershipDraft>) => setDraft((before) => ({ ...before, ...patch }));

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
