import { Alert, Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconCircleCheck, IconLock, IconUserOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RoomState } from '../../../shared/contract/room.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFailureNotice } from '../../ui/use-failure-notice.ts';
import { JoinRoomForm } from '../../ui/room/join-room-form.tsx';
import { OwnOrganisation } from '../../ui/workspaces/own-organisation.tsx';
import { PeopleList } from './people-list.tsx';
import { RoomSection } from './room-section.tsx';
import classes from './room.module.css';

type Guest = Extract<RoomState, { role: 'guest' }>;

/** The room that this laptop is in. */
export function GuestRoom({ room }: { room: Guest }) {
  const { t } = useTranslation('room');
  const others = room.people.filter(({ id, here }) => here && id !== room.ownId).length;
  return (
    <Stack gap="lg">
      <RoomSection
        title={room.hostName === '' ? t('guest.titleNoName') : t('guest.title', { name: room.hostName })}
      >
        <Stack gap="md" align="flex-start">
          <Connection room={room} />
          <Anchor component={Link} to="/safe-to-close" size="sm">
            {t('guest.where')}
          </Anchor>
          <LeaveRoom />
        </Stack>
      </RoomSection>
      <OwnOrganisation className={classes.section} />
      {!room.connected && room.problem !== null && room.problem !== 'removed' && (
        <RoomSection title={t('guest.newCode')} hint={t('guest.newCodeHint')}>
          <JoinRoomForm />
        </RoomSection>
      )}
      {room.connected && (
        <RoomSection
          title={others === 0 ? t('people.titleNobody') : t('people.title', { count: others })}
          hint={t('guest.peopleHint')}
        >
          <PeopleList people={room.people} ownId={room.ownId} />
        </RoomSection>
      )}
    </Stack>
  );
}

const writes = { key: 'connected', color: 'green', Icon: IconCircleCheck } as const;
const connectedAs = {
  facilitator: writes,
  editor: writes,
  commenter: { key: 'connectedCommenter', color: 'yellow', Icon: IconLock },
  reader: { key: 'connectedReader', color: 'yellow', Icon: IconLock },
} as const;

function Connection({ room }: { room: Guest }) {
  const { t } = useTranslation('room');
  const { client } = useBackend();
  const showFailure = useFailureNotice();
  if (room.connected) {
    const { key, color, Icon } = connectedAs[room.ownRole];
    return (
      <Alert color={color} variant="light" role="status" icon={<Icon aria-hidden />}>
        {t(`guest.${key}`)}
      </Alert>
    );
  }
  if (room.problem === 'removed') {
    return (
      <Alert color="red" variant="light" role="alert" icon={<IconUserOff aria-hidden />}>
        {t('guest.removed')}
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
