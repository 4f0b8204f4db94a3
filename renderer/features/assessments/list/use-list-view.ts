import { useCallback, useState } from 'react';
import { type ListFilter, type ListView, parseView } from './list-view.ts';

const storageKey = 'assessment-list-view';

/** Filter and sorting, kept as long as the window is open. */
export function useListView() {
  const [view, setView] = useState(() => parseView(window.sessionStorage.getItem(storageKey)));
  const update = useCallback((change: (view: ListView) => ListView) => {
    setView((before) => {
      const after = change(before);
      window.sessionStorage.setItem(storageKey, JSON.stringify(after));
      return after;
    });
  }, []);
  return {
    view,
    setFilter: useCallback(
      (part: Partial<ListFilter>) =>
        update((before) => ({ ...before, filter: { ...before.filter, ...part } })),
      [update],
    ),
    setSorting: useCallback(
      (sorting: ListView['sorting']) => update((before) => ({ ...before, sorting })),
      [update],
    ),
  };
}
