import { z } from 'zod';
import {
  calendarDate,
  choice,
  flag,
  keys,
  languageTag,
  line,
  optionalChoice,
  references,
  sharedFields,
} from './parts.ts';
import { clusterModels } from './region.ts';

/** Organisation types: regional and national authority, agency, research, innovation promotion, cluster network. */
export const organisationTypes = ['A1', 'A2', 'D', 'R', 'I', 'C'] as const;

export const partnerFields = z.object({
  ...sharedFields,
  /** Number in the partnership's list, such as `01`; empty for an organisation outside the list. */
  number: line(10),
  legalName: line(),
  shortName: line(60),
  demo: flag,
  /** ISO 3166 code; Greece is GR here and EL only in NUTS codes. */
  country: line(2),
  type: optionalChoice(organisationTypes),
  competence: optionalChoice(['regional', 'national']),
  /** Newest last; the status at a date is the last one that starts on or before it. */
  euStatus: z
    .array(z.object({ status: z.enum(['member', 'preAccession', 'neighbourhood']), from: calendarDate }))
    .max(10)
    .default([]),
  languages: z.array(languageTag).max(12).default([]),
  keySectors: keys(5),
  regionIds: references(50),
  /** Models of the clusters it works with; empty takes those of its regions. */
  clusterModels: z.array(z.enum(clusterModels)).max(4).default([]),
  roles: z
    .array(
      z.object({
        role: choice(['member', 'leadPartner', 'workPackageLeader', 'groupLeader']),
        group: line(20),
      }),
    )
    .max(30)
    .default([]),
  /** Active transfers it can give; null takes the framework's default. */
  capacity: z.int().min(0).max(50).nullable().default(null),
  /** A function such as "cluster desk", never a person. */
  contactPoint: line(),
});
