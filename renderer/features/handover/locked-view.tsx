import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Opened } from '../../../shared/contract/handover.ts';
import { passphraseLimits } from '../../../shared/contract/handover.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';

/** Asks for the passphrase of a file. */
export function LockedView({ file }: { file: Extract<Opened, { kind: 'locked' }> }) {
  const { t } = useTranslation('handover');
  const { client, queries, queryClient } = useBackend();
  const [passphrase, setPassphrase] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const { fileId } = file;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || passphrase === '') return;
    setBusy(true);
    setFailure(undefined);
    try {
      const opened = await client.handover.open({ fileId, passphrase });
      queryClient.setQueryData(queries.handover.open.queryKey({ input: { fileId } }), opened);
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md" maw={480}>
        <PasswordInput
          label={t('passphrase')}
          description={t('passphraseAsked')}
          maxLength={passphraseLimits.max}
          value={passphrase}
          visibilityToggleButtonProps={{ 'aria-label': t('showPassphrase') }}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        {failure !== undefined && <FailureMessage error={failure} />}
        <Group>
          <Button type="submit" variant="filled" loading={busy} disabled={passphrase === ''}>
            {t('unlock')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
