import type { SnapshotRow } from '../../../../shared/contract/snapshots.ts';
import {
  comparableDates,
  type GroupFigures,
  groupFigures,
} from '../../../../shared/domain/figures/comparison.ts';
import { compareVersions, type FrameworkRegistry } from '../../../../shared/framework/registry.ts';
import type { Framework, Theme } from '../../../../shared/framework/schema.ts';

export interface SharedMediansData {
  framework: Framework;
  /** The latest of those compared (ISO). */
  referenceDate: string;
  themes: { theme: Theme; figures: GroupFigures }[];
}

/**
 * Group figures of what is shared by name; those without a name are a group of their own, because known values
 * beside them would tell theirs. The newest framework version among it, one assessment per origin (the
 * latest), reference dates that may be compared. Undefined when nothing can be.
 */
export function sharedMedians(
  rows: readonly SnapshotRow[],
  frameworks: FrameworkRegistry,
): SharedMediansData | undefined {
  const readable = rows.filter(
    ({ summary, referenceDate, state, visibility }) =>
      summary && referenceDate && state === 'shared' && visibility !== 'partnershipAnonymous',
  );
  const version = readable
    .map((row) => row.frameworkVersion)
    .toSorted(compareVersions)
    .at(-1);
  const framework = version === undefined ? undefined : frameworks.find(version);
  if (!framework) return undefined;
  const same = readable
    .filter((row) => row.frameworkVersion === version)
    .toSorted(
      (left, right) => compare(left.referenceDate, right.referenceDate) || compare(left.hash, right.hash),
    );
  const referenceDate = same.at(-1)?.referenceDate ?? '';
  const latest = new Map(
    same
      .filter((row) => comparableDates(row.referenceDate, referenceDate, framework))
      .map((row) => [row.origin, row]),
  );
  return {
    framework,
    referenceDate,
    themes: framework.themes.map((theme) => ({
      theme,
      figures: groupFigures(
        [...latest].map(([partnerId, { summary }]) => ({
          partnerId,
          value: summary?.themes.find(({ themeId }) => themeId === theme.id)?.present ?? null,
        })),
        [],
        framework,
      ),
    })),
  };
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
