import type { EntityRecord } from './model/schemas.ts';

/** One assessment with everything its page and its figures need. */
export interface AssessmentBundle {
  readonly assessment: EntityRecord<'assessment'>;
  readonly partner: EntityRecord<'partner'> | null;
  readonly region: EntityRecord<'region'> | null;
  readonly entries: readonly EntityRecord<'criterionEntry'>[];
  readonly narratives: readonly EntityRecord<'themeNarrative'>[];
  readonly evidenceItems: readonly EntityRecord<'evidenceItem'>[];
  readonly evidenceLinks: readonly EntityRecord<'evidenceLink'>[];
  readonly individualScores: readonly EntityRecord<'individualScore'>[];
  /** Evidence that a frozen assessment, this or another, stands on: it can only be read. */
  readonly frozenEvidenceIds?: readonly string[];
}

export type GapClass = 'act' | 'verifyFirst' | 'maintain' | 'watch';
export type ConfidenceLevel = 'low' | 'medium' | 'high';
export type ReadinessAdvice = 'draft' | 'usable' | 'ready';
export type ExperienceClass = 'experienced' | 'developing' | 'lessExperienced';

/** The figures of one theme in full precision; null where there is not enough data. */
export interface ThemeSummary {
  readonly themeId: string;
  readonly past: number | null;
  readonly present: number | null;
  readonly desired: number | null;
  readonly gap: number | null;
  readonly trend: number | null;
  readonly confidence: number | null;
  readonly confidenceLevel: ConfidenceLevel | null;
  readonly completeness: number | null;
  readonly class: GapClass | null;
  readonly experience: ExperienceClass | null;
}

/** What lists show of an assessment. */
export interface AssessmentSummary {
  /** In the order of the framework, the horizontal theme included. */
  readonly themes: readonly ThemeSummary[];
  /** Mean over the themes that are not horizontal. */
  readonly completeness: number | null;
  readonly advice: ReadinessAdvice | null;
  readonly warningCount: number;
}
