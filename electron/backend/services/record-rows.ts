import type { RecordRow } from '../../../shared/contract/records.ts';
import { stampMilliseconds } from '../../../shared/kernel/clock.ts';
import type { StoredEntity } from '../repositories/entity-repository.ts';

/** A stored record as windows get it: times in milliseconds since 1970. */
export function toRecordRow(entity: StoredEntity): RecordRow {
  return {
    ...entity,
    createdAt: stampMilliseconds(entity.createdAt),
    modifiedAt: stampMilliseconds(entity.modifiedAt),
  };
}
