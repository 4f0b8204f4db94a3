import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';

/** Says whether a room is near, while the form is shown. Nothing is said where the network does not tell. */
export function NearbyRooms() {
  const { t } = useTranslation('room');
  const { queries } = useBackend();
  const { data } = useQuery(queries.room.nearby.queryOptions({ refetchInterval: 5_000 }));
  if (!data) return null;
  const count = new Set(data.rooms.map(({ address, port }) => `${address} ${port}`)).size;
  const found = count === 0 ? t('join.nearbyNone') : t('join.nearby', { count });
  return (
    <Text size="sm" c="var(--text-muted)" role="status">
      {data.available ? found : t('join.nearbyUnavailable')}
    </Text>
  );
}
