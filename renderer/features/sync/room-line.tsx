import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RoomSync } from '../../../shared/contract/plans.ts';

/** The room that this laptop hosts or is in; nothing when it is in none. */
export function RoomLine({ room, onClose }: { room: RoomSync; onClose: () => void }) {
  const { t } = useTranslation('sync');
  if (room.role === 'none') return null;
  return (
    <>
      <Text size="sm">
        {room.role === 'host' ? t('roomLine.host', { count: room.others }) : t(guestKey(room.link))}
      </Text>
      <Anchor component={Link} to="/room" size="sm" data-no-print onClick={onClose}>
        {t('roomLine.open')}
      </Anchor>
    </>
  );
}

function guestKey(link: RoomSync['link']): string {
  if (link === 'connected') return 'roomLine.guestConnected';
  return link === 'refused' ? 'roomLine.guestRefused' : 'roomLine.guestAway';
}
