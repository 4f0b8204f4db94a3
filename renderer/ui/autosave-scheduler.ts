export interface Timers {
  set(callback: () => void, delayMs: number): unknown;
  clear(handle: unknown): void;
}

export const autosavePauseMs = 300;
/** However fast somebody types, nothing older than this is unsaved. */
export const autosaveMaxWaitMs = 500;

export interface AutosaveScheduler<Value> {
  /** A new wording: saved after a pause, at the latest `autosaveMaxWaitMs` after the first unsaved one. */
  change: (value: Value) => void;
  /** Saves now what waits. */
  flush: () => void;
  /** Whether something waits for its pause. */
  waiting: () => boolean;
  /** Saves what waits; later changes are saved at once. */
  dispose: () => void;
}

/** Gathers quick changes of one field into few saves; the last wording always gets out. */
export function createAutosaveScheduler<Value>(
  save: (value: Value) => void,
  timers: Timers,
): AutosaveScheduler<Value> {
  let unsaved: { value: Value } | undefined;
  let pause: unknown;
  let limit: unknown;
  let disposed = false;
  const flush = () => {
    if (!unsaved) return;
    timers.clear(pause);
    timers.clear(limit);
    const { value } = unsaved;
    unsaved = undefined;
    save(value);
  };
  return {
    change(value) {
      if (unsaved) timers.clear(pause);
      else limit = timers.set(flush, autosaveMaxWaitMs);
      unsaved = { value };
      pause = timers.set(flush, autosavePauseMs);
      if (disposed) flush();
    },
    flush,
    waiting: () => unsaved !== undefined,
    dispose() {
      disposed = true;
      flush();
    },
  };
}

/** The window's timers. */
export const windowTimers: Timers = {
  set: (callback, delayMs) => setTimeout(callback, delayMs),
  clear: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
};
