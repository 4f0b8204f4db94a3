import type { Unsubscribe } from '../../shared/kernel/shell.ts';

/** Tells every listener of now; who comes later has missed it. */
export function createSignal() {
  const listeners = new Set<() => void>();
  return {
    emit: () => {
      for (const listener of listeners) listener();
    },
    listen: (listener: () => void): Unsubscribe => subscribe(listeners, listener),
  };
}

/** Keeps what arrives before anybody listens and hands it to the first listener. */
export function createMailbox<Letter>() {
  const listeners = new Set<(letter: Letter) => void>();
  const waiting: Letter[] = [];
  return {
    deliver: (letter: Letter) => {
      if (listeners.size === 0) waiting.push(letter);
      for (const listener of listeners) listener(letter);
    },
    listen: (listener: (letter: Letter) => void): Unsubscribe => {
      const unsubscribe = subscribe(listeners, listener);
      for (const letter of waiting.splice(0)) listener(letter);
      return unsubscribe;
    },
  };
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): Unsubscribe {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
