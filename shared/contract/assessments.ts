import { z } from 'zod';
import type { AssessmentBundle, AssessmentSummary } from '../domain/assessment-bundle.ts';
import type { EntityKind } from '../domain/model/kinds.ts';
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

/** Ids of its parts begin with it and a slash, so it has none itself. */
const newAssessmentId = z.string().regex(/^[A-Za-z0-9._-]{1,100}$/);

export const newAssessment = z.object({
  opId,
  id: newAssessmentId,
  title: shortText,
  partnerId: entityId,
  regionId: entityId.nullable(),
  frameworkVersion: z.string().max(20),
  referenceDate: z.iso.date(),
  pastYear: z.number().int().min(1980).max(2100),
  targetYear: z.number().int().min(1980).max(2100),
});

export const assessmentCarryOver = z.object({ opId, id: entityId, newId: newAssessmentId, title: shortText });

/** A field that an exchange file would set to another value than it has here. */
export interface ImportDifference {
  kind: EntityKind;
  id: string;
  field: string;
  here: unknown;
  there: unknown;
  /** The record was changed here after the file's copy of it was: the file would bring back an older value. */
  newerHere: boolean;
}

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
  /** Records that would change although this workspace's are the newer ones. */
  newerHere: number;
  /** Evidence that stays as it is because another assessment here uses it too. */
  kept: number;
  /** The first `maxImportDifferences` fields that differ. */
  differences: ImportDifference[];
  /** Whether this workspace already holds the assessment. */
  known: boolean;
}

export const maxImportDifferences = 200;

/** An exchange file of one assessment may have at most this many characters. */
export const maxExchangeCharacters = 20_000_000;
const exchangeText = z.string().max(maxExchangeCharacters);

export const assessments = {
  list: procedure.output(trusted<AssessmentListRow[]>()),
  bundle: procedure.input(z.object({ id: entityId })).output(trusted<AssessmentBundle>()),
  create: procedure.input(newAssessment).output(trusted<{ id: string }>()),
  remove: procedure.input(z.object({ opId, id: entityId })).output(trusted<null>()),
  restore: procedure.input(z.object({ opId, id: entityId })).output(trusted<null>()),
  /** Starts a new draft from an assessment: the way on from a frozen one. */
  carryOver: procedure.input(assessmentCarryOver).output(trusted<{ id: string }>()),
  export: procedure
    .input(z.object({ id: entityId }))
    .output(trusted<{ fileName: string; content: string }>()),
  inspectImport: procedure.input(z.object({ content: exchangeText })).output(trusted<ImportPreview>()),
  import: procedure
    .input(
      z.object({
        opId,
        content: exchangeText,
        /** The window's session when its undo should take the import back, with the assessment as scope. */
        session: z.string().uuid().optional(),
      }),
    )
    .output(trusted<{ id: string; added: number; changed: number }>()),
};
