import { z } from 'zod';
import { choice, keys, line, localized, rating, reference, references, sharedFields } from './parts.ts';

const obstacle = {
  ...sharedFields,
  title: localized(300),
  themeId: line(20),
  criterionIds: keys(40),
  partnerIds: references(60),
  description: localized(),
  severity: rating(3),
  removableBy: choice(['ownRegion', 'national', 'eu', 'partners']),
  removalStep: localized(),
  status: choice(['open', 'inRemoval', 'removed', 'accepted']),
  actionId: reference,
  transferId: reference,
};

/** Something a policy needs and lacks. */
export const missingElementFields = z.object({
  ...obstacle,
  type: choice(['data', 'body', 'instrument', 'money', 'skill']),
});

/** Something that blocks a policy. */
export const barrierFields = z.object({
  ...obstacle,
  type: choice(['legal', 'administrative', 'financial', 'cultural', 'capacity', 'political', 'data']),
});
