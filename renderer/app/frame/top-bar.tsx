import { Badge, Button, Kbd } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WorkspaceRow } from '../../../shared/contract/workspaces.ts';
import { openSearch } from '../../features/search/search-dialog.tsx';
import { SyncIndicator } from '../../features/sync/sync-indicator.tsx';
import { ColorSchemeButton } from '../../ui/color-scheme-button.tsx';
import { LanguageMenu } from '../../ui/language-menu.tsx';
import { OpenFileButton } from '../../ui/open-file-button.tsx';
import { Breadcrumbs } from './breadcrumbs.tsx';
import classes from './app-frame.module.css';

/** Where one is, search, where the work is stored, language, colours. */
export function TopBar({ workspace }: { workspace: WorkspaceRow }) {
  const { t } = useTranslation('common');
  const isMac = window.workbenchShell?.platform === 'mac';
  return (
    <div className={classes.bar}>
      <div className={classes.where}>
        <Breadcrumbs />
      </div>
      {workspace.demo && (
        <Badge variant="outline" color="gray" className={classes.demo} title={t('demoHint')}>
          {t('demo')}
        </Badge>
      )}
      <Button
        variant="default"
        size="xs"
        className={classes.search}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={openSearch}
      >
        <IconSearch size={16} aria-hidden />
        <span className={classes.searchText}>{t('search')}</span>
        <Kbd size="xs" className={classes.searchKeys}>
          {t(isMac ? 'searchKeysMac' : 'searchKeys')}
        </Kbd>
      </Button>
      <SyncIndicator />
      <OpenFileButton />
      <LanguageMenu />
      <ColorSchemeButton />
    </div>
  );
}
