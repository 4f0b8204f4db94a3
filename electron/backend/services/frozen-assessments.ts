import type { RecordChange } from '../../../shared/contract/records.ts';
import { assessmentPartKinds, type EntityKind } from '../../../shared/domain/model/kinds.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { EntityRepository, StoredEntity } from '../repositories/entity-repository.ts';
import { deletedField, type StoredChange } from '../repositories/operation-repository.ts';
import { planChange, type PlannedChange } from './record-changes.ts';

/** Watches over one command: what is frozen when it begins stays as it is. */
export interface FrozenGuard {
  /** Throws `assessmentFrozen` or `evidenceFrozen` for a change of what is frozen. Ask before it is written. */
  refuse(planned: PlannedChange): void;
  /** These changes are about to be taken back: what they brought into being may go as a whole. */
  takingBack(changes: readonly StoredChange[]): void;
}

/**
 * A frozen assessment, its parts and the sources it stands on do not change. As a whole it can still be
 * removed and restored: that says nothing about what is in it.
 */
export function createFrozenGuard(entities: EntityRepository): FrozenGuard {
  const frozenAtStart = new Map<string, boolean>();
  const released = new Set<string>();
  const wasFrozen = (id: string, before: StoredEntity | undefined) => {
    const known = frozenAtStart.get(id);
    if (known !== undefined) return known;
    const frozen = before?.fields['status'] === 'frozen';
    frozenAtStart.set(id, frozen);
    return frozen;
  };
  return {
    refuse({ before, change }) {
      if (change.kind === 'assessment') {
        const asWhole = Object.keys(change.patch).every((field) => field === deletedField);
        if (wasFrozen(change.id, before) && !asWhole && !released.has(change.id)) throw frozenError();
      } else if (isPart(change.kind)) {
        const id = change.parentId;
        if (id === null || released.has(id)) return;
        if (wasFrozen(id, entities.get('assessment', id))) throw frozenError();
      } else if (change.kind === 'evidenceItem' && before && entities.supportsFrozen(change.id)) {
        throw new AppError('evidenceFrozen');
      }
    },
    takingBack(changes) {
      for (const { kind, id, patch } of changes) {
        const created = patch[deletedField];
        if (kind === 'assessment' && created?.[0] === true && created[1] === false) released.add(id);
      }
    },
  };
}

/** The same refusal before anything is written: to say beforehand that changes would not be taken. */
export function refuseFrozen(entities: EntityRepository, changes: readonly RecordChange[]): void {
  const guard = createFrozenGuard(entities);
  for (const change of changes) {
    const planned = planChange(entities, change);
    if (planned) guard.refuse(planned);
  }
}

function isPart(kind: EntityKind): boolean {
  return (assessmentPartKinds as readonly EntityKind[]).includes(kind);
}

function frozenError(): AppError {
  return new AppError('assessmentFrozen');
}
