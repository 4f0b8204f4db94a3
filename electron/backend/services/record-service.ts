import type { Command, CommandResult, RecordChange, UndoState } from '../../../shared/contract/records.ts';
import type { EntityKind } from '../../../shared/domain/model/kinds.ts';
import { completeFields, emptyFields, validatePatch } from '../../../shared/domain/model/patch.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { deletedField, type FieldPatch, type StoredChange } from '../repositories/operation-repository.ts';
import type { StoredEntity } from '../repositories/entity-repository.ts';
import { updateDerived } from './derived-data.ts';
import type { WorkspaceContext } from './workspace-context.ts';

/**
 * The one way in which records change. Every command writes its rows, what is derived from them,
 * and its entry in the operation log in one transaction; a command sent twice is done once.
 */
export interface RecordService {
  apply(command: Command): CommandResult;
  /** Takes back this session's newest command in the scope. Fields that changed since stay as they are. */
  undo(target: UndoTarget): CommandResult;
  redo(target: UndoTarget): CommandResult;
  undoState(target: { session: string; scope: string }): UndoState;
}

export interface UndoTarget {
  opId: string;
  session: string;
  scope: string;
}

type Fields = Record<string, unknown>;

interface OperationHead {
  opId: string;
  session: string;
  scope: string;
  undoes?: string;
  redoes?: string;
}

export function createRecordService(context: WorkspaceContext): RecordService {
  const store = (head: OperationHead, plan: () => StoredChange[]): CommandResult => {
    const result = context.database.transaction((): CommandResult => {
      if (context.operations.get(head.opId)) return { revisions: [], changed: false };
      const changes = plan();
      if (changes.length === 0) return { revisions: [], changed: false };
      const stamp = context.clock.now();
      const actor = context.actor();
      context.operations.append(
        {
          undoes: null,
          redoes: null,
          ...head,
          stamp,
          device: context.deviceId,
          actor,
        },
        changes,
      );
      const revisions = changes.map((change) => writeEntity(context, change, stamp, actor));
      updateDerived(context, changes);
      return { revisions, changed: true };
    })();
    if (result.changed) {
      const kinds = [...new Set(result.revisions.map((revision) => revision.kind))];
      context.announce({ type: 'records', kinds, scope: head.scope, session: head.session });
    }
    return result;
  };

  return {
    apply(command) {
      const { opId, session, scope } = command;
      return store({ opId, session, scope }, () =>
        command.changes.flatMap((change) => planChange(context, change)),
      );
    },
    undo(target) {
      const { done } = stacks(context, target);
      const last = done.at(-1);
      if (!last) throw new AppError('nothingToUndo');
      return store({ ...target, undoes: last }, () => planInverse(context, last));
    },
    redo(target) {
      const { undone } = stacks(context, target);
      const last = undone.at(-1);
      if (!last) throw new AppError('nothingToUndo');
      return store({ ...target, redoes: last.original }, () => planInverse(context, last.undo));
    },
    undoState(target) {
      const { done, undone } = stacks(context, target);
      return { canUndo: done.length > 0, canRedo: undone.length > 0 };
    },
  };
}

/** What a session can undo and redo, read from the log: it survives a restart of the backend. */
function stacks(context: WorkspaceContext, target: { session: string; scope: string }) {
  const done: string[] = [];
  let undone: { original: string; undo: string }[] = [];
  for (const operation of context.operations.ofSession(target.session, target.scope).toReversed()) {
    if (operation.undoes !== null) {
      done.pop();
      undone.push({ original: operation.undoes, undo: operation.opId });
    } else if (operation.redoes !== null) {
      undone.pop();
      done.push(operation.opId);
    } else {
      done.push(operation.opId);
      undone = [];
    }
  }
  return { done, undone };
}

/**
 * Before its first change a record counts as removed and holds its kind's initial values, so that
 * creating, removing and taking either back are the same kind of change. A patch revives a removed record.
 */
