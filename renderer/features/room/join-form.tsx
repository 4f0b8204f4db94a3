import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconQrcode } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JoinOutcome } from '../../../shared/contract/room.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFailureNotice } from '../../ui/use-failure-notice.ts';
import { NearbyRooms } from './nearby-rooms.tsx';
import { RoomSection } from './room-section.tsx';
import { ScanDialog } from './scan-dialog.tsx';

/** Joins a room by typing its code, by pasting its link, or by scanning the picture. */
export function JoinForm() {
  const { t } = useTranslation('room');
  const { client } = useBackend();
  const showFailure = useFailureNotice();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<JoinOutcome>();
  const [scanning, scan] = useDisclosure(false);

  const join = async (invitation: string, switchWorkspace: boolean) => {
    if (invitation.trim() === '' || busy) return;
    setBusy(true);
    setOutcome(undefined);
    try {
      setOutcome(await client.room.join({ invitation, switchWorkspace }));
    } catch (error) {
      showFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void join(text, false);
  };

  return (
    <RoomSection title={t('join.title')} hint={t('join.hint')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            label={t('join.code')}
            description={t('join.codeHint')}
            placeholder="XXXX-XXXX-XXXX-XXXX"
            size="md"
            value={text}
            maxLength={1_500}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="characters"
            onChange={(event) => {
              setText(event.currentTarget.value);
              setOutcome(undefined);
            }}
          />
          {outcome?.outcome === 'problem' && (
            <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle aria-hidden />}>
              {t(`problem.${outcome.problem}`)}
            </Alert>
          )}
          {outcome?.outcome === 'otherPartnership' && (
            <Alert variant="light" role="alert" title={t('join.otherTitle', { name: outcome.name })}>
              <Stack gap="sm" align="flex-start">
                <Text size="sm">{t(outcome.here ? 'join.otherHere' : 'join.otherNew')}</Text>
                <Button size="xs" loading={busy} onClick={() => void join(text, true)}>
                  {t(outcome.here ? 'join.openIt' : 'join.makeIt')}
                </Button>
              </Stack>
            </Alert>
          )}
          <Group gap="xs">
            <Button type="submit" variant="filled" loading={busy} disabled={text.trim() === ''}>
              {t('join.submit')}
            </Button>
            <Button leftSection={<IconQrcode size={16} aria-hidden />} disabled={busy} onClick={scan.open}>
              {t('join.scan')}
            </Button>
          </Group>
          <NearbyRooms />
        </Stack>
      </form>
      {scanning && (
        <ScanDialog
          onClose={scan.close}
          onScanned={(link) => {
            scan.close();
            setText(link);
            void join(link, false);
          }}
        />
      )}
    </RoomSection>
  );
}
