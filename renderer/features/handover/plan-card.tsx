import { Alert, Badge, Button, Checkbox, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandoverPlan } from '../../../shared/contract/handover.ts';
import { useFormats } from '../../i18n/formats.ts';
import { languageName } from '../../i18n/language-name.ts';
import { ChapterCard } from './chapter-card.tsx';
import classes from './handover.module.css';
import { LostTexts } from './lost-texts.tsx';

export interface PlanCardProps {
  plan: HandoverPlan;
  taken: boolean;
  onTake: (taken: boolean) => void;
}

/** What taking in one plan would do. */
export function PlanCard({ plan, taken, onTake }: PlanCardProps) {
  const { t } = useTranslation('handover');
  const formats = useFormats();
  const [open, setOpen] = useState(plan.standing === 'changed');
  const { standing, chapters } = plan;
  return (
    <section className={classes.card} aria-label={plan.title}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Checkbox
          label={
            <Text span size="md" fw={600} className={classes.name}>
              {plan.title}
            </Text>
          }
          description={[
            languageName(plan.language, formats.language),
            t('words', { count: plan.words, number: formats.integer(plan.words) }),
          ].join(' · ')}
          checked={taken && standing !== 'refused'}
          disabled={standing === 'refused'}
          onChange={(event) => onTake(event.currentTarget.checked)}
        />
        <Badge variant="default">{t(`standing.${standing}`)}</Badge>
      </Group>
      <Warnings plan={plan} />
      <Extras plan={plan} />
      {chapters.length > 0 && (
        <>
          <Group gap="xs" my="xs">
            <Text size="sm">
              {standing === 'new'
                ? t('chaptersNew', { count: chapters.length })
                : t('chaptersChanged', { count: chapters.length, same: plan.sameChapters })}
            </Text>
            <Button size="compact-xs" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? t('hideChanges') : t('showChanges')}
            </Button>
          </Group>
          {open && chapters.map((chapter) => <ChapterCard key={chapter.key} chapter={chapter} />)}
        </>
      )}
      {plan.lost.length > 0 && <LostTexts texts={plan.lost} />}
    </section>
  );
}

function Warnings({ plan }: { plan: HandoverPlan }) {
  const { t } = useTranslation('handover');
  const warnings = [
    ...(plan.refusal === null ? [] : [t(`refusal.${plan.refusal}`)]),
    ...(plan.removedHere ? [t('removedHere')] : []),
    ...(plan.newerVersion ? [t('newerVersion')] : []),
  ];
  return warnings.map((warning) => (
    <Alert
      key={warning}
      variant="light"
      color="yellow"
      mt="xs"
      p="xs"
      icon={<IconAlertTriangle aria-hidden />}
    >
      {warning}
    </Alert>
  ));
}

function Extras({ plan }: { plan: HandoverPlan }) {
  const { t } = useTranslation('handover');
  const extras = [
    ...(plan.standing === 'unchanged' ? [t('planUnchanged')] : []),
    ...(plan.newImages > 0 ? [t('newImages', { count: plan.newImages })] : []),
    ...(plan.commentsChanged ? [t('commentsChanged')] : []),
  ];
  if (extras.length === 0) return null;
  return (
    <Text size="sm" mt="xs">
      {extras.join(' · ')}
    </Text>
  );
}
