import { z } from 'zod';
import {
  calendarDate,
  choice,
  flag,
  keys,
  languageTag,
  line,
  lines,
  localized,
  perspectives,
  amount,
  measured,
  reference,
  references,
  sharedFields,
} from './parts.ts';

/** A factor, tool or experience that helps or hinders cluster policy. */
export const policyInputFields = z.object({
  ...sharedFields,
  type: choice(['factor', 'tool', 'experience']),
  title: localized(300),
  themeId: line(20),
  description: localized(),
  regionId: reference,
  source: line(1000),
  effect: choice(['helps', 'hinders', 'mixed']),
  goodPracticeId: reference,
});

const validationStep = z.object({
  step: z.enum(['submitted', 'groupLeaderAccepted', 'peerAccepted', 'published', 'returned']),
  partnerId: reference,
  date: calendarDate,
  evidence: z.int().min(0).max(3).nullable().default(null),
  transferability: z.int().min(0).max(3).nullable().default(null),
  remark: line(2000),
});

/** The good-practice form; its advised text lengths are advice for the form, not bounds here. */
export const goodPracticeFields = z.object({
  ...sharedFields,
  title: localized(300),
  themeId: line(20),
  criterionIds: keys(3),
  perspective: z.enum(perspectives).default('past'),
  regionId: reference,
  level: choice(['regional', 'national', 'transnational']),
  ownerPartnerId: reference,
  ownerConsent: flag,
  /** Further partners that run the same practice and join in the offer. */
  practisedByPartnerIds: references(60),
  summary: localized(1000),
  problem: localized(),
  activities: localized(),
  from: line(20),
  to: line(20),
  resources: localized(),
  budgetEur: amount,
  staffFullTime: measured,
  success: z
    .array(
      z.object({
        indicator: line(),
        before: line(100),
        after: line(100),
        source: line(500),
        evidenceId: reference,
      }),
    )
    .max(20)
    .default([]),
  difficulties: localized(),
  successFactors: lines(30),
  factorIds: references(30),
  preconditions: localized(),
  transferPotential: localized(),
  offers: z
    .array(z.enum(['hostVisit', 'call', 'documents', 'staffExchange']))
    .max(4)
    .default([]),
  offerOpen: flag,
  offerLanguages: z.array(languageTag).max(12).default([]),
  offerCapacity: z.int().min(0).max(50).nullable().default(null),
  links: lines(30, 2000),
  licence: line(),
  outcome: choice(['success', 'mixed', 'failure']),
  validation: z.array(validationStep).max(50).default([]),
});
