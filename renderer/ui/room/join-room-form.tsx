import { Alert, Button, Group, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconQrcode } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JoinOutcome } from '../../../shared/contract/room.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useAction } from '../use-action.ts';
import { useFailureNotice } from '../use-failure-notice.ts';
import { NearbyRooms } from './nearby-rooms.tsx';
import { OtherPartnership } from './other-partnership.tsx';
import { ScanDialog } from './scan-dialog.tsx';

export interface JoinRoomFormProps {
  /** What was typed elsewhere already. */
  initial?: string;
  /** No workspace is open. */
  isFirst?: boolean;
  /** More to fill in, below the code. */
  children?: ReactNode;
  /** Runs before the room is asked; a rejection is shown. */
  prepare?: () => Promise<unknown>;
  onJoined?: () => void;
  onCancel?: () => void;
}

/** Joins a room by typing its code, by pasting its link, or by scanning the picture. */
export function JoinRoomForm({ isFirst = false, ...props }: JoinRoomFormProps) {
  const { t } = useTranslation(['room', 'common']);
  const { text, setText, busy, outcome, join } = useJoining(props);
  const [scanning, scan] = useDisclosure(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    join(text, false);
  };
  return (
    <>
      <form onSubmit={submit} noValidate aria-label={t('join.title')}>
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
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {props.children}
          {outcome?.outcome === 'problem' && (
            <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle aria-hidden />}>
              {t(`problem.${outcome.problem}`)}
            </Alert>
          )}
          {outcome?.outcome === 'otherPartnership' && (
            <OtherPartnership
              name={outcome.name}
              isHere={outcome.here}
              isFirst={isFirst}
              busy={busy}
              onGoOn={() => join(text, true)}
            />
          )}
          <Group gap="xs">
            <Button
              type="submit"
              variant={outcome?.outcome === 'otherPartnership' ? 'default' : 'filled'}
              loading={busy}
              disabled={text.trim() === ''}
            >
              {t('join.submit')}
            </Button>
            <Button leftSection={<IconQrcode size={16} aria-hidden />} disabled={busy} onClick={scan.open}>
              {t('join.scan')}
            </Button>
            {props.onCancel && (
              <Button variant="subtle" disabled={busy} onClick={props.onCancel}>
                {t('common:cancel')}
              </Button>
            )}
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
            join(link, false);
          }}
        />
      )}
    </>
  );
}

function useJoining({ initial = '', prepare, onJoined }: JoinRoomFormProps) {
  const { client } = useBackend();
  const [text, setText] = useState(initial);
  const { busy, run } = useAction(useFailureNotice());
  const [outcome, setOutcome] = useState<JoinOutcome>();
  const join = (invitation: string, switchWorkspace: boolean) => {
    if (invitation.trim() === '') return;
    run(async () => {
      setOutcome(undefined);
      await prepare?.();
      const next = await client.room.join({ invitation, switchWorkspace });
      setOutcome(next);
      if (next.outcome === 'joined') onJoined?.();
    });
  };
  return {
    text,
    setText: (next: string) => {
      setText(next);
      setOutcome(undefined);
    },
    busy,
    outcome,
    join,
  };
}
