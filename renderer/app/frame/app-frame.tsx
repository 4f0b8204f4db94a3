import { AppShell } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WorkspaceRow } from '../../../shared/contract/workspaces.ts';
import { SearchDialog } from '../../features/search/search-dialog.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';
import { useLeaveWarning } from './use-leave-warning.ts';
import { useMenuNavigation } from './use-menu-navigation.ts';
import classes from './app-frame.module.css';

export function AppFrame({ workspace }: { workspace: WorkspaceRow }) {
  const { t } = useTranslation('common');
  useLeaveWarning();
  useMenuNavigation();
  return (
    <AppShell
      header={{ height: 48 }}
      navbar={{ width: { base: 56, lg: 220 }, breakpoint: 0 }}
      layout="alt"
      padding={0}
    >
      <a href="#content" className={classes.skip} onClick={focusContent}>
        {t('skipToContent')}
      </a>
      <AppShell.Navbar className={classes.rail}>
        <Rail workspace={workspace} />
      </AppShell.Navbar>
      <AppShell.Header className={classes.top}>
        <TopBar workspace={workspace} />
      </AppShell.Header>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <ConnectionBanner />
        <Outlet />
      </AppShell.Main>
      <SearchDialog />
      <ShortcutHelp />
    </AppShell>
  );
}

/** The address after `#` is the screen's: the skip link must not change it. */
function focusContent(event: React.MouseEvent) {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
