import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Opened } from '../../../shared/contract/handover.ts';
import { passphraseLimits } from '../../../shared/contract/handover.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { ActionForm } from '../../ui/action-form.tsx';

/** Asks for the passphrase of a file. */
export function LockedView({ file }: { file: Extract<Opened, { kind: 'locked' }> }) {
  const { t } = useTranslation('handover');
  const { client, queries, queryClient } = useBackend();
  const [passphrase, setPassphrase] = useState('');
  const { fileId } = file;
  const unlock = async () => {
    if (passphrase === '') return;
    const opened = await client.handover.open({ fileId, passphrase });
    queryClient.setQueryData(queries.handover.open.queryKey({ input: { fileId } }), opened);
  };
  return (
    <ActionForm submit={t('unlock')} disabled={passphrase === ''} onSubmit={unlock} maxWidth={480}>
      <PasswordInput
        label={t('passphrase')}
        description={t('passphraseAsked')}
        maxLength={passphraseLimits.max}
        value={passphrase}
        visibilityToggleButtonProps={{ 'aria-label': t('showPassphrase') }}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
    </ActionForm>
  );
}
