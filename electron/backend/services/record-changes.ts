import type { RecordChange } from '../../../shared/contract/records.ts';
import { assessmentPartKinds, type EntityKind } from '../../../shared/domain/model/kinds.ts';
import { completeFields, initialFields, validatePatch } from '../../../shared/domain/model/validation.ts';
import { canonicalJson, type Json } from '../../../shared/kernel/canonical-json.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { deletedField, type FieldPatch, type StoredChange } from '../repositories/operation-repository.ts';
import type { EntityRepository, StoredEntity } from '../repositories/entity-repository.ts';

type Fields = Record<string, unknown>;

/** A change that is ready to be written, with the record it starts from. */
export interface PlannedChange {
  before: StoredEntity | undefined;
  change: StoredChange;
}

/**
 * What a change of one record would write; undefined when nothing differs from what is stored.
 * Before its first change a record counts as removed and holds its kind's initial values, so that
 * creating, removing and taking either back are the same kind of change. A patch revives a removed record.
 * Throws `invalidInput` for fields that are wrong.
 */
export function planChange(entities: EntityRepository, change: RecordChange): PlannedChange | undefined {
  const before = entities.get(change.kind, change.id);
  const base: Fields = completeFields(change.kind, before?.fields ?? {});
  const patch: FieldPatch = {};
  for (const [field, after] of Object.entries(validatePatch(change.kind, change.patch ?? {}))) {
    if (!sameJson(base[field], after)) patch[field] = [base[field] ?? null, after];
  }
  const deletedBefore = before?.deleted ?? true;
  const deletedAfter = change.deleted ?? false;
  if (deletedBefore !== deletedAfter) patch[deletedField] = [deletedBefore, deletedAfter];
  return planned(before, change, patch);
}

/**
 * Throws `notFound` for a new part of an assessment that is not here: nobody would see it, and it
 * could not be removed with its assessment.
 */
export function refuseOrphan(entities: EntityRepository, change: RecordChange): void {
  if (!(assessmentPartKinds as readonly EntityKind[]).includes(change.kind)) return;
  if (entities.get(change.kind, change.id)) return;
  if (change.parentId === null || !entities.get('assessment', change.parentId))
    throw new AppError('notFound');
}

/** The way back from a change, for the fields that nobody changed since; undefined when there is none. */
export function planInverse(entities: EntityRepository, change: StoredChange): PlannedChange | undefined {
  const current = entities.get(change.kind, change.id);
  return current && planned(current, change, inversePatch(current, change.patch));
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

/** Whether two JSON values are the same value; the order of an object's keys says nothing. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  return canonicalJson(left as Json) === canonicalJson(right as Json);
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

function isInitial(current: StoredEntity, inverse: FieldPatch): boolean {
  return Object.entries(initialFields(current.kind)).every(([field, initial]) =>
    sameJson(inverse[field] ? inverse[field][1] : current.fields[field], initial),
  );
}

function planned(
  before: StoredEntity | undefined,
  change: { kind: EntityKind; id: string; parentId: string | null },
  patch: FieldPatch,
): PlannedChange | undefined {
  if (Object.keys(patch).length === 0) return undefined;
  const parentId = before ? before.parentId : change.parentId;
  const { kind, id } = change;
  return { before, change: { kind, id, parentId, patch, baseRevision: before?.revision ?? 0 } };
}
