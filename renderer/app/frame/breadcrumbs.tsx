import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import classes from './app-frame.module.css';

const areaKeys = [
  'assessments',
  'plans',
  'handover',
  'partnership',
  'room',
  'safe-to-close',
  'settings',
] as const;

/** The way to the current screen. */
export function Breadcrumbs() {
  const { t } = useTranslation(['common', 'membership', 'handover', 'snapshots']);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { assessmentId, themeId, planId } = useParams({ strict: false });
  const recordTitle = useRecordTitle(assessmentId, planId);
  const fixedTitles = {
    '/partnership/members': t('membership:members'),
    '/handover/open/': t('handover:openedFile'),
    '/assessments/shared/together': t('snapshots:together.title'),
    '/assessments/shared': t('snapshots:title'),
  };
  const title = Object.entries(fixedTitles).find(([start]) => path.startsWith(start))?.[1] ?? recordTitle;
  const area = areaKeys.find((key) => path.startsWith(`/${key}`));
  if (!area) return <Text size="sm">{t('area.home')}</Text>;
  return (
    <nav aria-label={t('breadcrumbs')}>
      <ol className={classes.crumbs}>
        <li className={classes.crumb}>
          {title === undefined ? (
            <Text size="sm" aria-current="page">
              {t(`area.${area}`)}
            </Text>
          ) : (
            <Anchor component={Link} to={`/${area}`} size="sm">
              {t(`area.${area}`)}
            </Anchor>
          )}
        </li>
        {title !== undefined && (
          <li className={classes.crumbTitle}>
            {assessmentId && themeId ? (
              <Anchor
                component={Link}
                to="/assessments/$assessmentId"
                params={{ assessmentId } as never}
                size="sm"
                truncate
                title={title}
              >
                {title}
              </Anchor>
            ) : (
              <Text size="sm" truncate title={title} aria-current="page">
                {title}
              </Text>
            )}
          </li>
        )}
        {themeId && (
          <li className={classes.crumb}>
            <Text size="sm" span aria-current="page">
              {themeId}
            </Text>
          </li>
        )}
      </ol>
    </nav>
  );
}

function useRecordTitle(assessmentId: string | undefined, planId: string | undefined): string | undefined {
  const { queries } = useBackend();
  const kind = assessmentId ? 'assessment' : 'planDocument';
  const id = assessmentId ?? planId ?? '';
  const { data } = useQuery(queries.records.get.queryOptions({ input: { kind, id }, enabled: id !== '' }));
  if (id === '') return undefined;
  const title = data?.fields['title'];
  return typeof title === 'string' ? title : '';
}
