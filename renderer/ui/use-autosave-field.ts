import { use, useEffect, useLayoutEffect, useState } from 'react';
import { windowTimers } from './autosave-scheduler.ts';
import { DraftHoldsContext } from './draft-holds.ts';
import { createFieldDraft, type SaveField } from './field-draft.ts';

export interface AutosaveFieldOptions<Value> {
  /** What is stored, as the page knows it. */
  value: Value;
  save: SaveField<Value>;
}

export interface AutosaveField<Value> {
  /** What the field shows: what is being typed, else what is stored. */
  value: Value;
  change: (value: Value) => void;
  /** Saves at once: on blur and before anything that leaves the field. */
  flush: () => void;
}

/**
 * A field that saves itself while it is typed in. What is typed stays on the screen until it is stored:
 * a refresh never takes a word away. The caller gives the component a `key` that names the stored field,
 * so that a draft never moves to another record.
 */
export function useAutosaveField<Value>({ value, save }: AutosaveFieldOptions<Value>): AutosaveField<Value> {
  const holds = use(DraftHoldsContext);
  const [draft, setDraft] = useState<{ value: Value } | undefined>();
  const [field] = useState(() => createFieldDraft<Value>({ timers: windowTimers, holds, onDraft: setDraft }));
  useLayoutEffect(() => field.setSave(save), [field, save]);
  useEffect(() => {
    window.addEventListener('pagehide', field.flush);
    document.addEventListener('visibilitychange', field.flush);
    return () => {
      window.removeEventListener('pagehide', field.flush);
      document.removeEventListener('visibilitychange', field.flush);
      field.flush();
    };
  }, [field]);
  return { value: draft ? draft.value : value, change: field.change, flush: field.flush };
}
