import type { WorkspaceServices } from '../electron/backend/services/backend-services.ts';
import type { AssessmentListRow } from '../shared/contract/assessments.ts';
import type { GapClass, ThemeSummary } from '../shared/domain/assessment-bundle.ts';
import { completeFields } from '../shared/domain/model/validation.ts';
import { compareVersions } from '../shared/framework/registry.ts';
import type { Framework } from '../shared/framework/schema.ts';

/** The figures of a theme in full precision; null where there is not enough data (framework b.6). */
export interface ThemeFigures {
  past: number | null;
  present: number | null;
  desired: number | null;
  gap: number | null;
  trend: number | null;
  confidence: number | null;
  completeness: number | null;
  class: string | null;
}

export interface PartnerFigures {
  partner: string;
  themes: Record<string, ThemeFigures>;
  completeness: number | null;
}

/** The framework's words for the classes, the same in every language. */
const classWords: Readonly<Record<GapClass, string>> = {
  act: 'act',
  verifyFirst: 'verify first',
  maintain: 'maintain',
  watch: 'watch',
};

const empty: ThemeFigures = {
  past: null,
  present: null,
  desired: null,
  gap: null,
  trend: null,
  confidence: null,
  completeness: null,
  class: null,
};

/**
 * One entry per partner in the order of their numbers: its newest assessment (by reference date, then
 * by last change) of the newest framework version that it has. A partner without one has nulls.
 */
export function partnerFigures(
  { context, assessments }: WorkspaceServices,
  framework: Framework,
): PartnerFigures[] {
  const rows = assessments.list();
  return context.entities
    .list('partner')
    .map(({ id, fields }) => ({ id, number: completeFields('partner', fields).number || id }))
    .toSorted((left, right) => left.number.localeCompare(right.number, 'en', { numeric: true }))
    .map(({ id, number }) => {
      const newest = rows.filter((row) => row.partnerId === id).toSorted(newestFirst)[0];
      return figuresOf(number, newest, framework);
    });
}

function figuresOf(
  partner: string,
  row: AssessmentListRow | undefined,
  framework: Framework,
): PartnerFigures {
  const themes = row
    ? row.summary.themes.map((theme) => [theme.themeId, themeFigures(theme)] as const)
    : framework.themes.map((theme) => [theme.id, empty] as const);
  return { partner, themes: Object.fromEntries(themes), completeness: row?.summary.completeness ?? null };
}

function themeFigures(theme: ThemeSummary): ThemeFigures {
  const { past, present, desired, gap, trend, confidence, completeness } = theme;
  const word = theme.class === null ? null : classWords[theme.class];
  return { past, present, desired, gap, trend, confidence, completeness, class: word };
}

/** The newest assessment of the newest framework version first. */
export function newestFirst(left: AssessmentListRow, right: AssessmentListRow): number {
  return (
    compareVersions(right.frameworkVersion, left.frameworkVersion) ||
    (right.referenceDate < left.referenceDate ? -1 : right.referenceDate > left.referenceDate ? 1 : 0) ||
    right.modifiedAt - left.modifiedAt
  );
}
