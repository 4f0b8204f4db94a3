import { Menu, Text, UnstyledButton } from '@mantine/core';
import {
  IconBroadcast,
  IconBuildingCommunity,
  IconChartRadar,
  IconChevronDown,
  IconFileText,
  IconHome,
  IconPackageExport,
  IconSettings,
  IconStack2,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WorkspaceRow } from '../../../shared/contract/workspaces.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFailureNotice } from '../../ui/use-failure-notice.ts';
import classes from './app-frame.module.css';

const areas = [
  { to: '/', key: 'home', icon: IconHome },
  { to: '/assessments', key: 'assessments', icon: IconChartRadar },
  { to: '/plans', key: 'plans', icon: IconFileText },
  { to: '/handover', key: 'handover', icon: IconPackageExport },
  { to: '/partnership', key: 'partnership', icon: IconBuildingCommunity },
  { to: '/room', key: 'room', icon: IconBroadcast },
  { to: '/settings', key: 'settings', icon: IconSettings },
] as const;

/** The areas that exist; under 1200 px only their icons. */
export function Rail({ workspace }: { workspace: WorkspaceRow }) {
  const { t } = useTranslation('common');
  return (
    <>
      <WorkspaceMenu workspace={workspace} />
      <nav className={classes.railItems} aria-label={t('areas')}>
        {areas.map(({ to, key, icon: Icon }) => (
          <Link
            key={key}
            to={to}
            className={classes.railLink}
            activeOptions={{ exact: to === '/' }}
            title={t(`area.${key}`)}
          >
            <Icon size={20} stroke={1.6} className={classes.railIcon} aria-hidden />
            <span className={classes.railText}>{t(`area.${key}`)}</span>
          </Link>
        ))}
      </nav>
    </>
  );
}

function WorkspaceMenu({ workspace }: { workspace: WorkspaceRow }) {
  const { t } = useTranslation('common');
  const { client, queries } = useBackend();
  const { data = [] } = useQuery(queries.workspaces.list.queryOptions());
  const showFailure = useFailureNotice();
  const others = data.filter((row) => row.id !== workspace.id && row.condition === 'ok');
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <UnstyledButton
          className={classes.workspace}
          aria-label={t('workspaceMenu', { name: workspace.name })}
        >
          <IconStack2 size={20} stroke={1.6} className={classes.railIcon} aria-hidden />
          <Text span size="md" fw={600} lineClamp={2} className={classes.railText}>
            {workspace.name}
          </Text>
          <IconChevronDown size={14} aria-hidden className={classes.railText} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {others.map((row) => (
          <Menu.Item
            key={row.id}
            onClick={() => {
              client.workspaces.open({ id: row.id }).catch(showFailure);
            }}
          >
            {row.name}
          </Menu.Item>
        ))}
        {others.length > 0 && <Menu.Divider />}
        <Menu.Item component={Link} to="/settings">
          {t('manageWorkspaces')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
