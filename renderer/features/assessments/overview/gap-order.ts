import type { CriterionFigures } from '../../../../shared/domain/figures/assessment-figures.ts';

export interface KnownGap {
  readonly figure: CriterionFigures;
  readonly gap: number;
}

/** Criteria whose gap is known: the most urgent first, then by the gap, then as the framework has them. */
export function gapsByPriority(criteria: readonly CriterionFigures[]): KnownGap[] {
  return criteria
    .flatMap((figure) => (figure.gap.value === null ? [] : [{ figure, gap: figure.gap.value }]))
    .toSorted(
      (left, right) =>
        (right.figure.priority.value ?? 0) - (left.figure.priority.value ?? 0) || right.gap - left.gap,
    );
}

/** Criteria that apply but whose gap is not known yet. */
export function unknownGaps(criteria: readonly CriterionFigures[]): number {
  return criteria.filter(({ gap, notApplicable }) => gap.value === null && !notApplicable).length;
}
