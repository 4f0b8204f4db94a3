import { AppError } from '../kernel/errors.ts';
import framework090 from './framework-0.9.0.json' with { type: 'json' };
import framework100 from './framework-1.0.0.json' with { type: 'json' };
import type { Criterion, Framework, LocalizedText, Theme } from './shape.ts';

/**
 * The bundled files are trusted here and proven by the tests beside this file: checking them again
 * would cost every start 16 ms (and 60 ms to load the checker) for files that cannot have changed.
 * A framework that comes from outside goes through `frameworkSchema` first.
 */
const bundled: readonly Framework[] = [framework090 as Framework, framework100 as Framework];

/** All framework versions that this copy of the product can read. */
export interface FrameworkRegistry {
  /** Oldest first. */
  readonly versions: readonly string[];
  readonly latestVersion: string;
  has(version: string): boolean;
  /** Undefined for a version that is not here. */
  find(version: string): Framework | undefined;
  /** Throws `AppError` "frameworkUnknown" for a version that is not here. */
  get(version: string): Framework;
}

/**
 * A registry over the given, already checked frameworks (default: the bundled ones). They are shared
 * by everyone who asks, so they are frozen.
 */
export function createFrameworkRegistry(frameworks: readonly Framework[] = bundled): FrameworkRegistry {
  const byVersion = new Map(
    frameworks
      .toSorted((left, right) => compareVersions(left.version, right.version))
      .map((framework) => [framework.version, deepFreeze(framework)]),
  );
  const versions = [...byVersion.keys()];
  const latestVersion = versions.at(-1);
  if (latestVersion === undefined) throw new RangeError('a registry needs at least one framework');
  return {
    versions,
    latestVersion,
    has: (version) => byVersion.has(version),
    find: (version) => byVersion.get(version),
    get(version) {
      const framework = byVersion.get(version);
      if (!framework) throw new AppError('frameworkUnknown', { version: version.slice(0, 20) });
      return framework;
    },
  };
}

/** The criterion with its stable id (such as "1.1"), or undefined where this version has none. */
export function criterionById(framework: Framework, criterionId: string): Criterion | undefined {
  return themeOfCriterion(framework, criterionId)?.criteria.find((criterion) => criterion.id === criterionId);
}

/** The theme that holds the criterion, or undefined where this version has no such criterion. */
export function themeOfCriterion(framework: Framework, criterionId: string): Theme | undefined {
  return framework.themes.find((theme) => theme.criteria.some((criterion) => criterion.id === criterionId));
}

/** All criteria in the order of the themes, the horizontal theme included. */
export function allCriteria(framework: Framework): Criterion[] {
  return framework.themes.flatMap((theme) => theme.criteria);
}

/**
 * The text in a language: exact tag, then its main language ("sr-Latn" to "sr"), then the fallback,
 * then whatever there is; '' only for a text without any content.
 */
export function localized(
  text: LocalizedText | Readonly<Record<string, string>>,
  language: string,
  fallback = 'en',
): string {
  const texts: Readonly<Record<string, string | undefined>> = text;
  const mainLanguage = language.split('-')[0] ?? language;
  for (const candidate of [language, mainLanguage, fallback]) {
    const found = Object.hasOwn(texts, candidate) ? texts[candidate] : undefined;
    if (found) return found;
  }
  return Object.values(texts).find((value) => value) ?? '';
}

/** Order of two `major.minor.patch` versions by number; negative when the left one is older. */
export function compareVersions(left: string, right: string): number {
  const rightParts = right.split('.').map(Number);
  const differences = left.split('.').map((part, index) => Number(part) - (rightParts[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

function deepFreeze<T extends object>(value: T): T {
  for (const child of Object.values(value)) {
    if (typeof child === 'object' && child !== null) deepFreeze(child);
  }
  return Object.freeze(value);
}
