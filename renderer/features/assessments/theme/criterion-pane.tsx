import { ActionIcon, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Slot, Theme } from '../../../../shared/framework/schema.ts';
import { useAssessment } from '../data/assessment-context.tsx';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import { withText } from '../data/texts.ts';
import { useWarningText } from '../data/warning-text.ts';
import { LocalizedTextarea } from '../fields/localized-textarea.tsx';
import { CriterionFigures } from './criterion-figures.tsx';
import { LevelCards } from './level-cards.tsx';
import { MigrationNotice } from './migration-notice.tsx';
import { NotApplicable } from './not-applicable.tsx';
import { OthersScores } from './others-scores.tsx';
import { RatingPicker } from './rating-picker.tsx';
import { SlotPicker } from './slot-picker.tsx';
import { useCriterion } from './use-criterion.ts';
import { neighbour } from './use-theme-place.ts';
import classes from './theme.module.css';

export interface CriterionPaneProps {
  theme: Theme;
  criterionId: string;
  slot: Slot;
  onSlot: (slot: Slot) => void;
  onStep: (by: 1 | -1) => void;
}

/** Scoring one criterion: levels for the chosen slot, reasons, weight, and what follows from them. */
export function CriterionPane({ theme, criterionId, slot, onSlot, onStep }: CriterionPaneProps) {
  const { t } = useTranslation('assessments');
  const { bundle, framework, readOnly } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const { criterion, entry, currentEntry, put, save } = useCriterion(criterionId);
  const { language } = bundle.assessment.fields;
  const { justificationMinCharacters } = framework.parameters.completeness;
  const { importanceMax, feasibilityMax } = framework.parameters.priority;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="criterion-name">
      <Stack gap="md">
        <Group justify="space-between" wrap="nowrap" align="start">
          <div>
            <Title order={2} id="criterion-name">
              {criterion.id} {texts.of(criterion.name)}
            </Title>
            <Text size="sm" c="var(--text-muted)">
              {texts.of(criterion.help)}
            </Text>
          </div>
          <Steps theme={theme} criterionId={criterionId} onStep={onStep} />
        </Group>
        <MigrationNotice criterionId={criterionId} />
        <SlotPicker criterionId={criterionId} slot={slot} onSlot={onSlot} />
        {entry.notApplicable ? (
          <NotApplicable criterionId={criterionId} />
        ) : (
          <LevelCards criterionId={criterionId} slot={slot} />
        )}
        {!entry.notApplicable && (
          <>
            <LocalizedTextarea
              fieldKey={`${bundle.assessment.id}/${criterionId}/justification`}
              label={t('field.justification')}
              placeholder={t('criterion.justificationHint')}
              text={entry.justification}
              language={language}
              enoughCharacters={justificationMinCharacters}
              readOnly={readOnly}
              onSave={(tag, text) =>
                save({ justification: withText(currentEntry().justification, tag, text) })
              }
            />
            <Group gap="md">
              <RatingPicker
                label={t('field.importance')}
                max={importanceMax}
                value={entry.importance}
                readOnly={readOnly}
                onChange={(importance) => put({ importance })}
              />
              <RatingPicker
                label={t('field.feasibility')}
                max={feasibilityMax}
                value={entry.feasibility}
                readOnly={readOnly}
                onChange={(feasibility) => put({ feasibility })}
              />
            </Group>
            <CriterionFigures criterionId={criterionId} />
          </>
        )}
        <CriterionWarnings criterionId={criterionId} />
        <OthersScores criterionId={criterionId} />
      </Stack>
    </Paper>
  );
}

function Steps({ theme, criterionId, onStep }: Pick<CriterionPaneProps, 'theme' | 'criterionId' | 'onStep'>) {
  const { t } = useTranslation('assessments');
  return (
    <Group gap={2} wrap="nowrap">
      <ActionIcon
        aria-label={t('criterion.previous')}
        title={`${t('criterion.previous')} (↑)`}
        disabled={!neighbour(theme, criterionId, -1)}
        onClick={() => onStep(-1)}
      >
        <IconChevronUp size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        aria-label={t('criterion.next')}
        title={`${t('criterion.next')} (↓)`}
        disabled={!neighbour(theme, criterionId, 1)}
        onClick={() => onStep(1)}
      >
        <IconChevronDown size={18} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

function CriterionWarnings({ criterionId }: { criterionId: string }) {
  const { t } = useTranslation('warnings');
  const { figures } = useAssessment();
  const text = useWarningText();
  const warnings = figures.warnings.filter((warning) => warning.criterionId === criterionId);
  if (warnings.length === 0) return null;
  return (
    <section className={classes.warningBox} aria-label={t('title', { count: warnings.length })}>
      <IconAlertTriangle size={18} aria-hidden className={classes.warningMark} />
      <ul className={classes.warnings}>
        {warnings.map((warning, index) => (
          <li key={`${warning.code}-${index}`}>{text(warning)}</li>
        ))}
      </ul>
    </section>
  );
}
