import { type ImportDifference, maxImportDifferences } from '../../../shared/contract/assessments.ts';
import type { RecordChange } from '../../../shared/contract/records.ts';
import { assessmentPartKinds, type EntityKind } from '../../../shared/domain/model/kinds.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { stampMilliseconds } from '../../../shared/kernel/clock.ts';
import type { EntityRepository } from '../repositories/entity-repository.ts';
import { type ExchangeFile, exchangeKinds, type ExchangeRecord } from './exchange-file.ts';
import { planChange, type PlannedChange } from './record-changes.ts';
import type { WorkspaceContext } from './workspace-context.ts';

/** What an import would write, and what it would leave. Nothing is written by making it. */
export interface ImportPlan {
  assessment: ExchangeRecord;
  changes: RecordChange[];
  added: number;
  changed: number;
  same: number;
  newerHere: number;
  kept: number;
  differences: ImportDifference[];
}

/** EX-10 to EX-13: the difference between a checked file and what is stored here. */
export function planImport(context: WorkspaceContext, file: ExchangeFile): ImportPlan {
  const assessment = file.records.find((record) => record.kind === 'assessment')!;
  const plan: ImportPlan = {
    assessment,
    changes: [],
    added: 0,
    changed: 0,
    same: 0,
    newerHere: 0,
    kept: 0,
    differences: [],
  };
  const inOrder = file.records.toSorted(
    (left, right) => exchangeKinds.indexOf(left.kind) - exchangeKinds.indexOf(right.kind),
  );
  for (const record of inOrder) {
    const change = changeFor(context.entities, assessment.id, record);
    const planned = change && planChange(context.entities, change);
    if (change && planned) count(plan, record, change, planned);
    else if (isKept(context.entities, assessment.id, record)) plan.kept += 1;
    else plan.same += 1;
  }
  return plan;
}

function count(plan: ImportPlan, record: ExchangeRecord, change: RecordChange, planned: PlannedChange): void {
  plan.changes.push(change);
  const { before } = planned;
  if (!before) {
    plan.added += 1;
    return;
  }
  plan.changed += 1;
  const newerHere = stampMilliseconds(before.modifiedAt) > record.modifiedAt;
  if (newerHere) plan.newerHere += 1;
  const { kind, id } = record;
  for (const [field, [here, there]] of Object.entries(planned.change.patch)) {
    if (plan.differences.length >= maxImportDifferences) return;
    plan.differences.push({ kind, id, field, here, there, newerHere });
  }
}

/** What a record of the file asks for; undefined where the record here stays as it is. */
function changeFor(
  entities: EntityRepository,
  assessmentId: string,
  record: ExchangeRecord,
): RecordChange | undefined {
  const { kind, id, parentId, deleted, fields } = record;
  const here = entities.get(kind, id);
  if (here && isPart(kind) && here.parentId !== assessmentId) {
    throw new AppError('exchangeFileDamaged', { place: `${kind} ${id}` });
  }
  if (deleted) return here && { kind, id, parentId, deleted: true };
  // EX-11: the partnership's register is not changed by a file; one that was removed here comes back.
  if (here && (kind === 'partner' || kind === 'region')) return { kind, id, parentId };
  if (isKept(entities, assessmentId, record)) return undefined;
  return { kind, id, parentId, patch: fields };
}

function isPart(kind: EntityKind): boolean {
  return (assessmentPartKinds as readonly EntityKind[]).includes(kind);
}

/** EX-12: evidence that another assessment here uses too is not rewritten from the file of one. */
function isKept(entities: EntityRepository, assessmentId: string, record: ExchangeRecord): boolean {
  if (record.kind !== 'evidenceItem') return false;
  return entities.assessmentsUsing(record.id).some((user) => user.id !== assessmentId);
}
