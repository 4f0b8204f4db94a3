import { createAutosaveScheduler, type Timers } from './autosave-scheduler.ts';
import type { DraftHolds } from './draft-holds.ts';

/** Stores a wording; rejects when it could not be stored and will not be tried again by itself. */
export type SaveField<Value> = (value: Value) => Promise<unknown>;

export interface FieldDraft<Value> {
  /** How the field is stored from now on. */
  setSave: (save: SaveField<Value>) => void;
  change: (value: Value) => void;
  /** Saves now what waits. */
  flush: () => void;
}

export interface FieldDraftOptions<Value> {
  timers: Timers;
  /** Told of words that have not been handed on for saving yet. */
  holds: DraftHolds | undefined;
  /** What the field shows instead of the stored value; undefined once the two are the same again. */
  onDraft: (draft: { value: Value } | undefined) => void;
}

/**
 * What is being typed in one field, from the first keystroke until that very wording is stored. A
 * wording that was refused stays a draft: the words are still on the screen.
 */
export function createFieldDraft<Value>(options: FieldDraftOptions<Value>): FieldDraft<Value> {
  const { timers, holds, onDraft } = options;
  let saveField: SaveField<Value> = () => Promise.reject(new Error('setSave comes first'));
  let latest: { value: Value } | undefined;
  let held = false;
  const scheduler = createAutosaveScheduler<Value>((wording) => {
    const handed = latest;
    const stored = () => {
      if (latest === handed) onDraft(undefined);
    };
    saveField(wording).then(stored, () => undefined); // a refusal shows in the page's save state
    held = false;
    holds?.release();
  }, timers);
  return {
    setSave(save) {
      saveField = save;
    },
    change(value) {
      latest = { value };
      onDraft(latest);
      if (!held) {
        held = true;
        holds?.hold();
      }
      scheduler.change(value);
    },
    flush: scheduler.flush,
  };
}
