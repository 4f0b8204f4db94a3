import type { Slot } from '../../../../shared/framework/schema.ts';
import { type KeyPress, latinLetter } from '../data/keys.ts';

/** What a key means while a criterion is open. */
export type CriterionKey =
  | { type: 'slot'; slot: Slot }
  | { type: 'level'; level: number }
  | { type: 'half' }
  | { type: 'empty' }
  | { type: 'move'; by: 1 | -1 };

const slotOfLetter: Readonly<Record<string, Slot>> = { p: 'past', n: 'present', d: 'desired' };

/** The meaning of a key press without Ctrl, Alt or the like; levels go from 0 to `max`. */
export function criterionKey(press: KeyPress, max: number): CriterionKey | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey || press.shiftKey) return undefined;
  const { key } = press;
  if (key === 'ArrowDown') return { type: 'move', by: 1 };
  if (key === 'ArrowUp') return { type: 'move', by: -1 };
  if (key === 'Delete' || key === 'Backspace') return { type: 'empty' };
  // The number pad types a comma where the language has a decimal comma.
  if (key === '.' || key === ',') return { type: 'half' };
  if (/^\d$/.test(key)) return Number(key) <= max ? { type: 'level', level: Number(key) } : undefined;
  const letter = latinLetter(press);
  const slot = letter === undefined ? undefined : slotOfLetter[letter];
  return slot && { type: 'slot', slot };
}

/** A half added to a whole level, or taken from a half one; above the highest level there is none. */
export function withHalfToggled(value: number | null, max: number): number | null {
  if (value === null) return null;
  if (!Number.isInteger(value)) return Math.floor(value);
  return value + 0.5 > max ? value : value + 0.5;
}
