import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { Framework, PerspectiveKey, Theme } from '../../../../shared/framework/schema.ts';

/** What the middle of a theme's page shows. */
export type ThemePlace = { type: 'criterion'; id: string } | { type: 'notes'; perspective: PerspectiveKey };

/** The place that an address names; an unknown one is the theme's first criterion. */
export function placeFrom(theme: Theme, framework: Framework, address: string | undefined): ThemePlace {
  const perspective = framework.perspectives.find(({ key }) => key === address);
  if (perspective) return { type: 'notes', perspective: perspective.key };
  const criterion = theme.criteria.find(({ id }) => id === address) ?? theme.criteria[0];
  return criterion ? { type: 'criterion', id: criterion.id } : { type: 'notes', perspective: 'present' };
}

/** The criterion before or after another one; undefined at the ends. */
export function neighbour(theme: Theme, criterionId: string, by: 1 | -1): string | undefined {
  const index = theme.criteria.findIndex(({ id }) => id === criterionId);
  return index < 0 ? undefined : theme.criteria[index + by]?.id;
}

const route = '/assessments/$assessmentId/$themeId';

export function useThemePlace(theme: Theme, framework: Framework) {
  const { assessmentId, themeId } = useParams({ from: route });
  const { place: address } = useSearch({ from: route });
  const navigate = useNavigate();
  return {
    place: placeFrom(theme, framework, address),
    go: (place: string) =>
      void navigate({
        to: route,
        params: { assessmentId, themeId },
        search: { place },
        replace: true,
        resetScroll: false,
      }),
  };
}
