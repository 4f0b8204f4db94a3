import type { Framework } from '../../framework/schema.ts';
import type { AssessmentBundle, AssessmentSummary, ThemeSummary } from '../assessment-bundle.ts';
import { assessmentFigures } from './assessment-figures.ts';

/** The figures that lists and comparisons need. */
export function assessmentSummary(bundle: AssessmentBundle, framework: Framework): AssessmentSummary {
  const figures = assessmentFigures(bundle, framework);
  return {
    themes: figures.themes.map(
      (theme): ThemeSummary => ({
        themeId: theme.themeId,
        past: theme.scores.past.value,
        present: theme.scores.present.value,
        desired: theme.scores.desired.value,
        gap: theme.gap.value,
        trend: theme.trend.value,
        confidence: theme.confidence.value,
        confidenceLevel: theme.confidenceLevel,
        completeness: theme.completeness.value,
        class: theme.class,
        experience: theme.experience,
      }),
    ),
    completeness: figures.completeness.value,
    advice: figures.advice,
    warningCount: figures.warnings.length,
  };
}
