import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { GuestRoom } from './guest-room.tsx';
import { HostedRoom } from './hosted-room.tsx';
import { NoRoom } from './no-room.tsx';

/** Rooms without internet: host one, join one, or see the one this laptop is in. */
export function RoomPage() {
  const { t } = useTranslation('room');
  const { queries } = useBackend();
  const { data: state, error } = useQuery(queries.room.state.queryOptions());
  return (
    <Page title={t('title')}>
      {error && <FailureMessage error={error} />}
      {!state && !error && <Loading />}
      {state?.role === 'none' && <NoRoom />}
      {state?.role === 'host' && <HostedRoom room={state} />}
      {state?.role === 'guest' && <GuestRoom room={state} />}
    </Page>
  );
}
