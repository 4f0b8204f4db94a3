import { z } from 'zod';
import {
  calendarDate,
  choice,
  flag,
  keys,
  line,
  lines,
  localized,
  rating,
  reference,
  references,
  sharedFields,
} from './parts.ts';

const followUp = z
  .object({
    date: calendarDate,
    policyChange: z.enum(['yes', 'no', 'planned']).nullable().default(null),
    description: localized(),
  })
  .nullable()
  .default(null);

export const learningActivityFields = z.object({
  ...sharedFields,
  type: choice([
    'peerReview',
    'studyVisit',
    'staffExchange',
    'transferWorkshop',
    'matchmakingTalk',
    'webinar',
    'mentoring',
  ]),
  title: localized(300),
  themeId: line(20),
  criterionIds: keys(40),
  giverPartnerId: reference,
  receiverPartnerIds: references(60),
  goodPracticeId: reference,
  objective: localized(),
  date: calendarDate,
  place: line(),
  online: flag,
  agenda: localized(),
  briefing: localized(),
  participants: z
    .array(z.object({ organisation: line(), count: z.int().min(0).max(10_000).default(0) }))
    .max(200)
    .default([]),
  results: localized(),
  toDo: z
    .array(z.object({ step: line(1000), ownerPartnerId: reference, due: calendarDate, done: flag }))
    .max(100)
    .default([]),
  satisfaction: rating(5),
  followUp6Months: followUp,
  followUp12Months: followUp,
  status: choice(['proposed', 'agreed', 'done', 'followedUp']),
});

export const transferFields = z.object({
  ...sharedFields,
  goodPracticeId: reference,
  giverPartnerId: reference,
  receiverPartnerId: reference,
  themeId: line(20),
  elementsTaken: lines(30, 1000),
  adaptation: localized(),
  preconditionsChecked: z
    .array(z.object({ text: line(1000), met: flag }))
    .max(50)
    .default([]),
  stage: choice(['interest', 'study', 'adapt', 'decide', 'pilot', 'adopted', 'dropped']),
  reason: localized(),
});
