import { completeFields } from '../../../shared/domain/model/validation.ts';
import { stampMilliseconds } from '../../../shared/kernel/clock.ts';
import { foldText } from '../../../shared/kernel/text-folding.ts';
import type { EntityRepository, StoredEntity } from '../repositories/entity-repository.ts';
import { exchangeKinds, type ExchangeKind, type ExchangeRecord } from './exchange-file.ts';

/** An assessment with its partner, region, parts, evidence and the parts that were removed (EX-6). */
export function exchangeRecords(entities: EntityRepository, assessment: StoredEntity): ExchangeRecord[] {
  const parts = entities.children(assessment.id, undefined, true).filter(isExchanged);
  const evidence = evidenceOf(entities, parts);
  const partner = living(entities, 'partner', assessment.fields['partnerId']);
  const region = living(entities, 'region', assessment.fields['regionId']);
  const kept = parts.filter((part) => part.deleted || !leadsNowhere(part, parts, evidence));
  const all = [...partner, ...region, ...evidence.values(), assessment, ...kept];
  return all.map((entity) => toExchangeRecord(entity, partner)).toSorted(inWrittenOrder);
}

/** The organisation that this copy belongs to, else the one that the assessment is about. */
export function originName(entities: EntityRepository, assessment: StoredEntity): string {
  const own = entities.list('workspace')[0]?.fields['ownPartnerId'];
  const [partner] = [
    ...living(entities, 'partner', own),
    ...living(entities, 'partner', assessment.fields['partnerId']),
  ];
  return partner ? completeFields('partner', partner.fields).legalName : '';
}

/** A name that every file system takes. */
export function exchangeFileName(assessment: StoredEntity): string {
  const { title, referenceDate } = completeFields('assessment', assessment.fields);
  const words = foldText(title).match(/[a-z0-9]+/g) ?? [];
  return [...(words.length > 0 ? words : ['assessment']), referenceDate ?? '']
    .filter(Boolean)
    .join('-')
    .slice(0, 100)
    .concat('.json');
}

function toExchangeRecord(entity: StoredEntity, [partner]: readonly StoredEntity[]): ExchangeRecord {
  const isPart = partKinds.has(entity.kind);
  const { id, deleted } = entity;
  return {
    kind: entity.kind as ExchangeKind,
    id,
    parentId: isPart || entity.parentId === partner?.id ? entity.parentId : null,
    deleted,
    modifiedAt: stampMilliseconds(entity.modifiedAt),
    fields: deleted ? {} : completeFields(entity.kind, entity.fields),
  };
}

const partKinds: ReadonlySet<string> = new Set(exchangeKinds.slice(exchangeKinds.indexOf('criterionEntry')));

function isExchanged(part: StoredEntity): boolean {
  return partKinds.has(part.kind);
}

function evidenceOf(entities: EntityRepository, parts: readonly StoredEntity[]): Map<string, StoredEntity> {
  const ids = parts
    .filter((part) => !part.deleted)
    .flatMap(({ fields }) => [fields['evidenceId'], ...[fields['evidenceIds'] ?? []].flat()]);
  return new Map(
    [...new Set(ids)].flatMap((id) => living(entities, 'evidenceItem', id)).map((item) => [item.id, item]),
  );
}

/** A link or score whose evidence or entry was removed by itself: nobody sees it, so nobody is sent it. */
function leadsNowhere(
  part: StoredEntity,
  parts: readonly StoredEntity[],
  evidence: ReadonlyMap<string, StoredEntity>,
): boolean {
  const { entryId, evidenceId } = part.fields;
  if (part.kind === 'evidenceLink' && !evidence.has(String(evidenceId))) return true;
  if (part.kind !== 'evidenceLink' && part.kind !== 'individualScore') return false;
  return !parts.some((other) => other.kind === 'criterionEntry' && other.id === entryId && !other.deleted);
}

function living(entities: EntityRepository, kind: ExchangeKind, id: unknown): StoredEntity[] {
  const found = typeof id === 'string' ? entities.get(kind, id) : undefined;
  return found && !found.deleted ? [found] : [];
}

function inWrittenOrder(left: ExchangeRecord, right: ExchangeRecord): number {
  const order = exchangeKinds.indexOf(left.kind) - exchangeKinds.indexOf(right.kind);
  if (order !== 0) return order;
  return left.id < right.id ? -1 : 1;
}
