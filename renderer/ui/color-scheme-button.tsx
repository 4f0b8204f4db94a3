import { ActionIcon, useComputedColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../api/backend-context.tsx';
import { useFailureNotice } from './use-failure-notice.ts';

/** Switches between light and dark colours and keeps the choice. */
export function ColorSchemeButton() {
  const { t } = useTranslation('common');
  const { client } = useBackend();
  const showFailure = useFailureNotice();
  const scheme = useComputedColorScheme('light');
  const next = scheme === 'light' ? 'dark' : 'light';
  const Icon = scheme === 'light' ? IconMoon : IconSun;
  return (
    <ActionIcon
      size="md"
      aria-label={t(`switchTo.${next}`)}
      title={t(`switchTo.${next}`)}
      onClick={() => {
        client.profile.update({ colorScheme: next }).catch(showFailure);
      }}
    >
      <Icon size={18} aria-hidden />
    </ActionIcon>
  );
}
