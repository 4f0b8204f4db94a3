import type { Command, CommandResult, UndoState } from '../../../shared/contract/records.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { StoredChange } from '../repositories/operation-repository.ts';
import { updateDerived } from './derived-data.ts';
import { createFrozenGuard, type FrozenGuard } from './frozen-assessments.ts';
import { patched, planChange, type PlannedChange, planInverse, refuseOrphan } from './record-changes.ts';
import { undoStacks } from './undo-stacks.ts';
import type { WorkspaceContext } from './workspace-context.ts';

/**
 * The one way in which records change. Every command writes its rows, what is derived from them,
 * and its entry in the operation log in one transaction; a command sent twice is done once. What is
 * frozen refuses every command, undo and redo too.
 */
export interface RecordService {
  apply(command: Command): CommandResult;
  /**
   * Takes back this session's newest command in the scope. Fields that changed since stay as they
   * are; a command of which nothing is left to take back is passed over.
   */
  undo(target: UndoTarget): CommandResult;
  redo(target: UndoTarget): CommandResult;
  undoState(target: { session: string; scope: string }): UndoState;
}

export interface UndoTarget {
  opId: string;
  session: string;
  scope: string;
}

interface Links {
  undoes: string | null;
  redoes: string | null;
}

/** Plans changes one after the other: each is written before the next is asked for and sees what it left. */
type Plan = (links: Links, guard: FrozenGuard) => Iterable<PlannedChange>;

const unchanged: CommandResult = { revisions: [], changed: false };

export function createRecordService(context: WorkspaceContext): RecordService {
  const write = (target: UndoTarget, plan: Plan): CommandResult => {
    if (context.operations.get(target.opId)) return unchanged;
    const links: Links = { undoes: null, redoes: null };
    const stamp = context.clock.now();
    const actor = context.actor();
    const changes: StoredChange[] = [];
    const revisions: CommandResult['revisions'] = [];
    const guard = createFrozenGuard(context.entities);
    for (const planned of plan(links, guard)) {
      guard.refuse(planned);
      const { before, change } = planned;
      const entity = patched(before, change, stamp, actor);
      context.entities.put(entity);
      changes.push(change);
      revisions.push({ kind: entity.kind, id: entity.id, revision: entity.revision });
    }
    if (changes.length === 0) return unchanged;
    const { opId, session, scope } = target;
    const operation = { opId, session, scope, ...links, stamp, device: context.deviceId, actor };
    context.operations.append(operation, changes);
    updateDerived(context, changes);
    return { revisions, changed: true };
  };

  const store = (target: UndoTarget, plan: Plan): CommandResult => {
    const result = context.database.transaction(() => write(target, plan))();
    if (result.changed) {
      const kinds = [...new Set(result.revisions.map((revision) => revision.kind))];
      context.announce({ type: 'records', kinds, scope: target.scope, session: target.session });
    }
    return result;
  };

  /** The way back from an operation, its last change first. */
  function* inverseOf(opId: string, guard: FrozenGuard): Generator<PlannedChange> {
    const changes = context.operations.changesOf(opId);
    guard.takingBack(changes);
    for (const change of changes.toReversed()) {
      const inverse = planInverse(context.entities, change);
      if (inverse) yield inverse;
    }
  }

  /** The way back from the last of the operations that still has one. */
  function* lastPossible(
    opIds: readonly string[],
    guard: FrozenGuard,
    found: (position: number) => void,
  ): Generator<PlannedChange> {
    if (opIds.length === 0) throw new AppError('nothingToUndo');
    for (let position = opIds.length - 1; position >= 0; position -= 1) {
      let possible = false;
      for (const change of inverseOf(opIds[position]!, guard)) {
        possible = true;
        yield change;
      }
      if (possible) return found(position);
    }
    throw new AppError('undoBlocked');
  }

  return {
    apply(command) {
      return store(command, function* () {
        for (const change of command.changes) {
          refuseOrphan(context.entities, change);
          const planned = planChange(context.entities, change);
          if (planned) yield planned;
        }
      });
    },
    undo(target) {
      return store(target, (links, guard) => {
        const { done } = undoStacks(context.operations, target);
        return lastPossible(done, guard, (position) => {
          links.undoes = done[position] ?? null;
        });
      });
    },
    redo(target) {
      return store(target, (links, guard) => {
        const { undone } = undoStacks(context.operations, target);
        return lastPossible(
          undone.map((entry) => entry.undo),
          guard,
          (position) => {
            links.redoes = undone[position]?.original ?? null;
          },
        );
      });
    },
    undoState(target) {
      const { done, undone } = undoStacks(context.operations, target);
      return { canUndo: done.length > 0, canRedo: undone.length > 0 };
    },
  };
}
