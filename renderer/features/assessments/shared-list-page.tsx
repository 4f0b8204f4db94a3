import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { useFrameworks } from '../../ui/use-framework.ts';
import { ListSwitch } from './snapshots/list-switch.tsx';
import { SharedMedians } from './snapshots/shared-medians.tsx';
import { SharedTable } from './snapshots/shared-table.tsx';

/** Frozen assessments that the partners share with each other. */
export function SharedListPage() {
  const { t } = useTranslation(['snapshots', 'assessments']);
  const { queries } = useBackend();
  const frameworks = useFrameworks();
  const { data, error } = useQuery(queries.snapshots.list.queryOptions());
  if (error) return <FailureMessage error={error} />;
  if (!data || !frameworks) return <Loading />;
  // One that came in a file for a working group is read here too.
  const rows = data.filter((row) => row.state === 'shared');
  return (
    <Page
      title={t('assessments:title')}
      wide
      aside={<ListSwitch shown="shared" />}
      actions={
        rows.some(({ visibility }) => visibility === 'partnershipAnonymous') && (
          <Button component={Link} to="/assessments/shared/together">
            {t('snapshots:together.title')}
          </Button>
        )
      }
    >
      {rows.length === 0 ? (
        <EmptyState title={t('snapshots:empty.title')} text={t('snapshots:empty.text')} />
      ) : (
        <>
          <Text size="sm" c="var(--text-muted)" mb="sm">
            {t('snapshots:intro')}
          </Text>
          <SharedTable rows={rows} frameworks={frameworks} />
          <SharedMedians rows={rows} frameworks={frameworks} />
        </>
      )}
    </Page>
  );
}
