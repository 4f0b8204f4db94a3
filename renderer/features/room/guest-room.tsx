import { Alert, Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RoomState } from '../../../shared/contract/room.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFailureNotice } from '../../ui/use-failure-notice.ts';
import { PeopleList } from './people-list.tsx';
import { RoomSection } from './room-section.tsx';

type Guest = Extract<RoomState, { role: 'guest' }>;

/** The room that this laptop is in. */
export function GuestRoom({ room }: { room: Guest }) {
  const { t } = useTranslation('room');
  const hostName = room.hostName === '' ? t('people.noName') : room.hostName;
  return (
    <Stack gap="lg">
      <RoomSection title={t('guest.title', { name: hostName })}>
        <Stack gap="md" align="flex-start">
          <Connection room={room} />
          <Anchor component={Link} to="/safe-to-close" size="sm">
            {t('guest.where')}
          </Anchor>
          <LeaveRoom />
        </Stack>
      </RoomSection>
      {room.connected && (
        <RoomSection title={t('people.title', { count: room.people.length })} hint={t('guest.peopleHint')}>
          <PeopleList people={room.people} ownId={room.ownId} />
        </RoomSection>
      )}
    </Stack>
  );
}

function Connection({ room }: { room: Guest }) {
  const { t } = useTranslation('room');
  const { client } = useBackend();
  const showFailure = useFailureNotice();
  if (room.connected) {
    return (
      <Alert color="green" variant="light" role="status" icon={<IconCircleCheck aria-hidden />}>
        {t('guest.connected')}
      </Alert>
    );
  }
  return (
    <Alert color="yellow" variant="light" role="status" icon={<IconAlertTriangle aria-hidden />}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t(room.problem === null ? 'guest.connecting' : 'guest.away')}</Text>
        {room.problem === 'notTheRoom' && <Text size="sm">{t('guest.otherAnswers')}</Text>}
        <Button
          size="xs"
          onClick={() => {
            client.room.retry().catch(showFailure);
          }}
        >
          {t('guest.retry')}
        </Button>
      </Stack>
    </Alert>
  );
}

function LeaveRoom() {
  const { t } = useTranslation(['room', 'common']);
  const { client, queries } = useBackend();
  const showFailure = useFailureNotice();
  const { data: status } = useQuery(queries.sync.status.queryOptions());
  const [asking, ask] = useDisclosure(false);
  const unsent = status?.room.unconfirmedChanges ?? 0;
  const leave = () => {
    ask.close();
    client.room.leave().catch(showFailure);
  };
  return (
    <>
      <Button onClick={unsent > 0 ? ask.open : leave}>{t('room:guest.leave')}</Button>
      <Modal
        opened={asking}
        onClose={ask.close}
        title={t('room:guest.leaveTitle')}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        <Stack gap="md">
          <Text size="sm">{t('room:guest.leaveText', { count: unsent })}</Text>
          <Group justify="flex-end" gap="xs">
            <Button onClick={ask.close}>{t('common:cancel')}</Button>
            <Button variant="filled" onClick={leave}>
              {t('room:guest.leave')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
