import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import { IconLock, IconLockOpen, IconUserCog } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../../api/backend-context.tsx';
import { useAction } from '../../../ui/use-action.ts';
import { useFailureNotice } from '../../../ui/use-failure-notice.ts';
import { PlanRolesDialog } from './plan-roles-dialog.tsx';
import { usePlanAccess } from './use-plan-access.ts';

/** For facilitators: locks the plan on every laptop, and gives members a role of their own in it. */
export function PlanAccess({ documentId }: { documentId: string }) {
  const { queries } = useBackend();
  const { data } = useQuery(queries.membership.get.queryOptions());
  return data?.isMember && data.role === 'facilitator' ? <AccessButtons documentId={documentId} /> : null;
}

function AccessButtons({ documentId }: { documentId: string }) {
  const { t } = useTranslation('membership');
  const { client } = useBackend();
  const { access, setAccess } = usePlanAccess(documentId);
  const { busy, run } = useAction(useFailureNotice());
  const [roles, setRoles] = useState(false);
  if (!access) return null;
  const { locked } = access;
  const toggle = async () => {
    setAccess(await client.membership.setLocked({ documentId, locked: !locked }));
  };
  const Icon = locked ? IconLock : IconLockOpen;
  return (
    <Group gap={4} wrap="nowrap">
      <Tooltip label={t('lockHint')}>
        <Button
          size="compact-xs"
          variant="subtle"
          loading={busy}
          leftSection={<Icon size={14} aria-hidden />}
          onClick={() => run(toggle)}
        >
          {locked ? t('unlock') : t('lock')}
        </Button>
      </Tooltip>
      <ActionIcon size="sm" aria-label={t('planRoles')} title={t('planRoles')} onClick={() => setRoles(true)}>
        <IconUserCog size={16} stroke={1.6} aria-hidden />
      </ActionIcon>
      {roles && <PlanRolesDialog documentId={documentId} onClose={() => setRoles(false)} />}
    </Group>
  );
}
