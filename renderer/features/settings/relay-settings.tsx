import { Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Profile } from '../../../shared/contract/workspaces.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { isUnencryptedRemote, relayAddressProblem } from './relay-address.ts';
import { SharedCode } from './shared-code.tsx';
import { SettingsSection } from './settings-section.tsx';

/** Connects this laptop to a relay, or lets it work without one. */
export function RelaySettings({ relay }: { relay: Profile['relay'] }) {
  const { t } = useTranslation('settings');
  const { client } = useBackend();
  const [address, setAddress] = useState(relay?.address ?? '');
  const [accessKey, setAccessKey] = useState('');
  const [submitted, setSubmitted] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const problem = submitted ? relayAddressProblem(address) : undefined;
  // A stored key belongs to its relay: it is never sent to another address.
  const keyKept = relay?.hasAccessKey === true && address.trim() === relay.address;
  const unchanged = relay !== null && address.trim() === relay.address && accessKey === '';

  const update = async (next: { address: string; accessKey: string } | null) => {
    setBusy(true);
    setFailure(undefined);
    try {
      await client.profile.update({ relay: next });
      setAccessKey('');
      if (next === null) setAddress('');
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
      setSubmitted(false);
    }
  };
  const connect = (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    if (relayAddressProblem(address) || unchanged || busy) return;
    void update({ address: address.trim(), accessKey });
  };

  return (
    <SettingsSection title={t('relay')} hint={t('relayHint')}>
      <form onSubmit={connect} noValidate>
        <Stack gap="md" maw={480}>
          <TextInput
            label={t('relayAddress')}
            description={t('relayAddressHint')}
            value={address}
            maxLength={300}
            spellCheck={false}
            autoComplete="off"
            error={problem && t(problem)}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          {isUnencryptedRemote(address) && (
            <Text size="sm" role="status">
              {t('relayUnencrypted')}
            </Text>
          )}
          <PasswordInput
            label={t('relayKey')}
            description={keyKept ? t('relayKeyKept') : t('relayKeyHint')}
            value={accessKey}
            maxLength={200}
            autoComplete="off"
            visibilityToggleButtonProps={{ 'aria-label': t('showKey') }}
            onChange={(event) => setAccessKey(event.currentTarget.value)}
          />
          {failure !== undefined && <FailureMessage error={failure} />}
          <Group gap="xs">
            <Button type="submit" loading={busy} disabled={unchanged}>
              {t('relayConnect')}
            </Button>
            {relay && (
              <Button variant="subtle" disabled={busy} onClick={() => void update(null)}>
                {t('relayRemove')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
      {relay && <SharedCode />}
    </SettingsSection>
  );
}
