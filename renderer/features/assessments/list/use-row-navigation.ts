import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { useStableCallback } from '../../../ui/use-stable-callback.ts';

/** Rows that Page Up and Page Down move over. */
const pageRows = 10;

/** Index that a key leads to from a row; undefined for keys that do not move. */
export function rowAfterKey(key: string, from: number, count: number): number | undefined {
  const last = count - 1;
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + pageRows,
    PageUp: from - pageRows,
    Home: 0,
    End: last,
  };
  const target = moves[key];
  return target === undefined ? undefined : Math.min(last, Math.max(0, target));
}

/** Draws only the rows in sight of the window and moves the focus over all of them by keys. */
export function useRowNavigation(count: number, rowHeightPixels: number) {
  const listRef = useRef<HTMLDivElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  const [chosen, setChosen] = useState(0);
  const active = Math.min(chosen, Math.max(0, count - 1));
  useLayoutEffect(() => {
    const list = listRef.current;
    if (list) setScrollMargin(list.getBoundingClientRect().top + window.scrollY);
  }, []);
  // oxlint-disable-next-line react/incompatible-library -- the rule is about a compiler that is not used here
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeightPixels,
    overscan: 8,
    scrollMargin,
    // The row that holds the focus stays drawn, or scrolling would drop the focus.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), active])].toSorted((a, b) => a - b),
  });
  // A row that was reached by a key is drawn first and gets the focus then.
  const [reached, setReached] = useState<{ index: number } | undefined>();
  useLayoutEffect(() => {
    if (!reached) return;
    const link = listRef.current?.querySelector<HTMLElement>(`[data-row="${reached.index}"] a`);
    link?.focus({ preventScroll: true });
    virtualizer.scrollToIndex(reached.index, { align: 'auto' });
  }, [reached, virtualizer]);
  const onKeyDown = useStableCallback((event: KeyboardEvent) => {
    const target = rowAfterKey(event.key, active, count);
    if (target === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    setChosen(target);
    setReached({ index: target });
  });
  return {
    listRef,
    virtualizer,
    active,
    onKeyDown,
    onFocusRow: useCallback((index: number) => setChosen(index), []),
  };
}
