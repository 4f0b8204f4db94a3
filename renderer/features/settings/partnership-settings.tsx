import { Alert, Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconUserOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Membership } from '../../../shared/contract/membership.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { LinkForm } from './link-form.tsx';
import { SettingsSection } from './settings-section.tsx';
import classes from './settings.module.css';

/** Whether and how the open workspace takes part in a partnership on a relay. */
export function PartnershipSettings({ displayName }: { displayName: string }) {
  const { t } = useTranslation('membership');
  const { queries } = useBackend();
  const { data } = useQuery(queries.membership.get.queryOptions());
  if (data === undefined) return null;
  const hint = data?.isMember ? t('connectedHint') : t('alone');
  return (
    <SettingsSection title={t('connection')} hint={hint}>
      {data && <Connected membership={data} />}
      {!data?.isMember && <WaysIn displayName={displayName} mayStart={data === null} />}
    </SettingsSection>
  );
}

function Connected({ membership }: { membership: Membership }) {
  const { t } = useTranslation('membership');
  const [leaving, setLeaving] = useState(false);
  return (
    <Stack gap="sm" mb={membership.isMember ? 0 : 'lg'}>
      {!membership.isMember && (
        <Alert color="yellow" variant="light" icon={<IconUserOff aria-hidden />}>
          <Text size="sm" fw={600}>
            {t('removed.title')}
          </Text>
          <Text size="sm">{t('removed.text')}</Text>
        </Alert>
      )}
      <div className={classes.row}>
        <Text size="sm">{t('relay')}</Text>
        <Text className={classes.path}>{membership.address}</Text>
      </div>
      {membership.isMember && (
        <Group gap="xs">
          <Text size="sm">{t('yourRole')}</Text>
          <Badge variant="outline" color="gray">
            {t(`role.${membership.role}`)}
          </Badge>
          <Text size="sm" c="var(--text-muted)">
            {t(`roleMay.${membership.role}`)}
          </Text>
        </Group>
      )}
      <Group gap="md">
        {membership.isMember && (
          <Anchor component={Link} to="/partnership/members" size="sm">
            {t('toMembers')}
          </Anchor>
        )}
        <Button size="xs" variant="subtle" onClick={() => setLeaving(true)}>
          {t('leave')}
        </Button>
      </Group>
      {leaving && <LeaveDialog onClose={() => setLeaving(false)} />}
    </Stack>
  );
}

/** Two ways into a partnership; what each of them does is said before anything is done. */
function WaysIn({ displayName, mayStart }: { displayName: string; mayStart: boolean }) {
  const { t } = useTranslation('membership');
  const [way, setWay] = useState<'join' | 'start'>();
  if (way) {
    return <LinkForm key={way} kind={way} displayName={displayName} onClose={() => setWay(undefined)} />;
  }
  return (
    <Group gap="xs">
      <Button onClick={() => setWay('join')}>{t('joinHere')}</Button>
      {mayStart && <Button onClick={() => setWay('start')}>{t('startHere')}</Button>}
    </Group>
  );
}
