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
  /** The field was left: from now on the stored wording counts, even where storing changed it. */
  leave: () => void;
}

export interface Draft<Value> {
  readonly value: Value;
  /** Whether that very wording is stored. */
  readonly stored: boolean;
}

export interface FieldDraftOptions<Value> {
  timers: Timers;
  /** Told of words that have not been handed on for saving yet. */
  holds: DraftHolds | undefined;
  /** What the field shows instead of the stored value; undefined once the stored value counts again. */
  onDraft: (draft: Draft<Value> | undefined) => void;
}

/**
 * What is being typed in one field, from the first keystroke until that very wording is stored. A
 * wording that was refused stays a draft: the words are still on the screen.
 */
export function createFieldDraft<Value>(options: FieldDraftOptions<Value>): FieldDraft<Value> {
  const { timers, holds, onDraft } = options;
  let saveField: SaveField<Value> = () => Promise.reject(new Error('setSave comes first'));
  let latest: Draft<Value> | undefined;
  let held = false;
  let left = false;
  const scheduler = createAutosaveScheduler<Value>((wording) => {
    const handed = latest;
    const stored = () => {
      if (!handed || latest !== handed) return;
      latest = { value: wording, stored: true };
      onDraft(left ? undefined : latest);
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
      left = false;
      latest = { value, stored: false };
      onDraft(latest);
      if (!held) {
        held = true;
        holds?.hold();
      }
      scheduler.change(value);
    },
    flush: scheduler.flush,
    leave() {
      left = true;
      scheduler.flush();
      if (latest?.stored) onDraft(undefined);
    },
  };
}
