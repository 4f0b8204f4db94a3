import type { RecordChange } from '../../../shared/contract/records.ts';
import { assessmentPartKinds, type EntityKind } from '../../../shared/domain/model/kinds.ts';
import type { EntityRecord, FieldsInput } from '../../../shared/domain/model/schemas.ts';
import type { Framework } from '../../../shared/framework/schema.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { completeFields } from '../../../shared/domain/model/validation.ts';
import { backendSession } from './assessment-service.ts';
import type { NewPartnership } from './backend-services.ts';
import { createRecordService, type RecordService } from './record-service.ts';
import type { WorkspaceContext } from './workspace-context.ts';

/** Records that a new workspace starts with. */
export interface GeneratedWorkspace {
  readonly records: readonly EntityRecord[];
  /** Fields that two organisations set apart from each other; the first value stands in the records. */
  readonly conflicts: readonly GeneratedConflict[];
}

export interface GeneratedConflict {
  readonly kind: EntityKind;
  readonly id: string;
  readonly field: string;
  readonly values: readonly { readonly partnerId: string; readonly value: unknown }[];
}

/**
 * Writes a generated partnership into a new workspace, inside the transaction that makes it: first
 * the registers, then each assessment with its parts as one command, so that history and undo see
 * whole assessments and not thousands of single changes.
 */
export function fillDemo(context: WorkspaceContext, demo: GeneratedWorkspace): void {
  // Windows are told once, when the workspace is opened.
  const records = createRecordService({ ...context, announce: () => undefined });
  for (const [scope, changes] of byScope(demo.records)) {
    records.apply({ opId: `demo/${scope}`, session: backendSession, scope, changes });
  }
  for (const conflict of demo.conflicts) writeConflict(context, conflict);
}

/** History then tells of both values and who set them, and the first one stands. */
function writeConflict(context: WorkspaceContext, { kind, id, field, values }: GeneratedConflict): void {
  const parentId = context.entities.get(kind, id)?.parentId ?? null;
  for (const { partnerId, value } of values.toReversed()) {
    const partner = context.entities.get('partner', partnerId);
    const name = completeFields('partner', partner?.fields ?? {}).legalName;
    const records = createRecordService({ ...context, announce: () => undefined, actor: () => name });
    records.apply({
      opId: `demo/${id}/${field}/${partnerId}`,
      session: backendSession,
      scope: parentId ?? registerScope,
      changes: [{ kind, id, parentId, patch: { [field]: value } }],
    });
  }
}

const registerScope = 'workspace';

function byScope(records: readonly EntityRecord[]): Map<string, RecordChange[]> {
  const scopes = new Map<string, RecordChange[]>([[registerScope, []]]);
  // An assessment stands before its parts, or they would have no parent to belong to.
  const inOrder = records.toSorted((left, right) => Number(isPart(left.kind)) - Number(isPart(right.kind)));
  for (const { kind, id, parentId, fields } of inOrder) {
    const change: RecordChange = { kind, id, parentId, patch: fields };
    const scope = scopeOf(kind, id, parentId);
    const changes = scopes.get(scope);
    if (changes) changes.push(change);
    else scopes.set(scope, [change]);
  }
  return scopes;
}

function scopeOf(kind: EntityKind, id: string, parentId: string | null): string {
  if (kind === 'assessment') return id;
  return isPart(kind) && parentId !== null ? parentId : registerScope;
}

function isPart(kind: EntityKind): boolean {
  return (assessmentPartKinds as readonly EntityKind[]).includes(kind);
}

export const workspaceRecordId = 'workspace';

/** The first records of a partnership that starts empty: what it is, the own organisation, its region. */
export function fillPartnership(
  context: WorkspaceContext,
  input: FirstRecords,
  framework: Framework,
  newId: () => string,
): void {
  const { name, organisation, role } = input;
  const partnerId = organisation && newId();
  const workspace = created('workspace', workspaceRecordId, {
    name,
    frameworkId: framework.id,
    frameworkVersion: framework.version,
    ownPartnerId: partnerId,
    role,
  });
  const own =
    organisation && partnerId ? ownRecords(organisation, { partnerId, role }, framework, newId) : [];
  createRecordService(context).apply({
    opId: newId(),
    session: backendSession,
    scope: registerScope,
    changes: [workspace, ...own],
  });
}

/**
 * The own organisation of a workspace that was made without one, as in a room: the first partner of its
 * own register. Throws `invalidInput` when there is one already.
 */
export function setOwnOrganisation(
  { entities, records }: Pick<WorkspaceContext, 'entities'> & { records: RecordService },
  organisation: NewPartnership['organisation'],
  framework: Framework,
  newId: () => string,
): void {
  const workspace = entities.get('workspace', workspaceRecordId);
  if (!workspace || typeof workspace.fields['ownPartnerId'] === 'string')
    throw new AppError('invalidInput', { field: 'organisation' });
  const partnerId = newId();
  const own = ownRecords(organisation, { partnerId, role: 'partner' }, framework, newId);
  const patch = { ownPartnerId: partnerId };
  records.apply({
    opId: newId(),
    session: backendSession,
    scope: registerScope,
    changes: [{ kind: 'workspace', id: workspaceRecordId, parentId: null, patch }, ...own],
  });
}

export interface FirstRecords {
  name: string;
  /** Null when it is not known yet. */
  organisation: NewPartnership['organisation'] | null;
  role: 'leadPartner' | 'partner';
}

function ownRecords(
  organisation: NewPartnership['organisation'],
  { partnerId, role }: { partnerId: string; role: FirstRecords['role'] },
  framework: Framework,
  newId: () => string,
): RecordChange[] {
  const regionId = organisation.nutsCode || organisation.regionName ? newId() : null;
  const partner = created('partner', partnerId, {
    legalName: organisation.legalName,
    shortName: organisation.shortName,
    country: organisation.country,
    type: organisation.type,
    competence: framework.orgTypes.find(({ key }) => key === organisation.type)?.defaultCompetence ?? null,
    regionIds: regionId === null ? [] : [regionId],
    roles: [{ role: role === 'partner' ? 'member' : role }],
  });
  return regionId === null ? [partner] : [partner, created('region', regionId, regionOf(organisation))];
}

function regionOf({ nutsCode, regionName, country }: NewPartnership['organisation']): FieldsInput<'region'> {
  // A NUTS code is the country's two letters and one character for each level.
  const level = /^[A-Z]{2}[A-Z0-9]{0,3}$/.test(nutsCode) ? nutsCode.length - 2 : null;
  return { nutsCode, level, country, name: regionName ? { en: regionName } : {} };
}

function created<Kind extends EntityKind>(kind: Kind, id: string, patch: FieldsInput<Kind>): RecordChange {
  return { kind, id, parentId: null, patch };
}
