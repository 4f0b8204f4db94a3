import type { z } from 'zod';
import { assessmentFields } from './assessment.ts';
import { criterionEntryFields } from './criterion-entry.ts';
import { evidenceItemFields, evidenceLinkFields } from './evidence.ts';
import { individualScoreFields } from './individual-score.ts';
import type { EntityKind } from './kinds.ts';
import { learningActivityFields, transferFields } from './learning.ts';
import { barrierFields, missingElementFields } from './obstacles.ts';
import { partnerFields } from './partner.ts';
import { pilotFields } from './pilot.ts';
import {
  actionFields,
  indicatorFields,
  planDocumentFields,
  policyMeasureFields,
  riskFields,
  workshopFields,
} from './planning.ts';
import { goodPracticeFields, policyInputFields } from './practices.ts';
import { regionFields } from './region.ts';
import { themeNarrativeFields } from './theme-narrative.ts';
import { workspaceFields } from './workspace.ts';

/** The fields of every kind (framework (a)); id, parent, times and revision are the store's. */
export const entitySchemas = {
  workspace: workspaceFields,
  partner: partnerFields,
  region: regionFields,
  assessment: assessmentFields,
  criterionEntry: criterionEntryFields,
  themeNarrative: themeNarrativeFields,
  evidenceItem: evidenceItemFields,
  evidenceLink: evidenceLinkFields,
  individualScore: individualScoreFields,
  missingElement: missingElementFields,
  barrier: barrierFields,
  policyInput: policyInputFields,
  goodPractice: goodPracticeFields,
  learningActivity: learningActivityFields,
  transfer: transferFields,
  pilot: pilotFields,
  indicator: indicatorFields,
  action: actionFields,
  risk: riskFields,
  policyMeasure: policyMeasureFields,
  workshop: workshopFields,
  planDocument: planDocumentFields,
} satisfies Record<EntityKind, z.ZodObject>;

/** Complete fields of a kind. */
export type FieldsOf<Kind extends EntityKind> = z.output<(typeof entitySchemas)[Kind]>;
/** Fields of a kind as one may write them: everything can be left out. */
export type FieldsInput<Kind extends EntityKind> = z.input<(typeof entitySchemas)[Kind]>;

/**
 * A record as figures, pages and generators see it. What only the store knows (revision, times) is
 * optional, because a generated record does not have it yet.
 */
export interface EntityRecord<Kind extends EntityKind = EntityKind> {
  readonly kind: Kind;
  readonly id: string;
  readonly parentId: string | null;
  readonly fields: FieldsOf<Kind>;
  readonly revision?: number;
  readonly modifiedAt?: number;
  readonly modifiedBy?: string;
}
