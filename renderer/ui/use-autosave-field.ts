import { use, useEffect, useLayoutEffect, useState } from 'react';
import { windowTimers } from './autosave-scheduler.ts';
import { DraftHoldsContext } from './draft-holds.ts';
import { createFieldDraft, type Draft, type SaveField } from './field-draft.ts';

export interface AutosaveFieldOptions<Value> {
  /** What is stored, as the page knows it. */
  value: Value;
  save: SaveField<Value>;
}

export interface AutosaveField<Value> {
  /** What the field shows: what is being typed, else what is stored. */
  value: Value;
  change: (value: Value) => void;
  /** The field was left: saves at once. */
  blur: () => void;
}

/**
 * A field that saves itself while it is typed in. What is typed stays on the screen until it is stored:
 * a refresh never takes a word away. The caller gives the component a `key` that names the stored field,
 * so that a draft never moves to another record.
 */
export function useAutosaveField<Value>({ value, save }: AutosaveFieldOptions<Value>): AutosaveField<Value> {
  const holds = use(DraftHoldsContext);
  const [draft, setDraft] = useState<Draft<Value> | undefined>();
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
  // The page may draw the stored wording a little later than it is stored: until then the draft stays.
  if (draft?.stored && Object.is(draft.value, value)) setDraft(undefined);
  return { value: draft ? draft.value : value, change: field.change, blur: field.leave };
}
