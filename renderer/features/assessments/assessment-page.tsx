import { Alert, Button, Group, Tabs, Text } from '@mantine/core';
import { IconDownload, IconLock } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textIn } from '../../../shared/domain/model/text.ts';
import { noValue, useFormats } from '../../i18n/formats.ts';
import { Page } from '../../ui/page.tsx';
import { SnapshotPanel } from './snapshots/snapshot-panel.tsx';
import { AssessmentProvider, useAssessment } from './data/assessment-context.tsx';
import { EditToolbar } from './data/edit-toolbar.tsx';
import { useUndoKeys } from './data/use-undo-keys.ts';
import { AssessmentHistory } from './overview/assessment-history.tsx';
import { Details } from './overview/details.tsx';
import { Overview } from './overview/overview.tsx';
import { StatusSteps } from './overview/status-steps.tsx';
import { useCarryOver } from './overview/use-carry-over.ts';
import { useExchangeExport } from './overview/use-exchange-export.ts';
import classes from './overview/overview.module.css';

/** One assessment: where it stands, what to do next, its facts and its history. */
export function AssessmentPage() {
  const { assessmentId } = useParams({ from: '/assessments/$assessmentId' });
  return (
    <AssessmentProvider key={assessmentId} id={assessmentId}>
      <AssessmentScreen />
    </AssessmentProvider>
  );
}

const tabs = ['overview', 'details', 'history'] as const;
type Tab = (typeof tabs)[number];

function AssessmentScreen() {
  const { t } = useTranslation('assessments');
  const { bundle, readOnly } = useAssessment();
  const exportFile = useExchangeExport();
  const [tab, setTab] = useState<Tab>('overview');
  useUndoKeys();
  const { title } = bundle.assessment.fields;
  const actions = (
    <>
      <EditToolbar />
      <Button leftSection={<IconDownload size={16} aria-hidden />} onClick={() => void exportFile()}>
        {t('export')}
      </Button>
    </>
  );
  return (
    <Page title={title || t('untitled')} actions={actions}>
      <Facts />
      {readOnly && <FrozenNotice />}
      <SnapshotPanel />
      <Tabs
        value={tab}
        onChange={(next) => setTab(tabs.find((known) => known === next) ?? 'overview')}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {tabs.map((value) => (
            <Tabs.Tab key={value} value={value}>
              {t(`tab.${value}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <Overview onDetails={() => setTab('details')} />
        </Tabs.Panel>
        <Tabs.Panel value="details">
          <Details />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <AssessmentHistory />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Facts() {
  const { t } = useTranslation('assessments');
  const formats = useFormats();
  const { bundle } = useAssessment();
  const { fields } = bundle.assessment;
  const { region } = bundle;
  const place =
    region &&
    [textIn(region.fields.name, formats.language), region.fields.nutsCode].filter(Boolean).join(', ');
  const years = t('facts.years', {
    past: fields.pastYear ?? noValue,
    reference: fields.referenceDate ? formats.date(fields.referenceDate) : noValue,
    target: fields.targetYear ?? noValue,
  });
  const parts = [
    bundle.partner?.fields.legalName,
    place,
    years,
    t('facts.framework', { version: fields.frameworkVersion }),
  ];
  return (
    <Group justify="space-between" align="center" gap="sm" mb="md">
      <Text size="sm" c="var(--text-muted)" className={classes.facts}>
        {parts.filter(Boolean).join(' · ')}
      </Text>
      <StatusSteps />
    </Group>
  );
}

function FrozenNotice() {
  const { t } = useTranslation('assessments');
  const { carryOver, running } = useCarryOver();
  return (
    <Alert variant="light" color="accent" icon={<IconLock aria-hidden />} mb="md" title={t('frozen.title')}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 320px">
          {t('frozen.text')}
        </Text>
        <Button size="xs" loading={running} onClick={() => void carryOver()}>
          {t('frozen.carryOver')}
        </Button>
      </Group>
    </Alert>
  );
}
