import { z } from 'zod';
import { agreedScore, flag, languageTag, line, localized, rating, reference } from './parts.ts';

/** Everything an assessment says of one criterion. Belongs to an assessment; its id is `criterionEntryId`. */
export const criterionEntryFields = z.object({
  criterionId: line(20),
  past: agreedScore,
  present: agreedScore,
  desired: agreedScore,
  /** Outside the body's competence; asks for a reason. */
  notApplicable: flag,
  notApplicableReason: localized(),
  justification: localized(),
  sourceLanguage: languageTag.default('en'),
  importance: rating(3),
  feasibility: rating(3),
  /** An outside reviewer's view of the present slot. */
  peerScore: z
    .object({ partnerId: reference, value: agreedScore, note: localized() })
    .nullable()
    .default(null),
  /** The team has talked about a wide range of individual scores. */
  disagreementDiscussed: flag,
  /** Framework version under which the scores were given. */
  scoredUnderVersion: line(20),
  /** A carried-over score that a person should look at again (split or merged criterion). */
  reviewAfterMigration: flag,
});
