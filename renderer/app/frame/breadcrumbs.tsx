import { Anchor, Breadcrumbs as Crumbs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';

const areaKeys = ['assessments', 'plans', 'partnership', 'settings'] as const;

/** The way to the current screen. */
export function Breadcrumbs() {
  const { t } = useTranslation('common');
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { assessmentId, themeId, planId } = useParams({ strict: false });
  const title = useRecordTitle(assessmentId, planId);
  const area = areaKeys.find((key) => path.startsWith(`/${key}`));
  if (!area) return <Text size="sm">{t('area.home')}</Text>;
  return (
    <nav aria-label={t('breadcrumbs')}>
      <Crumbs separator="/" separatorMargin={6}>
        {title === undefined ? (
          <Text size="sm">{t(`area.${area}`)}</Text>
        ) : (
          <Anchor component={Link} to={`/${area}`} size="sm">
            {t(`area.${area}`)}
          </Anchor>
        )}
        {title !== undefined &&
          (assessmentId && themeId ? (
            <Anchor component={Link} to="/assessments/$assessmentId" params={{ assessmentId } as never} size="sm" maw={320} truncate>
              {title}
            </Anchor>
          ) : (
            <Text size="sm" truncate maw={320}>
              {title}
            </Text>
          ))}
        {themeId && <Text size="sm">{themeId}</Text>}
      </Crumbs>
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
