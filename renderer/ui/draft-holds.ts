import { createContext } from 'react';

/** Counts the fields whose last keystrokes have not been handed on for saving yet. */
export interface DraftHolds {
  count: () => number;
  onChange: (listener: () => void) => () => void;
  hold: () => void;
  release: () => void;
}

export function createDraftHolds(): DraftHolds {
  const listeners = new Set<() => void>();
  let count = 0;
  const add = (difference: number) => {
    count += difference;
    for (const listener of listeners) listener();
  };
  return {
    count: () => count,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hold: () => add(1),
    release: () => add(-1),
  };
}

/** Lets the fields of a page tell its save state that they hold unsaved words. Without it they stay silent. */
export const DraftHoldsContext = createContext<DraftHolds | undefined>(undefined);
