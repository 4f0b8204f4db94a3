import { completeFields } from '../../../shared/domain/model/validation.ts';
import type { EntityRepository } from '../repositories/entity-repository.ts';

/** The name of the organisation that this copy belongs to; empty when that is not set. */
export function ownOrganisation(entities: Pick<EntityRepository, 'list' | 'get'>): string {
  const own = entities.list('workspace')[0]?.fields['ownPartnerId'];
  const partner = typeof own === 'string' ? entities.get('partner', own) : undefined;
  return partner && !partner.deleted ? completeFields('partner', partner.fields).legalName : '';
}
