import { Text, Title } from '@mantine/core';
import { IconArrowRight, IconChartRadar, IconFileText } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './home.module.css';

/** What a new workspace can begin with; gone when both has been begun. */
export function FirstSteps({ hasAssessments, hasPlans }: { hasAssessments: boolean; hasPlans: boolean }) {
  const { t } = useTranslation('home');
  if (hasAssessments && hasPlans) return null;
  return (
    <section aria-labelledby="home-first">
      <Title order={2} id="home-first" mb={4}>
        {t('first.title')}
      </Title>
      {!hasAssessments && !hasPlans && (
        <Text size="sm" c="var(--text-muted)" mb="sm">
          {t('continueEmpty')}
        </Text>
      )}
      <ul className={classes.steps}>
        {!hasAssessments && (
          <li>
            <Link to="/assessments" className={classes.step}>
              <IconChartRadar size={24} stroke={1.5} className={classes.stepIcon} aria-hidden />
              <StepText title={t('first.assessment.title')} text={t('first.assessment.text')} />
              <IconArrowRight size={18} aria-hidden />
            </Link>
          </li>
        )}
        {!hasPlans && (
          <li>
            <Link to="/plans" className={classes.step}>
              <IconFileText size={24} stroke={1.5} className={classes.stepIcon} aria-hidden />
              <StepText title={t('first.plan.title')} text={t('first.plan.text')} />
              <IconArrowRight size={18} aria-hidden />
            </Link>
          </li>
        )}
      </ul>
    </section>
  );
}

function StepText({ title, text }: { title: string; text: string }) {
  return (
    <span className={classes.stepText}>
      <Text fw={600}>{title}</Text>
      <Text size="sm" c="var(--text-muted)">
        {text}
      </Text>
    </span>
  );
}
