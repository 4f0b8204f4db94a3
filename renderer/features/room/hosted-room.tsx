import { Alert, Button, CopyButton, Group, Modal, Stack, Switch, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck, IconCopy, IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GuestsMay, RoomState } from '../../../shared/contract/room.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useFailureNotice } from '../../ui/use-failure-notice.ts';
import { GuestsMayChoice } from './guests-may.tsx';
import { PeopleList } from './people-list.tsx';
import { QrPicture } from './qr-picture.tsx';
import { RoomSection } from './room-section.tsx';
import classes from './room.module.css';

type Hosted = Extract<RoomState, { role: 'host' }>;

/** The host's screen: what to show on the wall, who is here, and the end. */
export function HostedRoom({ room }: { room: Hosted }) {
  const { t } = useTranslation('room');
  const { client } = useBackend();
  const showFailure = useFailureNotice();
  const [showsPeople, setShowsPeople] = useState(true);
  // Shown at once; what the backend says counts as soon as it agrees.
  const [chosen, setChosen] = useState<GuestsMay>();
  if (chosen === room.guestsMay) setChosen(undefined);
  const choose = async (guestsMay: GuestsMay) => {
    setChosen(guestsMay);
    try {
      await client.room.setGuestsMay({ guestsMay });
    } catch (error) {
      setChosen(undefined);
      showFailure(error);
    }
  };
  const here = room.people.filter((person) => person.here).length;
  return (
    <Stack gap="lg">
      {!room.networkThere && (
        <Alert color="yellow" variant="light" role="alert" icon={<IconAlertTriangle aria-hidden />}>
          <Text size="sm">{t('hosted.networkLost', { name: room.network.id })}</Text>
          <GoOnElsewhere />
        </Alert>
      )}
      {room.networkThere && room.moved && (
        <Alert variant="light" role="status" icon={<IconInfoCircle aria-hidden />}>
          {t('hosted.moved')}
        </Alert>
      )}
      {room.networkThere ? (
        <Wall room={room} />
      ) : (
        <RoomSection title={t('hosted.code')} hint={t('hosted.codeAway', { name: room.network.id })} />
      )}
      <RoomSection title={here === 0 ? t('people.titleNobody') : t('people.title', { count: here })}>
        <Stack gap="md">
          <Switch
            label={t('people.show')}
            checked={showsPeople}
            onChange={(event) => setShowsPeople(event.currentTarget.checked)}
          />
          {showsPeople && <PeopleList people={room.people} knowsMembers={room.knowsMembers} />}
        </Stack>
      </RoomSection>
      <RoomSection title={t('hosted.rights')}>
        <GuestsMayChoice
          value={chosen ?? room.guestsMay}
          hasMembers={room.knowsMembers}
          onChange={(guestsMay) => void choose(guestsMay)}
        />
      </RoomSection>
      <StopHosting room={room} />
    </Stack>
  );
}

/** For the projector: how the others come in. */
function Wall({ room }: { room: Hosted }) {
  const { t } = useTranslation('room');
  const formats = useFormats();
  return (
    <RoomSection title={t('hosted.title')} hint={t('hosted.hint')}>
      <div className={classes.wall}>
        <QrPicture text={room.link} label={t('hosted.picture')} />
        <Stack gap="md" className={classes.beside}>
          <div>
            <Text size="sm" c="var(--text-muted)">
              {t('hosted.code')}
            </Text>
            <Text className={classes.code}>{room.code}</Text>
          </div>
          <Text>{t('hosted.how')}</Text>
          <Group gap="xs">
            <CopyText text={room.code} label={t('hosted.copyCode')} />
            <CopyText text={room.link} label={t('hosted.copyLink')} />
          </Group>
          <Text size="sm" c="var(--text-muted)">
            {t('hosted.where', {
              name: room.network.id,
              address: room.network.address,
              since: formats.dateTime(room.startedAt),
            })}
            {room.announced ? '' : ` ${t('hosted.notAnnounced')}`}
          </Text>
        </Stack>
      </div>
    </RoomSection>
  );
}

/** The laptop has changed from one network to another, such as to the hotspot of a phone. */
function GoOnElsewhere() {
  const { t } = useTranslation('room');
  const { client, queries } = useBackend();
  const showFailure = useFailureNotice();
  const { data: networks = [] } = useQuery(queries.room.networks.queryOptions({ refetchInterval: 4_000 }));
  const goOn = async (networkId: string) => {
    try {
      const result = await client.room.host({ networkId });
      if (result.outcome === 'problem') notifications.show({ message: t(`hostProblem.${result.problem}`) });
    } catch (error) {
      showFailure(error);
    }
  };
  if (networks.length === 0) {
    return (
      <Text size="sm" mt={4}>
        {t('hosted.noOther')}
      </Text>
    );
  }
  return (
    <Group gap="xs" mt="xs">
      {networks.map(({ id, address }) => (
        <Button key={id} size="xs" onClick={() => void goOn(id)}>
          {t('hosted.goOnIn', { name: t('host.networkName', { name: id, address }) })}
        </Button>
      ))}
    </Group>
  );
}

function CopyText({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation('room');
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button
          size="xs"
          leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          onClick={copy}
        >
          {copied ? t('hosted.copied') : label}
        </Button>
      )}
    </CopyButton>
  );
}

function StopHosting({ room }: { room: Hosted }) {
  const { t } = useTranslation(['room', 'common']);
  const { client } = useBackend();
  const showFailure = useFailureNotice();
  const [asking, ask] = useDisclosure(false);
  const unsent = room.people.filter((person) => person.unsent > 0);
  const stop = () => {
    ask.close();
    client.room.stop().catch(showFailure);
  };
  return (
    <div>
      <Button onClick={ask.open}>{t('room:stop.button')}</Button>
      <Modal
        opened={asking}
        onClose={ask.close}
        title={t('room:stop.title')}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        <Stack gap="md">
          {unsent.length > 0 && (
            <Alert color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />}>
              <Text size="sm" mb="xs">
                {t('room:stop.unsent', { count: unsent.length })}
              </Text>
              <PeopleList people={unsent} />
            </Alert>
          )}
          <Text size="sm">{t('room:stop.text')}</Text>
          <Group justify="flex-end" gap="xs">
            <Button onClick={ask.close}>{t('common:cancel')}</Button>
            <Button variant="filled" color="red" onClick={stop}>
              {t('room:stop.confirm')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </div>
  );
}
