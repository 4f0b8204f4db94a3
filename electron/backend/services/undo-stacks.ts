import type { OperationRepository } from '../repositories/operation-repository.ts';

export interface UndoStacks {
  /** Operations that undo can take back, newest last. */
  done: string[];
  /** Operations that redo can bring back, the one undone last at the end. */
  undone: { original: string; undo: string }[];
}

/** What a session can undo and redo, read from the log: it survives a restart of the backend. */
export function undoStacks(
  operations: OperationRepository,
  target: { session: string; scope: string },
): UndoStacks {
  const done: string[] = [];
  let undone: UndoStacks['undone'] = [];
  for (const operation of operations.ofSession(target.session, target.scope).toReversed()) {
    const { opId, undoes, redoes } = operation;
    if (undoes !== null) {
      // Newer operations were passed over because others had changed all of theirs: they stay done.
      done.length = Math.max(done.lastIndexOf(undoes), 0);
      undone.push({ original: undoes, undo: opId });
    } else if (redoes !== null) {
      undone.length = Math.max(
        undone.findLastIndex((entry) => entry.original === redoes),
        0,
      );
      done.push(opId);
    } else {
      done.push(opId);
      undone = [];
    }
  }
  return { done, undone };
}
