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
  const { fields } = entity;
  switch (entity.kind) {
    case 'assessment':
      return {
        type: 'assessment',
        id: entity.id,
        contextId: entity.id,
        place: null,
        title: text(fields['title']),
        body: join(fields['scopeNote'], nameOf(entities, 'partner', fields['partnerId'])),
      };
    case 'criterionEntry':
      return partEntry(entities, entity, {
        type: 'criterion',
        place: text(fields['criterionId']),
        body: join(fields['justification'], fields['notApplicableReason']),
      });
    case 'themeNarrative':
      return partEntry(entities, entity, {
        type: 'narrative',
        place: `${text(fields['themeId'])}/${text(fields['perspective'])}`,
        body: join(fields['text'], fields['missingData']),
      });
    case 'evidenceItem':
      return evidenceEntry(entities, entity);
    default:
      return undefined;
  }
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
