import type { Awareness } from 'y-protocols/awareness';
import type { After } from './document-session.ts';

/** Cursor moves are sent at most this often. */
export const presenceIntervalMs = 80;

interface AwarenessChange {
  added: number[];
  updated: number[];
  removed: number[];
}

/** Sends this window's own presence: the first change at once, those that follow together. */
export function watchPresence(
  awareness: Awareness,
  send: (clients: number[]) => void,
  after: After,
): () => void {
  let cancel: (() => void) | undefined;
  let waiting = false;
  const flush = () => {
    cancel = after(presenceIntervalMs, () => {
      cancel = undefined;
      if (waiting) flush();
    });
    waiting = false;
    send([awareness.clientID]);
  };
  const onUpdate = ({ added, updated, removed }: AwarenessChange, origin: unknown) => {
    // Others' presence comes from the backend and needs no echo; their time-outs are found there as well.
    if (origin !== 'local' || ![...added, ...updated, ...removed].includes(awareness.clientID)) return;
    if (cancel) waiting = true;
    else flush();
  };
  awareness.on('update', onUpdate);
  return () => {
    awareness.off('update', onUpdate);
    cancel?.();
  };
}
