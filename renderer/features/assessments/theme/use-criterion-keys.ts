import { useEffect, useEffectEvent } from 'react';
import type { Slot } from '../../../../shared/framework/schema.ts';
import { useAssessment } from '../data/assessment-context.tsx';
import { entryChange } from '../data/changes.ts';
import { isTyping } from '../data/typing.ts';
import { criterionKey, withHalfToggled } from './criterion-keys.ts';
import { entryOf } from './use-criterion.ts';

export interface CriterionKeysOptions {
  /** Undefined while notes are open: then only the arrow keys lead somewhere. */
  criterionId: string | undefined;
  slot: Slot;
  onSlot: (slot: Slot) => void;
  onStep: (by: 1 | -1) => void;
}

/** Parts of the page whose own keys come first. */
const ownKeys = '[role="dialog"], [role="menu"], [role="listbox"], [role="tablist"], input[type="radio"]';

/** Scores the open criterion by keys, wherever the focus is outside a text field. */
export function useCriterionKeys({ criterionId, slot, onSlot, onStep }: CriterionKeysOptions): void {
  const { current, framework, put, readOnly } = useAssessment();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event;
    if (event.defaultPrevented || isTyping(target)) return;
    if (target instanceof Element && target.closest(ownKeys)) return;
    const { max } = framework.scale;
    const meaning = criterionKey(event, max);
    if (!meaning) return;
    if (meaning.type === 'move') {
      event.preventDefault();
      onStep(meaning.by);
      return;
    }
    if (!criterionId) return;
    if (meaning.type === 'slot') {
      onSlot(meaning.slot);
      return;
    }
    const entry = entryOf(current(), criterionId);
    if (readOnly || entry.notApplicable) return;
    event.preventDefault();
    const values = {
      level: meaning.type === 'level' ? meaning.level : null,
      half: withHalfToggled(entry[slot], max),
      empty: null,
    };
    const value = values[meaning.type];
    if (value !== entry[slot]) put(entryChange(current().assessment, criterionId, { [slot]: value }));
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
