import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { WhyNumber } from '../../../ui/figures/why-number.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useAssessment } from '../data/assessment-context.tsx';
import { useSubjectNames } from '../data/subject-names.ts';
import { ActFirst } from './act-first.tsx';
import { GapBars } from './gap-bars.tsx';
import { MissingData } from './missing-data.tsx';
import { ThemeRadar } from './theme-radar.tsx';
import { ThemeTable } from './theme-table.tsx';
import { WarningList } from './warning-list.tsx';
import classes from './overview.module.css';

/** The figures of an assessment and what they ask for. */
export function Overview({ onDetails }: { onDetails: () => void }) {
  return (
    <div className={classes.overview}>
      <div className={classes.figures}>
        <ThemeRadar />
        <section className={classes.themes}>
          <Completeness />
          <ThemeTable />
        </section>
      </div>
      <GapBars />
      <div className={classes.lists}>
        <ActFirst />
        <div className={classes.stack}>
          <MissingData />
          <WarningList onDetails={onDetails} />
        </div>
      </div>
    </div>
  );
}

function Completeness() {
  const { t } = useTranslation(['assessments', 'figures']);
  const formats = useFormats();
  const { figures } = useAssessment();
  const names = useSubjectNames();
  return (
    <Group justify="space-between" mb="xs">
      <Text component="h2" size="lg" fw={600}>
        {t('assessments:themes')}
      </Text>
      <Text size="sm">
        <WhyNumber
          figure={figures.completeness}
          text={formats.percent(figures.completeness.value)}
          names={names}
        />{' '}
        {t('assessments:complete')}
        {figures.advice && (
          <Text span c="var(--text-muted)" size="sm">
            {` · ${t(`assessments:advice.${figures.advice}`)}`}
          </Text>
        )}
      </Text>
    </Group>
  );
}
