import { readFile } from 'node:fs/promises';

import { errorCode, writeFileAtomic } from './atomic-file.ts';
import { parseWindowState, type WindowState } from './window-state.ts';

const saveDelayMs = 500;

export interface WindowStateStore {
  /** The last state, also before it is on the disk. */
  current(): WindowState | undefined;
  /** Takes a state to be written soon; many in a row (a window is being dragged) cost one write. */
  keep(state: WindowState): void;
  /** Writes what is waiting; resolves when it is on the disk. */
  flush(): Promise<void>;
}

/** Keeps the window state in one small file. A write that fails is reported and forgotten: no harm done. */
export async function openWindowStateStore(
  path: string,
  report: (what: string, error: unknown) => void,
): Promise<WindowStateStore> {
  let state = await readState(path);
  let waiting: NodeJS.Timeout | undefined;
  let lastWrite = Promise.resolve();
  const write = () => {
    clearTimeout(waiting);
    waiting = undefined;
    const text = JSON.stringify(state);
    lastWrite = lastWrite
      .then(() => writeFileAtomic(path, text))
      .catch((error: unknown) => report('The window state could not be written', error));
  };
  return {
    current: () => state,
    keep(next) {
      state = next;
      waiting ??= setTimeout(write, saveDelayMs);
    },
    async flush() {
      if (waiting) write();
      await lastWrite;
    },
  };
}

async function readState(path: string): Promise<WindowState | undefined> {
  try {
    return parseWindowState(await readFile(path, 'utf8'));
  } catch (error) {
    if (errorCode(error) !== '') return undefined;
    throw error;
  }
}
