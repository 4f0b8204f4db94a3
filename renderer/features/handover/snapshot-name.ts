import type { HandoverSnapshot } from '../../../shared/contract/handover.ts';
import type { Formats } from '../../i18n/formats.ts';

/** "Marche 2014, Region A, 30 Jun 2014"; an alias alone for one that was shared without a name. */
export function snapshotName(
  { title, origin, referenceDate }: Pick<HandoverSnapshot, 'title' | 'origin' | 'referenceDate'>,
  formats: Pick<Formats, 'date'>,
): string {
  return [title, origin, referenceDate && formats.date(referenceDate)].filter(Boolean).join(', ');
}
