import { IconAlertTriangle, IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { longestText } from '../../../../shared/domain/model/text.ts';
import type { Criterion, Perspective, Slot, Theme } from '../../../../shared/framework/schema.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { LevelStrip } from '../../../ui/figures/level-strip.tsx';
import { ShareBar } from '../../../ui/figures/share-bar.tsx';
import { useAssessment } from '../data/assessment-context.tsx';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import { useCriterion } from './use-criterion.ts';
import type { ThemePlace } from './use-theme-place.ts';
import classes from './theme.module.css';

const slots: readonly Slot[] = ['past', 'present', 'desired'];

/** The criteria of the theme with their marks, and the notes per perspective. */
export function CriteriaPane({ theme, place }: { theme: Theme; place: ThemePlace }) {
  const { t } = useTranslation('assessments');
  const { framework } = useAssessment();
  return (
    <nav className={classes.criteria} aria-label={t('criteria')}>
      <ul className={classes.criteriaList}>
        {theme.criteria.map((criterion) => (
          <li key={criterion.id}>
            <CriterionItem
              theme={theme}
              criterion={criterion}
              open={place.type === 'criterion' && place.id === criterion.id}
            />
          </li>
        ))}
      </ul>
      <h2 className={classes.paneHeading}>{t('notes.title')}</h2>
      <ul className={classes.criteriaList}>
        {framework.perspectives.map((perspective) => (
          <li key={perspective.key}>
            <NotesItem
              theme={theme}
              perspective={perspective}
              open={place.type === 'notes' && place.perspective === perspective.key}
            />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function CriterionItem({ theme, criterion, open }: { theme: Theme; criterion: Criterion; open: boolean }) {
  const { t } = useTranslation(['assessments', 'warnings']);
  const { bundle, figures, framework } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const formats = useFormats();
  const { entry, figures: own } = useCriterion(criterion.id);
  const warnings = figures.warnings.filter((warning) => warning.criterionId === criterion.id).length;
  const said = slots.map((slot) => `${texts.slot(slot)}: ${formats.score(entry[slot])}`).join(', ');
  return (
    <Link
      to="/assessments/$assessmentId/$themeId"
      params={{ assessmentId: bundle.assessment.id, themeId: theme.id }}
      search={{ place: criterion.id }}
      replace
      resetScroll={false}
      preload={false}
      className={classes.criterionItem}
      aria-current={open ? 'page' : undefined}
      data-open={open || undefined}
    >
      <span className={classes.criterionName}>
        <b>{criterion.id}</b> {texts.of(criterion.name)}
      </span>
      <span className={classes.criterionMarks}>
        {entry.notApplicable ? (
          <span className={classes.notApplicable}>– {t('assessments:notApplicable')}</span>
        ) : (
          <LevelStrip values={entry} max={framework.scale.max} label={said} width={104} />
        )}
        <ShareBar value={own?.completeness.value ?? null} label={t('assessments:column.completeness')} />
        {warnings > 0 && (
          <span className={classes.warningMark} title={t('warnings:title', { count: warnings })}>
            <IconAlertTriangle size={14} aria-label={t('warnings:title', { count: warnings })} />
          </span>
        )}
      </span>
    </Link>
  );
}

function NotesItem({ theme, perspective, open }: { theme: Theme; perspective: Perspective; open: boolean }) {
  const { t } = useTranslation('assessments');
  const { bundle, framework } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const notes = bundle.narratives.find(
    ({ fields }) => fields.themeId === theme.id && fields.perspective === perspective.key,
  );
  const enough = framework.parameters.completeness.narrativeMinCharacters;
  const written = longestText(notes?.fields.text ?? {});
  const state = written >= enough ? 'written' : written > 0 ? 'started' : 'empty';
  const Icon = state === 'written' ? IconCircleCheck : IconCircle;
  return (
    <Link
      to="/assessments/$assessmentId/$themeId"
      params={{ assessmentId: bundle.assessment.id, themeId: theme.id }}
      search={{ place: perspective.key }}
      replace
      resetScroll={false}
      preload={false}
      className={classes.notesItem}
      aria-current={open ? 'page' : undefined}
      data-open={open || undefined}
    >
      <Icon size={15} aria-hidden />
      <span className={classes.grow}>{texts.of(perspective.name)}</span>
      <span className={classes.notesState}>{t(`notes.state.${state}`)}</span>
    </Link>
  );
}
