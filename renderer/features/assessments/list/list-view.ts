import type { AssessmentListRow } from '../../../../shared/contract/assessments.ts';
import { assessmentStatuses } from '../../../../shared/domain/model/assessment.ts';
import { foldText } from '../../../../shared/kernel/text-folding.ts';

export const listColumns = [
  'title',
  'partner',
  'region',
  'framework',
  'reference',
  'target',
  'status',
  'completeness',
  'modified',
] as const;
/** A column, or the id of a theme to sort by its present score. */
export type ListColumn = (typeof listColumns)[number] | `theme:${string}`;

export interface ListFilter {
  text: string;
  /** '' for all. */
  partnerId: string;
  status: string;
  frameworkVersion: string;
}

export interface ListView {
  filter: ListFilter;
  sorting: { column: ListColumn; descending: boolean };
}

export const initialView: ListView = {
  filter: { text: '', partnerId: '', status: '', frameworkVersion: '' },
  sorting: { column: 'modified', descending: true },
};

/** What a row needs to be sorted and searched in the language of the interface. */
export interface NamedRow {
  row: AssessmentListRow;
  region: string;
}

/** Rows that hold every word of the filter's text, accents and case ignored, and fit its other parts. */
export function filterRows(rows: readonly NamedRow[], filter: ListFilter): NamedRow[] {
  const words = foldText(filter.text).split(/\s+/).filter(Boolean);
  return rows.filter(({ row, region }) => {
    if (filter.partnerId && row.partnerId !== filter.partnerId) return false;
    if (filter.status && row.status !== filter.status) return false;
    if (filter.frameworkVersion && row.frameworkVersion !== filter.frameworkVersion) return false;
    const text = foldText(`${row.title} ${row.partnerName} ${region}`);
    return words.every((word) => text.includes(word));
  });
}

/** Rows in the order of the view; empty values stand last in both directions, equal ones by title. */
export function sortRows(
  rows: readonly NamedRow[],
  sorting: ListView['sorting'],
  compareText: (left: string, right: string) => number,
): NamedRow[] {
  const direction = sorting.descending ? -1 : 1;
  return rows.toSorted((left, right) => {
    const [first, second] = [valueOf(left, sorting.column), valueOf(right, sorting.column)];
    const firstEmpty = first === null || first === '';
    const secondEmpty = second === null || second === '';
    if (firstEmpty || secondEmpty) {
      if (firstEmpty !== secondEmpty) return firstEmpty ? 1 : -1;
    } else {
      const order = typeof first === 'number' ? first - Number(second) : compareText(first, String(second));
      if (order !== 0) return order * direction;
    }
    return compareText(left.row.title, right.row.title) || (left.row.id < right.row.id ? -1 : 1);
  });
}

function valueOf({ row, region }: NamedRow, column: ListColumn): string | number | null {
  switch (column) {
    case 'title':
      return row.title;
    case 'partner':
      return row.partnerName;
    case 'region':
      return region;
    case 'framework':
      return row.frameworkVersion;
    case 'reference':
      return row.referenceDate;
    case 'target':
      return row.targetYear || null;
    case 'status':
      return assessmentStatuses.indexOf(row.status);
    case 'completeness':
      return row.summary.completeness;
    case 'modified':
      return row.modifiedAt;
    default:
      return (
        row.summary.themes.find((theme) => theme.themeId === column.slice('theme:'.length))?.present ?? null
      );
  }
}

/** A stored view; the initial one for anything that is not a view of this version. */
export function parseView(stored: string | null): ListView {
  if (!stored) return initialView;
  try {
    const { filter, sorting } = JSON.parse(stored) as Partial<ListView>;
    const known = (column: unknown): column is ListColumn =>
      typeof column === 'string' &&
      ((listColumns as readonly string[]).includes(column) || column.startsWith('theme:'));
    const text = (key: keyof ListFilter) => (typeof filter?.[key] === 'string' ? filter[key] : '');
    return {
      filter: {
        text: text('text'),
        partnerId: text('partnerId'),
        status: text('status'),
        frameworkVersion: text('frameworkVersion'),
      },
      sorting: known(sorting?.column)
        ? { column: sorting.column, descending: sorting.descending }
        : initialView.sorting,
    };
  } catch (error) {
    if (error instanceof SyntaxError) return initialView;
    throw error;
  }
}
