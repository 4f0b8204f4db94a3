import type { Framework } from '../../framework/schema.ts';
import { explained, type Explained, part, unexplained } from './explained.ts';
import { median, quantile } from './numbers.ts';

/** One partner's value of one figure. */
export interface ComparedValue {
  readonly partnerId: string;
  readonly value: number | null;
}

export interface GroupFigures {
  /** Partners with a value. */
  readonly count: number;
  readonly median: Explained;
  readonly lowerQuartile: Explained;
  readonly upperQuartile: Explained;
}

/**
 * What may be shown of a group without showing anybody: a median from three partners on, quartiles
 * from five, nothing for a group that differs from another shown group by fewer than three partners,
 * because the difference would show them (framework b.6).
 */
export function groupFigures(
  values: readonly ComparedValue[],
  otherShownGroups: readonly ReadonlySet<string>[],
  framework: Framework,
): GroupFigures {
  const known = values.flatMap(({ partnerId, value }) => (value === null ? [] : [{ partnerId, value }]));
  const numbers = known.map(({ value }) => value);
  const members = new Set(known.map(({ partnerId }) => partnerId));
  const { privacy } = framework.parameters;
  const tellsApart = otherShownGroups.some((group) => {
    const difference = members.symmetricDifference(group).size;
    return difference > 0 && difference < privacy.minGroupDifference;
  });
  const inputs = () => [part('partners', numbers.length, 'count')];
  const figure = (share: number, floor: number): Explained => {
    if (numbers.length < floor) return unexplained('comparison', 'tooFewPartners', inputs);
    if (tellsApart) return unexplained('comparison', 'tooSimilarGroup', inputs);
    const value = share === 0.5 ? median(numbers) : quantile(numbers, share);
    return value === null
      ? unexplained('comparison', 'tooFewPartners', inputs)
      : explained('comparison', value, inputs);
  };
  return {
    count: numbers.length,
    median: figure(0.5, privacy.median),
    lowerQuartile: figure(0.25, privacy.quartile),
    upperQuartile: figure(0.75, privacy.quartile),
  };
}

/** Whether two reference dates (ISO) are close enough to compare (framework b.6). */
export function comparableDates(left: string, right: string, framework: Framework): boolean {
  const [earlier, later] = left < right ? [left, right] : [right, left];
  return later <= addMonths(earlier, framework.parameters.comparison.referenceDateWithinMonths);
}

/** ISO date some months later; a day that the month does not have stays as text, which sorts right. */
function addMonths(date: string, months: number): string {
  const [year = 0, month = 1] = date.split('-').map(Number);
  const total = year * 12 + month - 1 + months;
  const pad = (value: number, digits: number) => String(value).padStart(digits, '0');
  return `${pad(Math.floor(total / 12), 4)}-${pad((total % 12) + 1, 2)}-${date.slice(8)}`;
}
