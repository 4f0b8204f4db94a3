import type { SearchHit } from '../../../shared/contract/search.ts';
import { textIn } from '../../../shared/domain/model/text.ts';
// Types only: the frameworks themselves are loaded when the search is first opened.
import type { FrameworkRegistry } from '../../../shared/framework/registry.ts';
import type { Framework, Theme } from '../../../shared/framework/shape.ts';

/** Where a hit is, as an address of the app. */
export type SearchPlace =
  | { to: '/assessments' }
  | { to: '/assessments/$assessmentId'; params: { assessmentId: string } }
  | {
      to: '/assessments/$assessmentId/$themeId';
      params: { assessmentId: string; themeId: string };
      search: { place?: string };
    }
  | { to: '/plans/$planId'; params: { planId: string }; search: { chapter?: string } };

/** The screen, and the place on it, that a hit was found in. */
export function placeOf(hit: SearchHit, frameworks: readonly Framework[]): SearchPlace {
  if (hit.type === 'plan') {
    return {
      to: '/plans/$planId',
      params: { planId: hit.contextId },
      search: hit.place ? { chapter: hit.place } : {},
    };
  }
  if (hit.contextId === '') return { to: '/assessments' };
  const theme = themeAndPlace(hit, frameworks);
  if (!theme) return { to: '/assessments/$assessmentId', params: { assessmentId: hit.contextId } };
  return {
    to: '/assessments/$assessmentId/$themeId',
    params: { assessmentId: hit.contextId, themeId: theme.themeId },
    search: { place: theme.place },
  };
}

/** The title of a hit: its own, or for scores and notes what the framework calls their place. */
export function titleOf(hit: SearchHit, frameworks: readonly Framework[], language: string): string {
  if (hit.title !== '' || hit.place === null) return hit.title;
  for (const framework of frameworks) {
    const title = placeName(hit.place, framework, language);
    if (title !== undefined) return title;
  }
  return hit.place;
}

/** All frameworks, newest first: a place is looked up in the newest one that knows it. */
export function newestFirst(registry: FrameworkRegistry): Framework[] {
  return registry.versions.map((version) => registry.get(version)).toReversed();
}

function placeName(place: string, framework: Framework, language: string): string | undefined {
  const criterion = themeOfCriterion(framework, place)?.criteria.find(({ id }) => id === place);
  if (criterion) return `${criterion.id} ${textIn(criterion.name, language)}`;
  const [themeId, perspectiveKey] = place.split('/');
  const theme = framework.themes.find((candidate) => candidate.id === themeId);
  const perspective = framework.perspectives.find((candidate) => candidate.key === perspectiveKey);
  if (!theme || !perspective) return undefined;
  return `${theme.id} ${textIn(theme.shortName, language)} · ${textIn(perspective.name, language)}`;
}

function themeAndPlace(hit: SearchHit, frameworks: readonly Framework[]) {
  if (hit.place === null) return undefined;
  if (hit.type === 'narrative') {
    const [themeId, perspective] = hit.place.split('/');
    return themeId && perspective ? { themeId, place: perspective } : undefined;
  }
  if (hit.type !== 'criterion') return undefined;
  for (const framework of frameworks) {
    const theme = themeOfCriterion(framework, hit.place);
    if (theme) return { themeId: theme.id, place: hit.place };
  }
  return undefined;
}

function themeOfCriterion(framework: Framework, criterionId: string): Theme | undefined {
  return framework.themes.find((theme) => theme.criteria.some(({ id }) => id === criterionId));
}
