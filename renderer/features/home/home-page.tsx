import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../api/backend-context.tsx';
import { useOwnPartnerId } from '../../api/own-partner.ts';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { ContinueCards } from './continue-cards.tsx';
import { FirstSteps } from './first-steps.tsx';
import { HeatMap } from './heat-map.tsx';
import { UnseenList, WaitingList } from './waiting-list.tsx';

/** The first screen: what was worked on last, what waits, what others did, and the partnership at a glance. */
export function HomePage() {
  const { t } = useTranslation('home');
  const { queries } = useBackend();
  const assessments = useQuery(queries.assessments.list.queryOptions());
  const plans = useQuery(queries.plans.list.queryOptions());
  const ownPartnerId = useOwnPartnerId();
  const error = assessments.error ?? plans.error;
  return (
    <Page title={t('title')}>
      {error && <FailureMessage error={error} />}
      {!error && !(assessments.data && plans.data) && <Loading />}
      {assessments.data && plans.data && (
        <Stack gap="xl">
          {assessments.data.length + plans.data.length > 0 && (
            <ContinueCards assessments={assessments.data} plans={plans.data} />
          )}
          <WaitingList plans={plans.data} ownPartnerId={ownPartnerId} />
          <UnseenList plans={plans.data} />
          <FirstSteps hasAssessments={assessments.data.length > 0} hasPlans={plans.data.length > 0} />
          {assessments.data.length > 0 && <HeatMap assessments={assessments.data} />}
        </Stack>
      )}
    </Page>
  );
}
