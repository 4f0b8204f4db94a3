import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Profile } from '../../../shared/contract/workspaces.ts';
import { interfaceLanguages } from '../../../shared/kernel/languages.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFailureNotice } from '../../ui/use-failure-notice.ts';
import { SettingsSection } from './settings-section.tsx';
import classes from './settings.module.css';

const schemes = ['light', 'dark', 'auto'] as const;

export function AppearanceSettings({ colorScheme }: { colorScheme: Profile['colorScheme'] }) {
  const { t, i18n } = useTranslation(['settings', 'common']);
  const { client } = useBackend();
  const showFailure = useFailureNotice();
  const update = (patch: Parameters<typeof client.profile.update>[0]) => {
    client.profile.update(patch).catch(showFailure);
  };
  return (
    <SettingsSection title={t('appearance')}>
      <div className={classes.row}>
        <Choice
          label={t('language')}
          value={i18n.language}
          data={interfaceLanguages.map((value) => ({ value, label: t(`common:languageName.${value}`) }))}
          onChange={(value) => {
            const language = interfaceLanguages.find((known) => known === value);
            if (language) update({ language });
          }}
        />
        <Choice
          label={t('colours')}
          value={colorScheme}
          data={schemes.map((value) => ({ value, label: t(`scheme.${value}`) }))}
          onChange={(value) => {
            const scheme = schemes.find((known) => known === value);
            if (scheme) update({ colorScheme: scheme });
          }}
        />
      </div>
    </SettingsSection>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  data: { value: string; label: string }[];
  onChange: (value: string) => void;
}

function Choice({ label, value, data, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm" fw={500} id={id}>
        {label}
      </Text>
      <SegmentedControl aria-labelledby={id} value={value} data={data} onChange={onChange} />
    </Stack>
  );
}
