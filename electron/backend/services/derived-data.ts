import { assessmentPartKinds, type EntityKind } from '../../../shared/domain/model/kinds.ts';
import type { SearchEntry } from '../repositories/search-repository.ts';
import type { StoredEntity } from '../repositories/entity-repository.ts';
import type { WorkspaceContext } from './workspace-context.ts';

interface ChangedRecord {
  kind: EntityKind;
  id: string;
  parentId: string | null;
}

/** Keeps what is derived from records true, in the transaction of the change: list figures and search. */
export function updateDerived(context: WorkspaceContext, changes: readonly ChangedRecord[]): void {
  for (const assessmentId of staleAssessments(context, changes)) context.summaries.forget(assessmentId);
  for (const change of changes) {
    const entity = context.entities.get(change.kind, change.id);
    if (entity) indexRecord(context, entity);
  }
}

function staleAssessments(context: WorkspaceContext, changes: readonly ChangedRecord[]): Set<string> {
  const stale = new Set<string>();
  for (const change of changes) {
    if (change.kind === 'assessment') stale.add(change.id);
    else if (isAssessmentPart(change.kind) && change.parentId) stale.add(change.parentId);
    else if (change.kind === 'evidenceItem') {
      for (const assessmentId of assessmentsUsing(context, change.id)) stale.add(assessmentId);
    } else if (change.kind === 'region' || change.kind === 'partner') {
      for (const assessment of context.entities.list('assessment', true)) {
        if (assessment.fields['regionId'] === change.id || assessment.fields['partnerId'] === change.id) {
          stale.add(assessment.id);
        }
      }
    }
  }
  return stale;
}

/** Assessments with a link to an evidence item. */
export function assessmentsUsing(context: WorkspaceContext, evidenceId: string): string[] {
  return context.database
    .prepare<[string], string>(
      `SELECT DISTINCT parent_id FROM entity
       WHERE kind = 'evidenceLink' AND deleted = 0 AND parent_id IS NOT NULL AND fields ->> 'evidenceId' = ?`,
    )
    .pluck()
    .all(evidenceId);
}

function isAssessmentPart(kind: EntityKind): boolean {
  return (assessmentPartKinds as readonly EntityKind[]).includes(kind);
}

function indexRecord(context: WorkspaceContext, entity: StoredEntity): void {
  const entry = searchEntryOf(context, entity);
  if (!entry) return;
  if (entity.deleted || entry.title + entry.body === '') context.search.remove(entry.type, entry.id);
  else context.search.put(entry);
  if (entity.kind === 'assessment' && !entity.deleted) indexParts(context, entity.id);
  if (entity.kind === 'assessment' && entity.deleted) context.search.removeContext(entity.id);
}

/** After an assessment came back from removal its parts are found again. */
function indexParts(context: WorkspaceContext, assessmentId: string): void {
  for (const part of context.entities.children(assessmentId)) {
    if (part.kind !== 'assessment') indexRecord(context, part);
  }
}

function searchEntryOf(context: WorkspaceContext, entity: StoredEntity): SearchEntry | undefined {
  const { fields } = entity;
  switch (entity.kind) {
    case 'assessment':
      return {
        type: 'assessment',
        id: entity.id,
        contextId: entity.id,
        place: null,
        title: text(fields['title']),
        body: join(fields['scopeNote'], nameOf(context, 'partner', fields['partnerId'])),
      };
    case 'criterionEntry':
      return {
        type: 'criterion',
        id: entity.id,
        contextId: entity.parentId ?? '',
        place: text(fields['criterionId']),
        title: '',
        body: join(fields['justification'], fields['notApplicableReason']),
      };
    case 'themeNarrative':
      return {
        type: 'narrative',
        id: entity.id,
        contextId: entity.parentId ?? '',
        place: `${text(fields['themeId'])}/${text(fields['perspective'])}`,
        title: '',
        body: join(fields['text'], fields['missingData']),
      };
    case 'evidenceItem':
      return {
        type: 'evidence',
        id: entity.id,
        contextId: assessmentsUsing(context, entity.id)[0] ?? '',
        place: null,
        title: text(fields['title']),
        body: join(fields['publisher'], fields['quote'], fields['url'], fields['year']),
      };
    default:
      return undefined;
  }
}

function nameOf(context: WorkspaceContext, kind: EntityKind, id: unknown): string {
  const found = typeof id === 'string' ? context.entities.get(kind, id) : undefined;
  return found ? join(found.fields['legalName'], found.fields['name']) : '';
}

function join(...values: unknown[]): string {
  return values.map(text).filter(Boolean).join('\n');
}

/** Any field's text: plain, in several languages, or a list. */
function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (value !== null && typeof value === 'object') return Object.values(value).map(text).filter(Boolean).join('\n');
  return '';
}
