import { useEffect, useRef, useState } from 'react';
import { type AutosaveScheduler, createAutosaveScheduler, windowTimers } from './autosave-scheduler.ts';
import { useDraftHold } from './draft-holds.ts';

export interface AutosaveFieldOptions<Value> {
  /** What is stored, as the page knows it. */
  value: Value;
  /** Stores a wording; rejects when it could not be stored and will not be tried again by itself. */
  save: (value: Value) => Promise<unknown>;
}

export interface AutosaveField<Value> {
  /** What the field shows: what is being typed, else what is stored. */
  value: Value;
  change: (value: Value) => void;
  /** Saves at once: on blur and before anything that leaves the field. */
  flush: () => void;
}

/**
 * A field that saves itself while it is typed in. What is typed stays on the screen until it is stored
 * and read back: a refresh never takes a word away. The caller gives the component a `key` that names the
 * stored field, so that a draft never moves to another record.
 */
export function useAutosaveField<Value>({ value, save }: AutosaveFieldOptions<Value>): AutosaveField<Value> {
  const [draft, setDraft] = useState<{ value: Value } | undefined>();
  const saveRef = useRef(save);
  saveRef.current = save;
  const hold = useDraftHold();
  const latest = useRef<Value | undefined>(undefined);
  const schedulerRef = useRef<AutosaveScheduler<Value> | undefined>(undefined);
  schedulerRef.current ??= createAutosaveScheduler<Value>((wording) => {
    // The draft gives way to the stored text only once that very wording is stored.
    const stored = () => {
      if (Object.is(latest.current, wording))
        setDraft((now) => (Object.is(now?.value, wording) ? undefined : now));
    };
    saveRef.current(wording).then(stored, () => undefined);
    hold.release();
  }, windowTimers);
  const scheduler = schedulerRef.current;
  useEffect(() => {
    const flush = () => scheduler.flush();
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
      scheduler.flush();
    };
  }, [scheduler]);
  return {
    value: draft ? draft.value : value,
    change(next) {
      latest.current = next;
      setDraft({ value: next });
      hold.hold();
      scheduler.change(next);
    },
    flush: scheduler.flush,
  };
}
