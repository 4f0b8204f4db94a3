import type { FieldsOf } from '../../../../shared/domain/model/schemas.ts';

/** The form of a new assessment; numbers are what the fields hold, '' when empty. */
export interface NewAssessmentForm {
  title: string;
  /** Whether the title was typed; until then it follows partner and date. */
  ownTitle: boolean;
  partnerId: string | null;
  regionId: string | null;
  referenceDate: string;
  pastYear: number | string;
  targetYear: number | string;
  frameworkVersion: string;
}

export type FormField = 'title' | 'partnerId' | 'referenceDate' | 'pastYear' | 'targetYear';
export type FormProblem = 'required' | 'date' | 'year' | 'pastNotBefore' | 'targetNotAfter';

/** Years that the backend takes. */
export const yearRange = { min: 1980, max: 2100 } as const;
/** Usual distance from the reference date (framework b.1). */
const pastYears = 5;
const targetYears = 6;

/** What a new assessment starts with: the workspace's dates, else this year's. */
export function initialForm(
  workspace: FieldsOf<'workspace'> | undefined,
  partner: { id: string; fields: FieldsOf<'partner'> } | undefined,
  today: string,
  latestVersion: string,
): NewAssessmentForm {
  const referenceDate = workspace?.referenceDate ?? today;
  const year = Number(referenceDate.slice(0, 4));
  return {
    title: '',
    ownTitle: false,
    partnerId: partner?.id ?? null,
    regionId: partner?.fields.regionIds[0] ?? null,
    referenceDate,
    pastYear: workspace?.pastYear ?? year - pastYears,
    targetYear: workspace?.targetYear ?? year + targetYears,
    frameworkVersion: workspace?.frameworkVersion || latestVersion,
  };
}

/** The first problem of each field; empty when the form can be sent. */
export function problemsOf(form: NewAssessmentForm): Partial<Record<FormField, FormProblem>> {
  const problems: Partial<Record<FormField, FormProblem>> = {};
  if (form.title.trim() === '') problems.title = 'required';
  if (!form.partnerId) problems.partnerId = 'required';
  const reference = yearOf(form.referenceDate);
  if (reference === null) problems.referenceDate = 'date';
  const past = problemOfYear(form.pastYear);
  if (past) problems.pastYear = past;
  else if (reference !== null && Number(form.pastYear) >= reference) problems.pastYear = 'pastNotBefore';
  const target = problemOfYear(form.targetYear);
  if (target) problems.targetYear = target;
  else if (reference !== null && Number(form.targetYear) <= reference) problems.targetYear = 'targetNotAfter';
  return problems;
}

function problemOfYear(value: number | string): FormProblem | undefined {
  if (value === '') return 'required';
  const year = Number(value);
  return Number.isInteger(year) && year >= yearRange.min && year <= yearRange.max ? undefined : 'year';
}

function yearOf(date: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date))) return null;
  return Number(date.slice(0, 4));
}
