import { ActionIcon, Badge, Button, Kbd, Menu, useComputedColorScheme } from '@mantine/core';
import { IconLanguage, IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Profile, WorkspaceRow } from '../../../shared/contract/workspaces.ts';
import { interfaceLanguages } from '../../../shared/kernel/languages.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { openSearch } from '../../features/search/search-dialog.tsx';
import { SyncIndicator } from '../../features/sync/sync-indicator.tsx';
import { useFailureNotice } from '../../ui/use-failure-notice.ts';
import { Breadcrumbs } from './breadcrumbs.tsx';
import classes from './app-frame.module.css';

/** Where one is, search, where the work is stored, language, colours. */
export function TopBar({ profile, workspace }: { profile: Profile; workspace: WorkspaceRow }) {
  const { t } = useTranslation('common');
  return (
    <div className={classes.bar}>
      <Breadcrumbs />
      {workspace.demo && (
        <Badge variant="outline" color="gray" className={classes.demo} title={t('demoHint')}>
          {t('demo')}
        </Badge>
      )}
      <div className={classes.grow} />
      <Button
        variant="default"
        size="xs"
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={<Kbd size="xs">{t('searchKeys')}</Kbd>}
        onClick={openSearch}
      >
        {t('search')}
      </Button>
      <SyncIndicator />
      <LanguageMenu profile={profile} />
      <ColorSchemeButton />
    </div>
  );
}

function LanguageMenu({ profile }: { profile: Profile }) {
  const { t, i18n } = useTranslation('common');
  const { client } = useBackend();
  const showFailure = useFailureNotice();
  const current = profile.language ?? i18n.language;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          px={8}
          leftSection={<IconLanguage size={18} aria-hidden />}
          aria-label={t('languageMenu')}
        >
          {current.toUpperCase()}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {interfaceLanguages.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            onClick={() => {
              client.profile.update({ language }).catch(showFailure);
            }}
          >
            {t(`languageName.${language}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function ColorSchemeButton() {
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