function planChange(context: WorkspaceContext, change: RecordChange): StoredChange[] {
  const before = context.entities.get(change.kind, change.id);
  const base: Fields = completeFields(change.kind, before?.fields ?? {});
  const patch: FieldPatch = {};
  for (const [field, after] of Object.entries(checkedPatch(change))) {
    if (!sameJson(base[field], after)) patch[field] = [base[field] ?? null, after];
  }
  const deletedBefore = before?.deleted ?? true;
  const deletedAfter = change.deleted ?? false;
  if (deletedBefore !== deletedAfter) patch[deletedField] = [deletedBefore, deletedAfter];
  return planned(before, change, patch);
}

/** The way back from an operation, for the fields that nobody changed since. */
function planInverse(context: WorkspaceContext, opId: string): StoredChange[] {
  const changes = context.operations.changesOf(opId).flatMap((change): StoredChange[] => {
    const current = context.entities.get(change.kind, change.id);
    return current ? planned(current, change, inversePatch(current, change.patch)) : [];
  });
  if (changes.length === 0) throw new AppError('undoBlocked');
  return changes;
}

function inversePatch(current: StoredEntity, patch: FieldPatch): FieldPatch {
  const inverse: FieldPatch = {};
  for (const [field, [before, after]] of Object.entries(patch)) {
    if (field !== deletedField && sameJson(current.fields[field], after)) inverse[field] = [after, before];
  }
  const removal = patch[deletedField];
  if (removal && removal[1] === current.deleted) {
    // A record that someone has filled since its creation is not removed with the creation.
    const filledSince = removal[0] === true && !isInitial(current, inverse);
    if (!filledSince) inverse[deletedField] = [removal[1], removal[0]];
  }
  return inverse;
}

function checkedPatch(change: RecordChange): Fields {
  const result = validatePatch(change.kind, change.patch ?? {});
  if (result.ok) return result.patch;
  const first = result.errors[0];
  throw new AppError('invalidInput', { field: first?.field ?? '', reason: first?.code ?? '' });
}

function isInitial(current: StoredEntity, inverse: FieldPatch): boolean {
  return Object.entries(emptyFields(current.kind)).every(([field, initial]) =>
    sameJson(inverse[field] ? inverse[field][1] : current.fields[field], initial),
  );
}

function planned(
  before: StoredEntity | undefined,
  change: { kind: EntityKind; id: string; parentId: string | null },
  patch: FieldPatch,
): StoredChange[] {
  if (Object.keys(patch).length === 0) return [];
  const parentId = before ? before.parentId : change.parentId;
  return [{ kind: change.kind, id: change.id, parentId, patch, baseRevision: before?.revision ?? 0 }];
}

function writeEntity(context: WorkspaceContext, change: StoredChange, stamp: string, actor: string) {
  const before = context.entities.get(change.kind, change.id);
  const entity = patched(before, change, stamp, actor);
  context.entities.put(entity);
  return { kind: entity.kind, id: entity.id, revision: entity.revision };
}

/** The record after a change: the same rule for the first write and for replaying the log. */
export function patched(
  before: StoredEntity | undefined,
  change: { kind: EntityKind; id: string; parentId: string | null; patch: FieldPatch },
  stamp: string,
  actor: string,
): StoredEntity {
  const fields: Fields = completeFields(change.kind, before?.fields ?? {});
  let deleted = before?.deleted ?? true;
  for (const [field, [, after]] of Object.entries(change.patch)) {
    if (field === deletedField) deleted = after === true;
    else fields[field] = after;
  }
  return {
    kind: change.kind,
    id: change.id,
    parentId: change.parentId,
    fields,
    revision: (before?.revision ?? 0) + 1,
    createdAt: before?.createdAt ?? stamp,
    createdBy: before?.createdBy ?? actor,
    modifiedAt: stamp,
    modifiedBy: actor,
    deleted,
  };
}

function sameJson(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}
