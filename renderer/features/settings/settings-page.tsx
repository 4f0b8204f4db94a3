import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { PersonSettings } from './person-settings.tsx';
import { PartnershipSettings } from './partnership-settings.tsx';
import { StorageSettings } from './storage-settings.tsx';
import { WorkspaceSettings } from './workspace-settings.tsx';

/** Settings of this laptop, and its workspaces. */
export function SettingsPage() {
  const { t } = useTranslation('settings');
  const { queries } = useBackend();
  const { data: profile, error } = useQuery(queries.profile.get.queryOptions());
  return (
    <Page title={t('title')}>
      {error && <FailureMessage error={error} />}
      {!profile && !error && <Loading />}
      {profile && (
        <Stack gap="lg">
          <PersonSettings displayName={profile.displayName} />
          <AppearanceSettings colorScheme={profile.colorScheme} />
          <PartnershipSettings displayName={profile.displayName} />
          <WorkspaceSettings profile={profile} />
          <StorageSettings profile={profile} />
          <Text size="sm" c="var(--text-muted)">
            {t('version', { version: profile.appVersion })}
          </Text>
        </Stack>
      )}
    </Page>
  );
}
