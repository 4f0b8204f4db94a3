import type { AssessmentListRow } from '../../../shared/contract/assessments.ts';
import type { RecordRow } from '../../../shared/contract/records.ts';
import type { FieldsOf } from '../../../shared/domain/model/schemas.ts';
import { textIn } from '../../../shared/domain/model/text.ts';
import { foldText } from '../../../shared/kernel/text-folding.ts';
import type { Formats } from '../../i18n/formats.ts';
import { countryName } from '../../i18n/names.ts';
import type { Sorting } from '../../ui/sortable-header.tsx';

export type PartnerRecord = RecordRow<FieldsOf<'partner'>>;
export type RegionRecord = RecordRow<FieldsOf<'region'>>;
export type EuStatus = FieldsOf<'partner'>['euStatus'][number];

/** An organisation as the table shows it, in the language of the interface. */
export interface PartnerRow {
  record: PartnerRecord;
  id: string;
  number: string;
  name: string;
  shortName: string;
  country: string;
  type: string;
  status: EuStatus['status'] | null;
  regions: { id: string; name: string; nutsCode: string }[];
  languages: readonly string[];
  assessments: number;
}

export interface PartnerSources {
  partners: readonly PartnerRecord[];
  regions: readonly RegionRecord[];
  assessments: readonly AssessmentListRow[];
  formats: Formats;
  typeName: (type: string) => string;
  /** Calendar date: the EU status of this day counts. */
  today: string;
}

export function partnerRows(sources: PartnerSources): PartnerRow[] {
  const { formats } = sources;
  const regions = new Map(sources.regions.map((region) => [region.id, region]));
  const counts = new Map<string, number>();
  for (const { partnerId } of sources.assessments) counts.set(partnerId, (counts.get(partnerId) ?? 0) + 1);
  return sources.partners.map((record) => ({
    record,
    id: record.id,
    number: record.fields.number,
    name: record.fields.legalName,
    shortName: record.fields.shortName,
    country: countryName(formats, record.fields.country),
    type: record.fields.type === null ? '' : sources.typeName(record.fields.type),
    status: statusAt(record.fields.euStatus, sources.today),
    regions: record.fields.regionIds.flatMap((id) => {
      const region = regions.get(id);
      if (!region) return [];
      return [{ id, name: textIn(region.fields.name, formats.language), nutsCode: region.fields.nutsCode }];
    }),
    languages: record.fields.languages,
    assessments: counts.get(record.id) ?? 0,
  }));
}

/** The status at a day: the last one that starts on or before it; one without a date was always so. */
export function statusAt(statuses: readonly EuStatus[], day: string): EuStatus['status'] | null {
  const begun = statuses.filter(({ from }) => from === null || from <= day);
  const inOrder = begun.toSorted((left, right) => (left.from ?? '').localeCompare(right.from ?? ''));
  return inOrder.at(-1)?.status ?? null;
}

export const sortColumns = ['number', 'name', 'country', 'type', 'status', 'regions', 'assessments'] as const;
export type SortColumn = (typeof sortColumns)[number];

export function sortRows(
  rows: readonly PartnerRow[],
  sorting: Sorting<SortColumn>,
  formats: Formats,
): PartnerRow[] {
  const direction = sorting.descending ? -1 : 1;
  return rows.toSorted((left, right) => {
    const order = compareBy(sorting.column, left, right, formats);
    // Equal ones keep the order of the list of partners, whichever way the column is turned.
    return (
      direction * order ||
      formats.compare(left.number, right.number) ||
      formats.compare(left.name, right.name)
    );
  });
}

function compareBy(column: SortColumn, left: PartnerRow, right: PartnerRow, formats: Formats): number {
  if (column === 'assessments') return left.assessments - right.assessments;
  const text = (row: PartnerRow) =>
    column === 'regions'
      ? (row.regions[0]?.name ?? '')
      : column === 'status'
        ? (row.status ?? '')
        : row[column];
  return formats.compare(text(left), text(right));
}

/** The rows that hold every word of the filter somewhere; accents and case do not matter. */
export function filterRows(
  rows: readonly PartnerRow[],
  filter: string,
  statusName: (status: EuStatus['status']) => string,
): PartnerRow[] {
  const words = foldText(filter).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...rows];
  return rows.filter((row) => {
    const status = row.status ? statusName(row.status) : '';
    const regions = row.regions.flatMap((region) => [region.name, region.nutsCode]);
    const text = foldText(
      [row.number, row.name, row.shortName, row.country, row.type, status, ...regions].join(' '),
    );
    return words.every((word) => text.includes(word));
  });
}
