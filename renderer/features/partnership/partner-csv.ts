import type { EuStatus, PartnerRow } from './partner-rows.ts';

export interface PartnerTableTexts {
  head: readonly string[];
  status: (status: EuStatus['status'] | null) => string;
}

/** The shown organisations as rows of text, the head first; several values of a cell are joined by "; ". */
export function partnerTable(rows: readonly PartnerRow[], texts: PartnerTableTexts): string[][] {
  const body = rows.map((row) => [
    row.number,
    row.name,
    row.shortName,
    row.country,
    row.type,
    texts.status(row.status),
    row.regions.map((region) => region.name).join('; '),
    row.regions.map((region) => region.nutsCode).join('; '),
    row.languages.join(' '),
    String(row.assessments),
  ]);
  return [[...texts.head], ...body];
}
