import { z } from 'zod';
import {
  calendarDate,
  choice,
  languageTag,
  line,
  localized,
  reference,
  sharedFields,
  year,
} from './parts.ts';

export const assessmentStatuses = ['draft', 'teamAgreed', 'peerReviewed', 'frozen'] as const;

export const assessmentFields = z.object({
  ...sharedFields,
  title: line(200),
  partnerId: reference,
  regionId: reference,
  frameworkVersion: line(20),
  referenceDate: calendarDate,
  pastYear: year,
  targetYear: year,
  scopeNote: localized(),
  status: choice(assessmentStatuses),
  team: z
    .array(z.object({ role: line(100), organisation: line() }))
    .max(60)
    .default([]),
  /** Language its texts are written in unless a text says otherwise. */
  language: languageTag.default('en'),
  /** Filled when the assessment was carried over from an older framework version. */
  migratedFromVersion: line(20),
  migratedFromId: reference,
});
