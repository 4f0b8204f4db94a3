import { allCriteria, criterionById } from './registry.ts';
import type { Framework, MigrationRow, Slot } from './shape.ts';

const slots: readonly Slot[] = ['past', 'present', 'desired'];

/** Scores of one criterion; `null` is an empty slot, never zero. */
export interface CriterionScores {
  readonly criterionId: string;
  readonly past: number | null;
  readonly present: number | null;
  readonly desired: number | null;
  readonly notApplicable: boolean;
}

export interface MigratedScores extends CriterionScores {
  /** Criteria of the older version that the scores come from. */
  readonly fromCriterionIds: readonly string[];
  /** A proposal that a person should look at: split, merged, or the meaning changed. */
  readonly review: boolean;
}

export interface ScoreMigration {
  readonly scores: readonly MigratedScores[];
  /** Criteria of the older version that have no successor. */
  readonly droppedCriterionIds: readonly string[];
  /** Criteria of the newer version that nothing was carried to. */
  readonly newCriterionIds: readonly string[];
}

export interface ComparableCriterion {
  readonly lineage: string;
  readonly leftCriterionId: string;
  readonly rightCriterionId: string;
}

/**
 * Criteria whose scores may be compared over two versions: equal lineage and meaning revision
 * (framework b.6). In the order of the left framework.
 */
export function comparableCriteria(left: Framework, right: Framework): ComparableCriterion[] {
  const rightCriteria = allCriteria(right);
  return allCriteria(left).flatMap((criterion) => {
    const twin = rightCriteria.find(
      (other) => other.lineage === criterion.lineage && other.meaningRev === criterion.meaningRev,
    );
    if (!twin) return [];
    return [{ lineage: criterion.lineage, leftCriterionId: criterion.id, rightCriterionId: twin.id }];
  });
}

/**
 * Carries scores of an older framework version over to a newer one by the map in the newer file.
 * A split hands the score to each part; a merge takes the weighted mean, rounded half up to the
 * agreed step, and only where all its applicable sources are answered. Criteria without scores give
 * none. Undefined when the newer file has no map from the older version.
 */
export function migrateCriterionScores(
  scores: readonly CriterionScores[],
  older: Framework,
  newer: Framework,
): ScoreMigration | undefined {
  const rows = newer.migrations.find((migration) => migration.from === older.version)?.map;
  if (!rows) return undefined;
  const migrated: MigratedScores[] = [];
  for (const { id } of allCriteria(newer)) {
    const sources = rows.filter((row) => row.new === id);
    const carried = carry(id, sources, scores, older, newer);
    if (carried) migrated.push(carried);
  }
  const targets = new Set(rows.map((row) => row.new));
  return {
    scores: migrated,
    droppedCriterionIds: rows.filter((row) => row.new === null).map((row) => row.old),
    newCriterionIds: allCriteria(newer)
      .map((criterion) => criterion.id)
      .filter((id) => !targets.has(id)),
  };
}

function carry(
  criterionId: string,
  rows: readonly MigrationRow[],
  scores: readonly CriterionScores[],
  older: Framework,
  newer: Framework,
): MigratedScores | undefined {
  const fromCriterionIds = rows.map((row) => row.old);
  const given = scores.filter((score) => fromCriterionIds.includes(score.criterionId));
  if (given.length === 0) return undefined;
  const applicableIds = fromCriterionIds.filter(
    (id) => !given.some((score) => score.criterionId === id && score.notApplicable),
  );
  const valueOf = (slot: Slot): number | null => {
    // With all sources not applicable their values, kept for a change of mind, are carried as they are.
    const ids = applicableIds.length > 0 ? applicableIds : fromCriterionIds;
    const parts = ids.map((id) => ({
      value: given.find((score) => score.criterionId === id)?.[slot] ?? null,
      weight: criterionById(older, id)?.weight ?? 1,
    }));
    return parts.length === 1 ? (parts[0]?.value ?? null) : weightedMean(parts, newer.scale.agreedStep);
  };
  const [past, present, desired] = slots.map(valueOf);
  return {
    criterionId,
    past: past ?? null,
    present: present ?? null,
    desired: desired ?? null,
    notApplicable: applicableIds.length === 0,
    fromCriterionIds,
    review: rows.some((row) => row.rule !== 'same' || meaningChanged(row, older, newer)),
  };
}

function weightedMean(
  parts: readonly { value: number | null; weight: number }[],
  step: number,
): number | null {
  let sum = 0;
  let weightSum = 0;
  for (const { value, weight } of parts) {
    if (value === null) return null;
    sum += value * weight;
    weightSum += weight;
  }
  // The small offset keeps an exact half a half when the division has made it a little less.
  return Math.round(sum / weightSum / step + 1e-9) * step;
}

function meaningChanged(row: MigrationRow, older: Framework, newer: Framework): boolean {
  const successor = row.new === null ? undefined : criterionById(newer, row.new);
  return criterionById(older, row.old)?.meaningRev !== successor?.meaningRev;
}
