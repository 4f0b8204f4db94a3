import { SegmentedControl, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import { JoinPartnershipForm } from '../../ui/membership/join-partnership-form.tsx';
import { JoinRoomForm } from '../../ui/room/join-room-form.tsx';
import classes from './welcome.module.css';

export interface JoinPartnershipProps {
  displayName: string;
  onCancel: () => void;
  /** Called when the partnership's workspace is open. */
  onJoined: (way: JoinWay) => void;
}

export type JoinWay = 'relay' | 'room';

/** The ways into a partnership of others: over its relay, or in a room without internet. */
export function JoinPartnership({ displayName, onCancel, onJoined }: JoinPartnershipProps) {
  const { t } = useTranslation(['membership', 'room']);
  const [way, setWay] = useState<JoinWay>('relay');
  const [roomCode, setRoomCode] = useState('');
  return (
    <div className={classes.form}>
      <Title order={1} mb="xs">
        {t('membership:join')}
      </Title>
      <SegmentedControl
        fullWidth
        mb="md"
        aria-label={t('membership:way.label')}
        value={way}
        onChange={(value) => setWay(value === 'room' ? 'room' : 'relay')}
        data={[
          { value: 'relay', label: t('membership:way.relay') },
          { value: 'room', label: t('membership:way.room') },
        ]}
      />
      <Text c="var(--text-muted)" mb="md">
        {way === 'relay' ? t('membership:joinNewHint') : t('room:join.firstHint')}
      </Text>
      {way === 'relay' ? (
        <JoinPartnershipForm
          displayName={displayName}
          onCancel={onCancel}
          onJoined={() => onJoined('relay')}
          onRoomCode={(code) => {
            setRoomCode(code);
            setWay('room');
          }}
        />
      ) : (
        <JoinRoom
          code={roomCode}
          displayName={displayName}
          onCancel={onCancel}
          onJoined={() => onJoined('room')}
        />
      )}
    </div>
  );
}

interface JoinRoomProps {
  code: string;
  displayName: string;
  onCancel: () => void;
  onJoined: () => void;
}

function JoinRoom({ code, displayName, onCancel, onJoined }: JoinRoomProps) {
  const { t } = useTranslation(['room', 'membership']);
  const { client } = useBackend();
  const [name, setName] = useState(displayName);
  return (
    <JoinRoomForm
      isFirst
      initial={code}
      onCancel={onCancel}
      onJoined={onJoined}
      prepare={async () => {
        if (name.trim() !== displayName) await client.profile.update({ displayName: name.trim() });
      }}
    >
      <TextInput
        label={t('room:join.yourName')}
        description={t('membership:displayNameHint')}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </JoinRoomForm>
  );
}
