import { z } from 'zod';
import { line, personalScore, reference, slots } from './parts.ts';

/** What one person answered alone, before the team agreed. Belongs to an assessment. */
export const individualScoreFields = z.object({
  entryId: reference,
  slot: z.enum(slots).default('present'),
  /** A freely chosen label such as "Assessor 2"; no name is needed. */
  assessorAlias: line(80),
  value: personalScore,
  note: line(2000),
});
