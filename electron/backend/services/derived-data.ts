import { assessmentPartKinds, type EntityKind } from '../../../shared/domain/model/kinds.ts';
import type { SearchHitType } from '../../../shared/contract/search.ts';
import { deletedField, type FieldPatch, type StoredChange } from '../repositories/operation-repository.ts';
import type { StoredEntity } from '../repositories/entity-repository.ts';
import { searchEntryOf } from './search-entries.ts';
import type { WorkspaceContext } from './workspace-context.ts';

/** Keeps what is derived from records true, in the transaction of the change: list figures and search. */
export function updateDerived(context: WorkspaceContext, changes: readonly StoredChange[]): void {
  const naming = assessmentNaming(context);
  const stale = new Set<string>();
  const toIndex = new Map<string, StoredEntity>();
  const mark = (entity: StoredEntity | undefined) => {
    if (entity && entity.kind in searchTypes) toIndex.set(`${entity.kind} ${entity.id}`, entity);
  };
  for (const change of changes) {
    for (const assessmentId of staleAssessments(context, naming, change)) stale.add(assessmentId);
    mark(context.entities.get(change.kind, change.id));
    for (const dependent of searchDependents(context, naming, change)) mark(dependent);
  }
  for (const assessmentId of stale) context.summaries.forget(assessmentId);
  for (const entity of toIndex.values()) indexRecord(context, entity);
}

const searchTypes: Partial<Record<EntityKind, SearchHitType>> = {
  assessment: 'assessment',
  criterionEntry: 'criterion',
  themeNarrative: 'narrative',
  evidenceItem: 'evidence',
};

/** Assessments whose figures a change can alter. */
function staleAssessments(context: WorkspaceContext, naming: Naming, change: StoredChange): string[] {
  if (change.kind === 'assessment') return [change.id];
  if (isAssessmentPart(change.kind)) return change.parentId === null ? [] : [change.parentId];
  if (change.kind === 'evidenceItem') return context.entities.assessmentsUsing(change.id).map(({ id }) => id);
  if (change.kind !== 'region' && change.kind !== 'partner') return [];
  return naming(change).map(({ id }) => id);
}

/** Other records whose search entry a change can alter. */
function searchDependents(context: WorkspaceContext, naming: Naming, change: StoredChange): StoredEntity[] {
  if (change.kind === 'evidenceLink') {
    return evidenceIdsOf(context, change).flatMap((id) => context.entities.get('evidenceItem', id) ?? []);
  }
  if (change.kind === 'partner') return naming(change);
  if (change.kind !== 'assessment' || change.baseRevision === 0 || !change.patch[deletedField]) return [];
  const parts = context.entities.children(change.id);
  const evidenceIds = parts
    .filter((part) => part.kind === 'evidenceLink')
    .map((link) => link.fields['evidenceId']);
  const evidence = [...new Set(evidenceIds)].flatMap(
    (id) => context.entities.get('evidenceItem', String(id)) ?? [],
  );
  return [...parts, ...evidence];
}

/** The evidence that a link leads to, and the one it led to before. */
function evidenceIdsOf(context: WorkspaceContext, link: { id: string; patch: FieldPatch }): string[] {
  const now = context.entities.get('evidenceLink', link.id)?.fields['evidenceId'];
  return [now, link.patch['evidenceId']?.[0]].filter((id) => typeof id === 'string');
}

type Naming = (change: StoredChange) => StoredEntity[];

/** Finds the assessments of a partner or region; reads all assessments at most once. */
function assessmentNaming(context: WorkspaceContext): Naming {
  let all: StoredEntity[] | undefined;
  return (change) => {
    const field = change.kind === 'region' ? 'regionId' : 'partnerId';
    all ??= context.entities.list('assessment', true);
    return all.filter((assessment) => assessment.fields[field] === change.id);
  };
}

function isAssessmentPart(kind: EntityKind): boolean {
  return (assessmentPartKinds as readonly EntityKind[]).includes(kind);
}

function indexRecord(context: WorkspaceContext, entity: StoredEntity): void {
  const entry = searchEntryOf(context.entities, entity);
  const type = searchTypes[entity.kind];
  if (entry) context.search.put(entry);
  else if (type) context.search.remove(type, entity.id);
}
