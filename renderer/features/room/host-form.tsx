import { Alert, Button, Group, Radio, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GuestsMay, HostProblem, RoomNetworkRow } from '../../../shared/contract/room.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { useAction } from '../../ui/use-action.ts';
import { useFailureNotice } from '../../ui/use-failure-notice.ts';
import { GuestsMayChoice } from './guests-may.tsx';
import { RoomSection } from './room-section.tsx';

/** Starts a room; with several networks the facilitator picks one, the likeliest stands first. */
export function HostForm() {
  const { t } = useTranslation('room');
  const { client, queries } = useBackend();
  // Cables and wireless networks come and go while this is open.
  const networks = useQuery(queries.room.networks.queryOptions({ refetchInterval: 4_000 }));
  const [chosenId, setChosenId] = useState<string>();
  const [guestsMay, setGuestsMay] = useState<GuestsMay>('write');
  const { data: membership } = useQuery(queries.membership.get.queryOptions());
  const { busy, run } = useAction(useFailureNotice());
  const [problem, setProblem] = useState<HostProblem>();
  const rows = networks.data ?? [];
  const chosen = rows.find(({ id }) => id === chosenId) ?? rows[0];

  const host = async (network: RoomNetworkRow) => {
    setProblem(undefined);
    const result = await client.room.host({ networkId: network.id, guestsMay });
    if (result.outcome === 'problem') setProblem(result.problem);
  };

  return (
    <RoomSection title={t('host.title')} hint={t('host.hint')}>
      <Stack gap="md">
        {networks.error && <FailureMessage error={networks.error} />}
        {rows.length > 1 && chosen && (
          <Radio.Group label={t('host.network')} value={chosen.id} onChange={setChosenId}>
            <Stack gap="xs" mt="xs">
              {rows.map((row) => (
                <Radio
                  key={row.id}
                  value={row.id}
                  label={t('host.networkName', { name: row.id, address: row.address })}
                  description={row.kind === 'private' ? undefined : t(`host.kind.${row.kind}`)}
                />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {rows.length === 1 && chosen && (
          <Text size="sm">{t('host.oneNetwork', { name: chosen.id, address: chosen.address })}</Text>
        )}
        {chosen?.kind === 'public' && (
          <Alert color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />}>
            {t('host.publicWarning')}
          </Alert>
        )}
        {networks.data && rows.length === 0 && (
          <Alert color="gray" variant="light" icon={<IconAlertTriangle aria-hidden />}>
            {t('host.noNetwork')}
          </Alert>
        )}
        <GuestsMayChoice
          value={guestsMay}
          hasMembers={membership?.isMember === true}
          onChange={setGuestsMay}
        />
        {problem && (
          <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle aria-hidden />}>
            {t(`hostProblem.${problem}`)}
          </Alert>
        )}
        <Group gap="xs">
          <Button
            variant="filled"
            loading={busy}
            disabled={!chosen}
            onClick={() => {
              if (chosen) run(() => host(chosen));
            }}
          >
            {t('host.start')}
          </Button>
          {rows.length === 0 && (
            <Button
              leftSection={<IconRefresh size={16} aria-hidden />}
              onClick={() => void networks.refetch()}
            >
              {t('host.lookAgain')}
            </Button>
          )}
        </Group>
        <Text size="sm" c="var(--text-muted)">
          {t('host.firewall')}
        </Text>
      </Stack>
    </RoomSection>
  );
}
