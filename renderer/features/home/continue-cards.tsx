import { Text, Title } from '@mantine/core';
import { IconChartRadar, IconFileText } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssessmentListRow } from '../../../shared/contract/assessments.ts';
import type { PlanRow } from '../../../shared/contract/plans.ts';
import { textIn } from '../../../shared/domain/model/text.ts';
import { useFormats } from '../../i18n/formats.ts';
import classes from './home.module.css';

const shown = 3;

type Work = { kind: 'assessment'; row: AssessmentListRow } | { kind: 'plan'; row: PlanRow };

/** The assessments and plans that were changed last: what, where, when. */
export function ContinueCards({
  assessments,
  plans,
}: {
  assessments: AssessmentListRow[];
  plans: PlanRow[];
}) {
  const { t } = useTranslation('home');
  const work: Work[] = [
    ...assessments.map((row) => ({ kind: 'assessment' as const, row })),
    ...plans.map((row) => ({ kind: 'plan' as const, row })),
  ];
  const newest = work.toSorted((left, right) => right.row.modifiedAt - left.row.modifiedAt).slice(0, shown);
  return (
    <section aria-labelledby="home-continue">
      <Title order={2} id="home-continue" mb="sm">
        {t('continue')}
      </Title>
      <ul className={classes.cards}>
        {newest.map((item) => (
          <li key={item.row.id}>
            {item.kind === 'assessment' ? <AssessmentCard row={item.row} /> : <PlanCard row={item.row} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function AssessmentCard({ row }: { row: AssessmentListRow }) {
  const { t } = useTranslation('home');
  const formats = useFormats();
  const where = [row.partnerName, textIn(row.regionName, formats.language)].filter(Boolean).join(' · ');
  return (
    <Link to="/assessments/$assessmentId" params={{ assessmentId: row.id }} className={classes.card}>
      <CardText
        icon={<IconChartRadar size={20} stroke={1.6} aria-hidden />}
        kind={t('kind.assessment')}
        title={row.title}
        where={where}
        state={t('complete', { share: formats.percent(row.summary.completeness) })}
        changedAt={row.modifiedAt}
      />
    </Link>
  );
}

function PlanCard({ row }: { row: PlanRow }) {
  const { t } = useTranslation('home');
  const formats = useFormats();
  return (
    <Link to="/plans/$planId" params={{ planId: row.id }} className={classes.card}>
      <CardText
        icon={<IconFileText size={20} stroke={1.6} aria-hidden />}
        kind={t('kind.plan')}
        title={row.title}
        where={t('chaptersAgreed', { agreed: row.chapters.agreed, total: row.chapters.total })}
        state={t('words', { count: row.words, formatted: formats.integer(row.words) })}
        changedAt={row.modifiedAt}
      />
    </Link>
  );
}

interface CardTextProps {
  icon: ReactNode;
  kind: string;
  title: string;
  where: string;
  state: string;
  changedAt: number;
}

function CardText({ icon, kind, title, where, state, changedAt }: CardTextProps) {
  const { t } = useTranslation('home');
  const formats = useFormats();
  return (
    <>
      <span className={classes.kind}>
        {icon}
        {kind}
      </span>
      <Text fw={600} lineClamp={2}>
        {title}
      </Text>
      {where !== '' && (
        <Text size="sm" lineClamp={1}>
          {where}
        </Text>
      )}
      <Text size="xs" c="var(--text-muted)" mt="auto" pt={4}>
        {state} · {t('changed', { when: formats.dateTime(changedAt) })}
      </Text>
    </>
  );
}
