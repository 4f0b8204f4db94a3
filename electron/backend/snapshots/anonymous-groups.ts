import type {
  AnonymousFigure,
  AnonymousGroup,
  AnonymousSlots,
} from '../../../shared/contract/anonymous-groups.ts';
import { comparableDates, groupFigures } from '../../../shared/domain/figures/comparison.ts';
import { compareVersions, type FrameworkRegistry } from '../../../shared/framework/registry.ts';
import type { Criterion, Framework } from '../../../shared/framework/schema.ts';

const slots = ['past', 'present', 'desired'] as const;

type SlotValues = Readonly<Record<(typeof slots)[number], number | null>>;

/** The numbers of one anonymous snapshot; they leave the backend only as part of a group. */
export interface AnonymousScores {
  readonly alias: string;
  readonly hash: string;
  readonly frameworkVersion: string;
  /** ISO date or ''. */
  readonly referenceDate: string;
  readonly themes: ReadonlyMap<string, SlotValues>;
  readonly criteria: ReadonlyMap<string, SlotValues>;
}

/** Whose values stand behind a figure that is shown, by what the figure is about. */
type ShownGroups = Map<string, ReadonlySet<string>[]>;

/**
 * SN-11: figures of several partners and never of one. Per framework version those whose reference dates may
 * be compared with the latest, one of each alias. What two versions ask alike is one figure: a group that is
 * almost one that another version shows already is left out, or the difference would show single partners.
 */
export function anonymousGroups(
  shared: readonly AnonymousScores[],
  frameworks: FrameworkRegistry,
): AnonymousGroup[] {
  const shown: ShownGroups = new Map();
  const versions = [...new Set(shared.map(({ frameworkVersion }) => frameworkVersion))];
  return versions
    .toSorted((left, right) => compareVersions(right, left))
    .flatMap((version) => {
      const framework = frameworks.find(version);
      const members = framework
        ? comparable(
            shared.filter((scores) => scores.frameworkVersion === version),
            framework,
          )
        : [];
      return framework && members.length > 0 ? [groupOf(members, framework, shown)] : [];
    });
}

function comparable(shared: readonly AnonymousScores[], framework: Framework): AnonymousScores[] {
  const dated = shared
    .filter(({ referenceDate }) => referenceDate !== '')
    .toSorted(
      (left, right) => compare(left.referenceDate, right.referenceDate) || compare(left.hash, right.hash),
    );
  const latest = dated.at(-1)?.referenceDate ?? '';
  const near = dated.filter(({ referenceDate }) => comparableDates(referenceDate, latest, framework));
  return [...new Map(near.map((scores) => [scores.alias, scores])).values()];
}

function groupOf(
  members: readonly AnonymousScores[],
  framework: Framework,
  shown: ShownGroups,
): AnonymousGroup {
  const slotsOf = (about: string, valuesOf: (scores: AnonymousScores) => SlotValues | undefined) =>
    Object.fromEntries(
      slots.map((slot) => [
        slot,
        figureOf(
          members.map((scores) => ({ partnerId: scores.alias, value: valuesOf(scores)?.[slot] ?? null })),
          `${about} ${slot}`,
          framework,
          shown,
        ),
      ]),
    ) as AnonymousSlots;
  return {
    frameworkVersion: framework.version,
    referenceDate: members.reduce(
      (latest, { referenceDate }) => (referenceDate > latest ? referenceDate : latest),
      '',
    ),
    partners: members.length,
    themes: framework.themes.map((theme) => ({
      themeId: theme.id,
      slots: slotsOf(theme.id, ({ themes }) => themes.get(theme.id)),
      criteria: theme.criteria.map((criterion) => ({
        criterionId: criterion.id,
        slots: slotsOf(meaningOf(criterion), ({ criteria }) => criteria.get(criterion.id)),
      })),
    })),
  };
}

function figureOf(
  values: readonly { partnerId: string; value: number | null }[],
  about: string,
  framework: Framework,
  shown: ShownGroups,
): AnonymousFigure {
  const others = shown.get(about) ?? [];
  const { count, median, lowerQuartile, upperQuartile } = groupFigures(values, others, framework);
  if (median.value === null) return { count: null, median: null, lowerQuartile: null, upperQuartile: null };
  const partners = values.filter(({ value }) => value !== null).map(({ partnerId }) => partnerId);
  shown.set(about, [...others, new Set(partners)]);
  return {
    count,
    median: median.value,
    lowerQuartile: lowerQuartile.value,
    upperQuartile: upperQuartile.value,
  };
}

/** Criteria that ask the same in several versions have one lineage, whatever their numbers are. */
function meaningOf({ lineage, meaningRev }: Criterion): string {
  return `${lineage}/${meaningRev}`;
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
