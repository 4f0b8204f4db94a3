import { Alert, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OpenSnapshot } from '../../../shared/contract/snapshots.ts';
import { textIn } from '../../../shared/domain/model/text.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { noValue, useFormats } from '../../i18n/formats.ts';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { useFrameworks } from '../../ui/use-framework.ts';
import { SharedAssessmentProvider, useAssessment } from './data/assessment-context.tsx';
import { UnknownFramework } from './data/unknown-framework.tsx';
import { GapBars } from './overview/gap-bars.tsx';
import { ThemeRadar } from './overview/theme-radar.tsx';
import { ThemeTable } from './overview/theme-table.tsx';
import { SharedCriteria } from './snapshots/shared-criteria.tsx';
import { SharedEvidence, SharedNotes } from './snapshots/shared-texts.tsx';
import classes from './overview/overview.module.css';

/** A frozen copy as it was shared, with the figures that follow from it. */
export function SharedAssessmentPage() {
  const { hash } = useParams({ from: '/assessments/shared/$hash' });
  const { queries } = useBackend();
  const frameworks = useFrameworks();
  const { data, error } = useQuery({
    ...queries.snapshots.open.queryOptions({ input: { hash } }),
    retry: false,
  });
  if (error) return <FailureMessage error={error} />;
  if (!data || !frameworks) return <Loading />;
  const framework = frameworks.find(data.row.frameworkVersion);
  if (!framework) return <UnknownFramework version={data.row.frameworkVersion} />;
  return (
    <SharedAssessmentProvider bundle={data.bundle} framework={framework}>
      <SharedScreen snapshot={data} />
    </SharedAssessmentProvider>
  );
}

function SharedScreen({ snapshot }: { snapshot: OpenSnapshot }) {
  const { t } = useTranslation(['snapshots', 'assessments']);
  const { row, parts } = snapshot;
  const withTexts = parts.includes('justifications') && parts.includes('narratives');
  return (
    <Page title={row.title || t('snapshots:view.anonymousTitle', { alias: row.origin })}>
      <Facts snapshot={snapshot} />
      <Alert variant="light" color="accent" icon={<IconLock aria-hidden />} mb="md">
        {t('snapshots:view.notice', { origin: row.origin, version: row.frameworkVersion })}
        {!withTexts && ` ${t('snapshots:view.numbersOnly')}`}
      </Alert>
      <div className={classes.overview}>
        <div className={classes.figures}>
          <ThemeRadar />
          <section className={classes.themes}>
            <Title order={2} mb="xs">
              {t('assessments:themes')}
            </Title>
            <ThemeTable linked={false} withCompleteness={withTexts} />
          </section>
        </div>
        <GapBars linked={false} />
        <SharedCriteria />
        {parts.includes('narratives') && <SharedNotes />}
        {parts.includes('evidence') && <SharedEvidence />}
      </div>
    </Page>
  );
}

function Facts({ snapshot }: { snapshot: OpenSnapshot }) {
  const { t } = useTranslation(['snapshots', 'assessments']);
  const formats = useFormats();
  const { bundle } = useAssessment();
  const { row, frozenOn, signedBy } = snapshot;
  const { fields } = bundle.assessment;
  const anonymous = row.visibility === 'partnershipAnonymous';
  const place =
    !anonymous &&
    bundle.region &&
    [textIn(bundle.region.fields.name, formats.language), bundle.region.fields.nutsCode]
      .filter(Boolean)
      .join(', ');
  const parts = [
    row.origin,
    place,
    t('assessments:facts.years', {
      past: fields.pastYear ?? noValue,
      reference: fields.referenceDate ? formats.date(fields.referenceDate) : noValue,
      target: fields.targetYear ?? noValue,
    }),
    t(`snapshots:visibility.${row.visibility}.name`),
    frozenOn && t('snapshots:view.frozenOn', { date: formats.date(frozenOn) }),
    !anonymous &&
      (signedBy ? t('snapshots:view.signed', { key: signedBy.slice(0, 8) }) : t('snapshots:view.unsigned')),
  ];
  return (
    <Text size="sm" c="var(--text-muted)" mb="md" title={row.hash}>
      {parts.filter(Boolean).join(' · ')}
    </Text>
  );
}
