import { z } from 'zod';
import { choice, keys, line, localized, nutsVersions, optionalChoice, sharedFields } from './parts.ts';

export const clusterModels = ['industrialDistrict', 'hubAndSpoke', 'stateAnchored', 'mixed'] as const;

export const regionFields = z.object({
  ...sharedFields,
  nutsCode: line(5),
  nutsVersion: z.enum(nutsVersions).default('2021'),
  level: z.int().min(0).max(3).nullable().default(null),
  name: localized(200),
  country: line(2),
  /** Codes of later NUTS versions that took over this area. */
  successorCodes: keys(20),
  population: z.int().min(0).max(1e9).nullable().default(null),
  innovationGroup: choice(['none', 'leader', 'follower', 'moderate', 'modest']),
  innovationGroupEdition: line(20),
  clusterModels: z.array(z.enum(clusterModels)).max(4).default([]),
  /** An outside region stands in comparisons without being a partner's. */
  outsideSource: optionalChoice(['statistics', 'publication']),
});
