import type { Formats } from '../../../i18n/formats.ts';
import type { NamedRow } from './list-view.ts';

export interface ListCsvTexts {
  head: readonly string[];
  status: (status: NamedRow['row']['status']) => string;
}

/** The shown rows as a table: one column per theme with its present score, empty where there is not enough data. */
export function listTable(
  rows: readonly NamedRow[],
  themeIds: readonly string[],
  texts: ListCsvTexts,
  formats: Formats,
): string[][] {
  const head = [...texts.head, ...themeIds];
  const body = rows.map(({ row, region }) => {
    const present = new Map(row.summary.themes.map((theme) => [theme.themeId, theme.present]));
    return [
      row.title,
      row.partnerName,
      region,
      row.referenceDate,
      String(row.pastYear || ''),
      String(row.targetYear || ''),
      row.frameworkVersion,
      texts.status(row.status),
      row.summary.completeness === null ? '' : formats.percent(row.summary.completeness),
      row.modifiedAt ? formats.dateTime(row.modifiedAt) : '',
      ...themeIds.map((id) => {
        const value = present.get(id) ?? null;
        return value === null ? '' : formats.score(value);
      }),
    ];
  });
  return [head, ...body];
}
