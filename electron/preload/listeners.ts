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

/**
 * Keeps what arrives before anybody listens. It is handed out a moment after the first listener has come, so
 * that those who come with it (a page that has just been drawn) get it too.
 */
export function createMailbox<Letter>(soon: (task: () => void) => void) {
  const listeners = new Set<(letter: Letter) => void>();
  const waiting: Letter[] = [];
  const handOut = () => {
    for (const letter of waiting.splice(0)) for (const listener of listeners) listener(letter);
  };
  return {
    deliver: (letter: Letter) => {
      waiting.push(letter);
      if (listeners.size > 0) handOut();
    },
    listen: (listener: (letter: Letter) => void): Unsubscribe => {
      if (listeners.size === 0 && waiting.length > 0) soon(handOut);
      return subscribe(listeners, listener);
    },
  };
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): Unsubscribe {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
