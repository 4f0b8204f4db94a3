import { z } from 'zod';
import {
  amount,
  calendarDate,
  choice,
  flag,
  languageTag,
  line,
  lines,
  localized,
  measured,
  rating,
  reference,
  references,
  sharedFields,
} from './parts.ts';

const point = z.object({ value: measured, date: calendarDate });

export const indicatorFields = z.object({
  ...sharedFields,
  code: line(20),
  name: localized(300),
  definition: localized(),
  unit: line(60),
  type: choice(['result', 'context', 'output']),
  direction: choice(['up', 'down']),
  source: line(500),
  frequency: line(100),
  baseline: point.prefault({}),
  target: point.prefault({}),
  actuals: z
    .array(point.extend({ evidenceId: reference }))
    .max(200)
    .default([]),
  themeId: line(20),
  disaggregation: z
    .array(z.enum(['sex', 'sizeClass', 'sector']))
    .max(3)
    .default([]),
});

export const actionFields = z.object({
  ...sharedFields,
  planDocumentId: reference,
  code: line(20),
  title: localized(300),
  themeId: line(20),
  /** Ids of criteria, missing elements, barriers or measures that it answers. */
  addresses: references(60),
  description: localized(),
  ownerPartnerId: reference,
  partnerIds: references(60),
  level: choice(['regional', 'national', 'transnational']),
  start: calendarDate,
  deadline: calendarDate,
  milestones: z
    .array(z.object({ text: line(500), date: calendarDate, done: flag }))
    .max(50)
    .default([]),
  budgetTotalEur: amount,
  budgetLines: z
    .array(
      z.object({
        source: line(),
        year: z.int().min(1900).max(2200).nullable().default(null),
        amountEur: amount,
        certainty: z.enum(['secured', 'applied', 'planned']).default('planned'),
        condition: line(500),
      }),
    )
    .max(50)
    .default([]),
  indicatorIds: references(20),
  riskIds: references(20),
  status: choice(['planned', 'running', 'late', 'done', 'dropped']),
  progressNotes: lines(100, 2000),
});

export const riskFields = z.object({
  ...sharedFields,
  planDocumentId: reference,
  text: localized(),
  likelihood: rating(5),
  impact: rating(5),
  mitigation: localized(),
  ownerPartnerId: reference,
});

/** A recommendation of a working group. */
export const policyMeasureFields = z.object({
  ...sharedFields,
  title: localized(300),
  description: localized(),
  themeId: line(20),
  maturity: choice(['idea', 'tested', 'adopted']),
  pilotIds: references(20),
  goodPracticeIds: references(20),
});

export const workshopFields = z.object({
  ...sharedFields,
  title: localized(300),
  purpose: choice(['assessmentConsensus', 'groupMeeting', 'drafting', 'consultation']),
  assessmentId: reference,
  themeId: line(20),
  date: calendarDate,
  place: line(),
  agenda: localized(),
  presentPartnerIds: references(100),
  decisions: lines(100, 2000),
  scoresAgreed: z
    .array(
      z.object({
        entryId: reference,
        slot: z.enum(['past', 'present', 'desired']).default('present'),
        value: z.number().min(0).max(5).multipleOf(0.5).nullable().default(null),
      }),
    )
    .max(200)
    .default([]),
  minutes: localized(),
  /** Evidence item that the minutes became. */
  evidenceId: reference,
});

/** Index row of a plan; its text is a shared document with the same id. */
export const planDocumentFields = z.object({
  ...sharedFields,
  title: line(200),
  type: choice(['jsp', 'sp', 'sei', 'other']),
  templateVersion: line(20),
  language: languageTag.default('en'),
  status: choice(['outline', 'drafting', 'consultation', 'adopted']),
  /** Append-only: a body's later decision is a further row. */
  approvals: z
    .array(
      z.object({
        organisation: line(),
        partnerId: reference,
        decision: z.enum(['pending', 'yes', 'yesWithRemarks', 'no']).default('pending'),
        date: calendarDate,
        remark: line(2000),
      }),
    )
    .max(300)
    .default([]),
});
