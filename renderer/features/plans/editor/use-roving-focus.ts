import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';

const controls = 'button:not(:disabled)';

/**
 * One stop of the Tab key for a whole toolbar; arrow keys, Home and End go through its buttons
 * (WAI-ARIA toolbar pattern). `onEscape` leaves it.
 */
export function useRovingFocus(onEscape: () => void): {
  ref: RefObject<HTMLDivElement | null>;
  onKeyDown: (event: KeyboardEvent) => void;
  onFocus: () => void;
} {
  const ref = useRef<HTMLDivElement>(null);
  const buttons = () => [...(ref.current?.querySelectorAll<HTMLElement>(controls) ?? [])];
  const makeCurrent = (current: HTMLElement | undefined) => {
    for (const button of buttons()) button.tabIndex = button === current ? 0 : -1;
  };
  const onFocus = () => {
    const focused = buttons().find((button) => button === document.activeElement);
    if (focused) makeCurrent(focused);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      onEscape();
      return;
    }
    const all = buttons();
    const index = all.findIndex((button) => button === document.activeElement);
    const next = nextIndex(event.key, index, all.length);
    if (index < 0 || next === null) return;
    event.preventDefault();
    all[next]?.focus();
  };
  // Buttons come and go and are switched off: there is always exactly one that Tab can reach.
  useEffect(() => {
    const all = buttons();
    makeCurrent(
      all.find((button) => button === document.activeElement) ??
        all.find(({ tabIndex }) => tabIndex === 0) ??
        all[0],
    );
  });
  return { ref, onKeyDown, onFocus };
}

function nextIndex(key: string, index: number, count: number): number | null {
  if (key === 'ArrowRight') return (index + 1) % count;
  if (key === 'ArrowLeft') return (index - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}
