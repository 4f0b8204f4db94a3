import type { EntityRecord } from '../domain/model/schemas.ts';
import { actionId, barrierId, missingElementId, partnerId } from './demo-ids.ts';
import { demoRecord } from './demo-record.ts';
import {
  type BarrierText,
  barrierTexts,
  type MissingElementText,
  missingElementTexts,
} from './texts/obstacle-texts.ts';

/** Ten barriers and six missing elements, in all states. */
export function demoObstacles(): (EntityRecord<'barrier'> | EntityRecord<'missingElement'>)[] {
  return [
    ...barrierTexts.map((text) =>
      demoRecord('barrier', barrierId(text.key), null, { ...shared(text), type: text.type }),
    ),
    ...missingElementTexts.map((text) =>
      demoRecord('missingElement', missingElementId(text.key), null, { ...shared(text), type: text.type }),
    ),
  ];
}

function shared(text: BarrierText | MissingElementText) {
  return {
    title: { en: text.title },
    description: { en: text.description },
    removalStep: { en: text.removalStep },
    themeId: text.themeId,
    criterionIds: [...text.criterionIds],
    partnerIds: text.partners.map(partnerId),
    severity: text.severity,
    removableBy: text.removableBy,
    status: text.status,
    actionId: text.action === undefined ? null : actionId(text.action),
    visibility: 'partnershipNamed' as const,
  };
}
