import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Profile } from '../../../shared/contract/workspaces.ts';
import { SettingsSection } from './settings-section.tsx';
import classes from './settings.module.css';

export function StorageSettings({ profile }: { profile: Profile }) {
  const { t } = useTranslation('settings');
  return (
    <SettingsSection title={t('storage')} hint={t('storageHint')}>
      <Text className={classes.path}>{profile.profileDir}</Text>
      {profile.syncedFolder !== null && (
        <Alert mt="sm" color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />}>
          {t('syncedFolder', { service: profile.syncedFolder })}
        </Alert>
      )}
    </SettingsSection>
  );
}
