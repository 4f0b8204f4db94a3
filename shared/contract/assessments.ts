import { z } from 'zod';
import type { AssessmentBundle, AssessmentSummary } from '../domain/assessment-bundle.ts';
import { entityId, opId, procedure, shortText, trusted } from './base.ts';

export interface AssessmentListRow {
  id: string;
  title: string;
  partnerId: string;
  partnerName: string;
  regionId: string | null;
  /** By language. */
  regionName: Readonly<Record<string, string>>;
  status: 'draft' | 'teamAgreed' | 'peerReviewed' | 'frozen';
  frameworkVersion: string;
  referenceDate: string;
  pastYear: number;
  targetYear: number;
  modifiedAt: number;
  modifiedBy: string;
  summary: AssessmentSummary;
}

export const newAssessment = z.object({
  opId,
  id: entityId,
  title: shortText,
  partnerId: entityId,
  regionId: entityId.nullable(),
  frameworkVersion: z.string().max(20),
  referenceDate: z.iso.date(),
  pastYear: z.number().int().min(1980).max(2100),
  targetYear: z.number().int().min(1980).max(2100),
});

/** What an exchange file would do, before anything is changed. */
export interface ImportPreview {
  title: string;
  partnerName: string;
  frameworkVersion: string;
  exportedAt: number;
  origin: string;
  /** How many records are new here, differ from here, are the same. */
  added: number;
  changed: number;
  same: number;
  /** Whether this workspace already holds the assessment. */
  known: boolean;
}

/** An exchange file of one assessment may have at most this many characters. */
export const maxExchangeCharacters = 20_000_000;
const exchangeText = z.string().max(maxExchangeCharacters);

export const assessments = {
  list: procedure.output(trusted<AssessmentListRow[]>()),
  bundle: procedure.input(z.object({ id: entityId })).output(trusted<AssessmentBundle>()),
  create: procedure.input(newAssessment).output(trusted<{ id: string }>()),
  remove: procedure.input(z.object({ opId, id: entityId })).output(trusted<null>()),
  restore: procedure.input(z.object({ opId, id: entityId })).output(trusted<null>()),
  export: procedure
    .input(z.object({ id: entityId }))
    .output(trusted<{ fileName: string; content: string }>()),
  inspectImport: procedure.input(z.object({ content: exchangeText })).output(trusted<ImportPreview>()),
  import: procedure
    .input(z.object({ opId, content: exchangeText }))
    .output(trusted<{ id: string; added: number; changed: number }>()),
};
