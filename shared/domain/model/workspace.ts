import { z } from 'zod';
import { calendarDate, choice, flag, languageTag, line, reference, year } from './parts.ts';

/** The one record that says what this workspace is. `ownPartnerId` and `role` belong to this copy. */
export const workspaceFields = z.object({
  name: line(),
  projectCode: line(60),
  programme: line(),
  period: line(60),
  /** Day from which the project counts: the partnership's make-up is told as of it. */
  projectStart: calendarDate,
  frameworkId: line(100),
  frameworkVersion: line(20),
  referenceDate: calendarDate,
  pastYear: year,
  targetYear: year,
  languages: z.array(languageTag).max(30).default([]),
  demo: flag,
  ownPartnerId: reference,
  role: choice(['partner', 'groupLeader', 'leadPartner', 'reviewer', 'reader']),
});
