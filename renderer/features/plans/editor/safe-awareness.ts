import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { type CaretColor, knownCaretColor } from './caret-colors.ts';

export interface CaretUser {
  readonly name: string;
  readonly color: string;
}

export interface CaretState {
  readonly user: { name: string; color: CaretColor };
  readonly cursor?: { anchor: unknown; head: unknown };
}

/** Runs a task after a delay; returns the way to call it off. */
export type Later = (delayMs: number, task: () => void) => () => void;

export interface SafeAwarenessOptions {
  /** Shown for people who have not given a name. */
  readonly unnamed: string;
  /** While true, carets of others stay as they are: drawing them would disturb a click. */
  readonly isBusy: () => boolean;
  readonly later: Later;
}

type Listener = (...args: never[]) => void;

const maxNameCharacters = 40;
/** Carets of others are drawn at most this often, however fast they type. */
const caretIntervalMs = 50;

/**
 * The part of an awareness that live cursors use, with what other people send made harmless: a broken
 * position would throw inside the editor, and names and colours come from anybody. Its `change` is
 * about others only and comes in batches: at every own keystroke it would redraw all carets.
 */
export class SafeAwareness {
  readonly #awareness: Awareness;
  readonly #options: SafeAwarenessOptions;
  readonly #wrapped = new Map<Listener, { listener: (change: AwarenessChange) => void; stop: () => void }>();

  constructor(awareness: Awareness, options: SafeAwarenessOptions) {
    this.#awareness = awareness;
    this.#options = options;
  }

  get states(): Map<number, CaretState> {
    return this.getStates();
  }

  getStates(): Map<number, CaretState> {
    const states = new Map<number, CaretState>();
    for (const [clientId, state] of this.#awareness.getStates()) {
      states.set(clientId, caretState(state, this.#options.unnamed));
    }
    return states;
  }

  getLocalState(): Record<string, unknown> | null {
    return this.#awareness.getLocalState();
  }

  /** Other fields of `user` (who set them knows why) stay as they are. */
  setLocalStateField(field: string, value: unknown): void {
    const before: unknown = this.#awareness.getLocalState()?.[field];
    const merged = field === 'user' && isRecord(before) && isRecord(value) ? { ...before, ...value } : value;
    this.#awareness.setLocalStateField(field, merged);
  }

  on(event: 'change' | 'update', listener: Listener): void {
    if (event === 'update' || this.#wrapped.has(listener)) return;
    let cancel: (() => void) | null = null;
    const notify = () => {
      cancel = null;
      if (this.#options.isBusy()) schedule();
      else listener();
    };
    const schedule = () => {
      cancel ??= this.#options.later(caretIntervalMs, notify);
    };
    const onChange = ({ added, updated, removed }: AwarenessChange) => {
      if ([...added, ...updated, ...removed].some((id) => id !== this.#awareness.clientID)) schedule();
    };
    this.#wrapped.set(listener, { listener: onChange, stop: () => cancel?.() });
    this.#awareness.on('change', onChange);
  }

  off(_event: 'change' | 'update', listener: Listener): void {
    const wrapped = this.#wrapped.get(listener);
    if (!wrapped) return;
    wrapped.stop();
    this.#awareness.off('change', wrapped.listener);
    this.#wrapped.delete(listener);
  }
}

interface AwarenessChange {
  readonly added: readonly number[];
  readonly updated: readonly number[];
  readonly removed: readonly number[];
}

function caretState(state: unknown, unnamed: string): CaretState {
  const user = isRecord(state) && isRecord(state.user) ? state.user : {};
  const name = typeof user.name === 'string' ? user.name.replace(/[\p{C}\s]+/gu, ' ').trim() : '';
  const cursor = isRecord(state) && isRecord(state.cursor) ? state.cursor : null;
  return {
    user: { name: name.slice(0, maxNameCharacters) || unnamed, color: knownCaretColor(user.color) },
    ...(cursor && isPosition(cursor.anchor) && isPosition(cursor.head)
      ? { cursor: { anchor: cursor.anchor, head: cursor.head } }
      : {}),
  };
}

/** A relative position as `Y.createRelativePositionFromJSON` can read it, in a text of this document. */
function isPosition(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { type, tname, item, assoc } = value;
  const known = [type, item].every((id) => id === undefined || id === null || isId(id));
  const named = tname === undefined || tname === null || typeof tname === 'string';
  if (!known || !named || !(assoc === undefined || typeof assoc === 'number')) return false;
  return Boolean(type ?? tname ?? item) && Y.createRelativePositionFromJSON(value) !== null;
}

function isId(value: unknown): boolean {
  return isRecord(value) && Number.isSafeInteger(value.client) && Number.isSafeInteger(value.clock);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
