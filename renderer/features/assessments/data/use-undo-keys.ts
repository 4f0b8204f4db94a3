import { useEffect, useEffectEvent } from 'react';
import { undoKey } from './keys.ts';
import { isTyping } from './typing.ts';
import { useAssessment, useUndo } from './assessment-context.tsx';

/** Ctrl Z takes back, Ctrl Y or Ctrl Shift Z does again; inside a text field both belong to the field. */
export function useUndoKeys(): void {
  const { readOnly } = useAssessment();
  const { undo, redo } = useUndo();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const wish = undoKey(event);
    if (!wish || readOnly || isTyping(event.target)) return;
    event.preventDefault();
    // Not bound to what the buttons know: a change made a moment ago may not have been told of yet.
    if (wish === 'undo') undo();
    else redo();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
