import { Alert, Paper, Text, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AnonymousGroup } from '../../../shared/contract/anonymous-groups.ts';
import type { Framework } from '../../../shared/framework/schema.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { useFrameworks } from '../../ui/use-framework.ts';
import { GroupTable } from './snapshots/group-table.tsx';

/** What partners share without their names, together: never the numbers of one of them. */
export function SharedTogetherPage() {
  const { t } = useTranslation('snapshots');
  const { queries } = useBackend();
  const frameworks = useFrameworks();
  const { data, error } = useQuery(queries.snapshots.together.queryOptions());
  if (error) return <FailureMessage error={error} />;
  if (!data || !frameworks) return <Loading />;
  return (
    <Page title={t('together.title')} wide>
      {data.length === 0 ? (
        <EmptyState title={t('together.none')} text={t('together.noneText')} />
      ) : (
        <>
          <Text size="sm" c="var(--text-muted)" mb="md" maw={860}>
            {t('together.intro')}
          </Text>
          {data.map((group) => {
            const framework = frameworks.find(group.frameworkVersion);
            return framework && <Group key={group.frameworkVersion} group={group} framework={framework} />;
          })}
        </>
      )}
    </Page>
  );
}

function Group({ group, framework }: { group: AnonymousGroup; framework: Framework }) {
  const { t } = useTranslation('snapshots');
  const formats = useFormats();
  const { frameworkVersion: version, partners, referenceDate } = group;
  const needed = framework.parameters.privacy.median;
  const title = t('together.group', { version });
  return (
    <Paper withBorder p="md" mb="md" component="section" aria-label={title}>
      <Title order={2} mb={4}>
        {title}
      </Title>
      <Text size="sm" c="var(--text-muted)" mb="sm">
        {t('together.facts', { count: partners, date: formats.date(referenceDate) })}
      </Text>
      {partners < needed ? (
        <Alert variant="light" icon={<IconInfoCircle aria-hidden />}>
          {t('together.tooFewYet', { count: partners })}
        </Alert>
      ) : (
        <GroupTable group={group} framework={framework} label={title} />
      )}
    </Paper>
  );
}
