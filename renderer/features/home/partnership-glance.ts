import type { AssessmentListRow } from '../../../shared/contract/assessments.ts';

export interface GlanceRow {
  partnerId: string;
  partnerName: string;
  assessmentId: string;
  title: string;
  /** By theme id; null where there is not enough data. */
  present: ReadonlyMap<string, number | null>;
}

/** The newest assessment of each partner: by reference date, then by the last change. */
export function newestByPartner(rows: readonly AssessmentListRow[]): GlanceRow[] {
  const newest = new Map<string, AssessmentListRow>();
  for (const row of rows) {
    const known = newest.get(row.partnerId);
    if (!known || isNewer(row, known)) newest.set(row.partnerId, row);
  }
  return [...newest.values()].map((row) => ({
    partnerId: row.partnerId,
    partnerName: row.partnerName,
    assessmentId: row.id,
    title: row.title,
    present: new Map(row.summary.themes.map((theme) => [theme.themeId, theme.present])),
  }));
}

function isNewer(row: AssessmentListRow, other: AssessmentListRow): boolean {
  if (row.referenceDate !== other.referenceDate) return row.referenceDate > other.referenceDate;
  return row.modifiedAt > other.modifiedAt;
}

/** The themes that the assessments score, horizontal ones left out, in the framework's order. */
export function themesOf(rows: readonly AssessmentListRow[]): string[] {
  const themes = new Set(rows.flatMap((row) => row.summary.themes.map((theme) => theme.themeId)));
  return [...themes].filter((themeId) => themeId !== 'H');
}
