import type { HandoverPerson } from '../../../shared/contract/handover.ts';

/** "Anna, Region A"; empty when a laptop has told neither. */
export function personName({
  organisation,
  displayName,
}: Pick<HandoverPerson, 'organisation' | 'displayName'>) {
  return [displayName, organisation].filter(Boolean).join(', ');
}
