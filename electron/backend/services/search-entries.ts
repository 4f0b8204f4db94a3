import type { EntityKind } from '../../../shared/domain/model/kinds.ts';
import type { EntityRepository, StoredEntity } from '../repositories/entity-repository.ts';
import type { SearchEntry } from '../repositories/search-repository.ts';

/**
 * What search holds of a record: nothing for a removed one, for parts of a removed assessment, and
 * for records without text or of kinds that are not searched.
 */
export function searchEntryOf(entities: EntityRepository, entity: StoredEntity): SearchEntry | undefined {
  if (entity.deleted) return undefined;
  const entry = entryOf(entities, entity);
  return entry && entry.title + entry.body !== '' ? entry : undefined;
}

function entryOf(entities: EntityRepository, entity: StoredEntity): SearchEntry | undefined {
  if (entity.kind === 'assessment') return assessmentEntry(entities, entity);
  if (entity.kind === 'criterionEntry') return criterionEntry(entities, entity);
  if (entity.kind === 'themeNarrative') return narrativeEntry(entities, entity);
  if (entity.kind === 'evidenceItem') return evidenceEntry(entities, entity);
  return undefined;
}

function assessmentEntry(entities: EntityRepository, { id, fields }: StoredEntity): SearchEntry {
  const body = join(fields['scopeNote'], nameOf(entities, 'partner', fields['partnerId']));
  return { type: 'assessment', id, contextId: id, place: null, title: text(fields['title']), body };
}

function criterionEntry(entities: EntityRepository, part: StoredEntity): SearchEntry | undefined {
  const body = join(part.fields['justification'], part.fields['notApplicableReason']);
  return partEntry(entities, part, { type: 'criterion', place: text(part.fields['criterionId']), body });
}

function narrativeEntry(entities: EntityRepository, part: StoredEntity): SearchEntry | undefined {
  const place = `${text(part.fields['themeId'])}/${text(part.fields['perspective'])}`;
  const body = join(part.fields['text'], part.fields['missingData']);
  return partEntry(entities, part, { type: 'narrative', place, body });
}

function partEntry(
  entities: EntityRepository,
  part: StoredEntity,
  entry: Pick<SearchEntry, 'type' | 'place' | 'body'>,
): SearchEntry | undefined {
  const assessment = entities.get('assessment', part.parentId ?? '');
  if (!assessment || assessment.deleted) return undefined;
  return { ...entry, id: part.id, contextId: assessment.id, title: '' };
}

/** Evidence is found at the first assessment that uses it; without any use it is found on its own. */
function evidenceEntry(entities: EntityRepository, evidence: StoredEntity): SearchEntry | undefined {
  const users = entities.assessmentsUsing(evidence.id);
  const living = users.find((user) => !user.deleted);
  if (users.length > 0 && !living) return undefined;
  const { fields } = evidence;
  return {
    type: 'evidence',
    id: evidence.id,
    contextId: living?.id ?? '',
    place: null,
    title: text(fields['title']),
    body: join(fields['publisher'], fields['quote'], fields['url'], fields['year']),
  };
}

function nameOf(entities: EntityRepository, kind: EntityKind, id: unknown): string {
  const found = typeof id === 'string' ? entities.get(kind, id) : undefined;
  return found ? join(found.fields['legalName'], found.fields['name']) : '';
}

function join(...values: unknown[]): string {
  return values.map(text).filter(Boolean).join('\n');
}

/** Any field's text: plain, in several languages, or a list. */
function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (value !== null && typeof value === 'object')
    return Object.values(value).map(text).filter(Boolean).join('\n');
  return '';
}
