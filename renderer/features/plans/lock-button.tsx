import { Button, Tooltip } from '@mantine/core';
import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import { useFailureNotice } from '../../ui/use-failure-notice.ts';

/** For facilitators: nobody writes in a locked plan, on any laptop. */
export function LockButton({ documentId }: { documentId: string }) {
  const { t } = useTranslation('membership');
  const { client, queries, queryClient } = useBackend();
  const showFailure = useFailureNotice();
  const { data: membership } = useQuery(queries.membership.get.queryOptions());
  const leads = membership?.isMember === true && membership.role === 'facilitator';
  const access = queries.membership.documentAccess.queryOptions({ input: { documentId } });
  const { data } = useQuery({ ...access, enabled: leads, refetchOnMount: 'always' });
  const [busy, setBusy] = useState(false);
  if (!leads || !data) return null;
  const { locked } = data;
  const toggle = async () => {
    setBusy(true);
    try {
      const next = await client.membership.setLocked({ documentId, locked: !locked });
      queryClient.setQueryData(access.queryKey, next);
    } catch (error) {
      showFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const Icon = locked ? IconLock : IconLockOpen;
  return (
    <Tooltip label={t('lockHint')}>
      <Button
        size="compact-xs"
        variant="subtle"
        loading={busy}
        leftSection={<Icon size={14} aria-hidden />}
        aria-pressed={locked}
        onClick={() => void toggle()}
      >
        {locked ? t('unlock') : t('lock')}
      </Button>
    </Tooltip>
  );
}
