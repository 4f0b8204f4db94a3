import { Checkbox, Modal, PasswordInput, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type HandoverOverview, passphraseLimits } from '../../../shared/contract/handover.ts';
import type { PlanRow } from '../../../shared/contract/plans.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { languageName } from '../../i18n/language-name.ts';
import { ActionForm } from '../../ui/action-form.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { Loading } from '../../ui/loading.tsx';
import { passphraseStrength } from './passphrase-strength.ts';
import { personName } from './person-name.ts';
import { snapshotName } from './snapshot-name.ts';
import { useSaveWritten } from './use-written-file.ts';

export interface CreateDialogProps {
  receivers: HandoverOverview['receivers'];
  portable: HandoverOverview['portable'];
  onClose: () => void;
}

/** Chooses plans, for whom and with which passphrase; then asks where to save the file. */
export function CreateDialog({ onClose, ...choices }: CreateDialogProps) {
  const { t } = useTranslation(['handover', 'common']);
  const { queries } = useBackend();
  const plans = useQuery(queries.plans.list.queryOptions());
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('handover:createTitle')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {plans.error && <FailureMessage error={plans.error} />}
      {plans.isPending && <Loading />}
      {plans.data?.length === 0 && choices.portable.length === 0 && (
        <Text size="sm">{t('handover:noPlans')}</Text>
      )}
      {plans.data && plans.data.length + choices.portable.length > 0 && (
        <CreateForm plans={plans.data} {...choices} onClose={onClose} />
      )}
    </Modal>
  );
}

const anybody = 'anybody';

function CreateForm({
  plans,
  receivers,
  portable,
  onClose,
}: CreateDialogProps & { plans: readonly PlanRow[] }) {
  const { t } = useTranslation(['handover', 'common']);
  const formats = useFormats();
  const { client, queries, queryClient } = useBackend();
  const save = useSaveWritten('bundle');
  const [chosen, setChosen] = useState<readonly string[]>(plans.map(({ id }) => id));
  const [snapshots, setSnapshots] = useState<readonly string[]>([]);
  const [receiver, setReceiver] = useState(anybody);
  const [locked, setLocked] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const nothing = chosen.length + snapshots.length === 0;
  const tooShort = locked && passphrase.length < passphraseLimits.min;

  const create = async () => {
    if (nothing || tooShort) return;
    const written = await client.handover.create({
      opId: crypto.randomUUID(),
      plans: [...chosen],
      snapshots: [...snapshots],
      ...(locked ? { passphrase } : {}),
      ...(receiver === anybody ? {} : { receiver }),
    });
    if (await save(written)) onClose();
    await queryClient.invalidateQueries({ queryKey: queries.handover.overview.key() });
  };

  return (
    <ActionForm
      submit={t('handover:save')}
      disabled={nothing || tooShort}
      onSubmit={create}
      onCancel={onClose}
    >
      <Checkbox.Group
        label={t('handover:which')}
        description={t('handover:whichHint')}
        value={[...chosen]}
        onChange={setChosen}
      >
        <Stack gap="xs" mt="xs">
          {plans.map((plan) => (
            <Checkbox
              key={plan.id}
              value={plan.id}
              label={plan.title}
              description={t('handover:planFacts', {
                language: languageName(plan.language, formats.language),
                count: plan.words,
                words: formats.integer(plan.words),
              })}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      {portable.length > 0 && (
        <Checkbox.Group
          label={t('handover:whichSnapshots')}
          description={t('handover:whichSnapshotsHint')}
          value={[...snapshots]}
          onChange={setSnapshots}
        >
          <Stack gap="xs" mt="xs">
            {portable.map((snapshot) => (
              <Checkbox key={snapshot.hash} value={snapshot.hash} label={snapshotName(snapshot, formats)} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      {receivers.length > 0 && (
        <Select
          label={t('handover:forWhom')}
          description={receiver === anybody ? t('handover:forAnybodyHint') : t('handover:forOneHint')}
          value={receiver}
          data={[
            { value: anybody, label: t('handover:forAnybody') },
            ...receivers.map((person) => ({
              value: person.keyId,
              label: t('handover:forOne', {
                name: personName(person) || person.fingerprint.join(' '),
                when: formats.date(person.lastAt),
              }),
            })),
          ]}
          onChange={(value) => setReceiver(value ?? anybody)}
        />
      )}
      <Checkbox
        label={t('handover:lock')}
        description={t('handover:lockHint')}
        checked={locked}
        onChange={(event) => setLocked(event.currentTarget.checked)}
      />
      {locked && <NewPassphrase value={passphrase} onChange={setPassphrase} />}
    </ActionForm>
  );
}

function NewPassphrase({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('handover');
  const strength = passphraseStrength(value);
  return (
    <PasswordInput
      label={t('passphrase')}
      description={value === '' ? t('passphraseHint') : t(`strength.${strength}`, passphraseLimits)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      autoComplete="new-password"
      maxLength={passphraseLimits.max}
      value={value}
      visibilityToggleButtonProps={{ 'aria-label': t('showPassphrase') }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
