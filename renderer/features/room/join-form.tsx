import { useTranslation } from 'react-i18next';
import { JoinRoomForm } from '../../ui/room/join-room-form.tsx';
import { RoomSection } from './room-section.tsx';

export function JoinForm() {
  const { t } = useTranslation('room');
  return (
    <RoomSection title={t('join.title')} hint={t('join.hint')}>
      <JoinRoomForm />
    </RoomSection>
  );
}
