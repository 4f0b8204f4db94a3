import type { FigureFormat } from './format.ts';
import { settle } from './numbers.ts';

/** Every formula; its name and description stand under `formula.<id>` in the figures catalog. */
export const formulaIds = [
  'proposal',
  'disagreement',
  'trend',
  'gap',
  'distance',
  'themeScore',
  'itemWeight',
  'evidence',
  'review',
  'confidence',
  'themeConfidence',
  'criterionCompleteness',
  'themeCompleteness',
  'assessmentCompleteness',
  'priority',
  'leniency',
  'calibrated',
  'lift',
  'trust',
  'fit',
  'offer',
  'language',
  'match',
  'comparison',
] as const;
export type FormulaId = (typeof formulaIds)[number];

/** What a number in an explanation is; its text stands under `part.<label>` in the figures catalog. */
export const partLabels = [
  'past',
  'present',
  'desired',
  'reference',
  'individualScore',
  'range',
  'criterionScore',
  'answeredWeight',
  'neededWeight',
  'strength',
  'recency',
  'territory',
  'weightBeforeCap',
  'weightCap',
  'itemWeight',
  'notCounted',
  'evidence',
  'review',
  'assessors',
  'outsideScore',
  'criterionConfidence',
  'hasPresent',
  'hasDesired',
  'hasPast',
  'hasJustification',
  'hasEvidence',
  'leftOut',
  'criterionCompleteness',
  'criteriaMean',
  'perspectivesWritten',
  'themeCompleteness',
  'gap',
  'gapShare',
  'importance',
  'importanceAssumed',
  'feasibility',
  'feasibilityAssumed',
  'importanceShare',
  'feasibilityShare',
  'caseDifference',
  'leniency',
  'score',
  'criterionLift',
  'lift',
  'trust',
  'fit',
  'offer',
  'language',
  'sameCountry',
  'sum',
  'competence',
  'clusterModel',
  'sectors',
  'partners',
] as const;
export type PartLabel = (typeof partLabels)[number];

/** Why a figure has no value; texts under `missing.<reason>` in the figures catalog. */
export const missingReasons = [
  'notAnswered',
  'notApplicable',
  'tooFewAnswers',
  'noReference',
  'tooFewPartners',
  'tooSimilarGroup',
] as const;
export type MissingReason = (typeof missingReasons)[number];

/** The record or framework part that a number belongs to; the page looks up its name. */
export interface Subject {
  readonly type:
    | 'criterion'
    | 'theme'
    | 'perspective'
    | 'evidence'
    | 'evidenceKind'
    | 'assessor'
    | 'partner'
    | 'calibrationCase';
  readonly id: string;
}

/** One number of an explanation. */
export interface ExplainedPart {
  readonly label: PartLabel;
  readonly value: number | null;
  readonly format: FigureFormat;
  readonly subject?: Subject;
  /** Factor with which the number goes into the next step. */
  readonly factor?: number;
  /** Catalog key under `choice` for a number that stands for a choice, such as `territory.larger`. */
  readonly choice?: string;
}

/**
 * A figure with everything that made it, from which a page draws "why this number" in any language.
 * `value` is in full precision; null means that there is not enough data, for the reason given.
 */
export interface Explained {
  readonly formula: FormulaId;
  readonly value: number | null;
  readonly missing?: MissingReason;
  readonly inputs: readonly ExplainedPart[];
  readonly steps: readonly ExplainedPart[];
}

type Parts = () => readonly ExplainedPart[];
const noParts: Parts = () => [];

/**
 * The explanation is made when somebody asks for it: lists show hundreds of figures for each one
 * that is ever explained.
 */
class LazyExplained implements Explained {
  readonly formula: FormulaId;
  readonly value: number | null;
  declare readonly missing?: MissingReason;
  readonly #inputs: Parts;
  readonly #steps: Parts;

  constructor(
    formula: FormulaId,
    value: number | null,
    missing: MissingReason | undefined,
    inputs: Parts,
    steps: Parts,
  ) {
    this.formula = formula;
    this.value = value;
    if (missing !== undefined) this.missing = missing;
    this.#inputs = inputs;
    this.#steps = steps;
  }

  get inputs(): readonly ExplainedPart[] {
    return this.#inputs();
  }

  get steps(): readonly ExplainedPart[] {
    return this.#steps();
  }
}

export function explained(
  formula: FormulaId,
  value: number,
  inputs: Parts,
  steps: Parts = noParts,
): Explained {
  return new LazyExplained(formula, settle(value), undefined, inputs, steps);
}

export function unexplained(
  formula: FormulaId,
  missing: MissingReason,
  inputs: Parts = noParts,
  steps: Parts = noParts,
): Explained {
  return new LazyExplained(formula, null, missing, inputs, steps);
}

export function part(
  label: PartLabel,
  value: number | null,
  format: FigureFormat,
  more: Pick<ExplainedPart, 'subject' | 'factor' | 'choice'> = {},
): ExplainedPart {
  return { label, value: value === null ? null : settle(value), format, ...more };
}
