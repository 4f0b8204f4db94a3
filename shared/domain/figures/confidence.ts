import type { Framework } from '../../framework/schema.ts';
import type { ConfidenceLevel } from '../assessment-bundle.ts';
import { explained, type Explained, part, unexplained } from './explained.ts';
import { settle } from './numbers.ts';
import { disagreement, type PersonalScore } from './scores.ts';
import type { TerritoryRelation } from './territory.ts';

/** An evidence item as linked to one slot of one criterion. */
export interface EvidenceInput {
  readonly id: string;
  /** Key of a framework evidence kind. */
  readonly kind: string;
  /** Null when nobody knows: then it counts as old. */
  readonly year: number | null;
  readonly territory: TerritoryRelation;
}

/** Weight of one item against the year of the slot it supports: strength x recency x territory, capped (framework b.6). */
export function itemWeight(item: EvidenceInput, slotYear: number | null, framework: Framework): Explained {
  const kind = framework.evidenceKinds.find((candidate) => candidate.key === item.kind);
  const strength = kind?.strength ?? 0;
  const recency = recencyFactor(item.year, slotYear, framework);
  const territory = framework.territory[item.territory];
  const cap = framework.parameters.confidence.itemWeightCap;
  const product = strength * recency * territory;
  const known = kind
    ? { subject: { type: 'evidenceKind' as const, id: kind.key } }
    : { choice: 'evidenceKindUnknown' };
  return explained(
    'itemWeight',
    Math.min(cap, product),
    () => [
      part('strength', strength, 'weight', known),
      part('recency', recency, 'weight'),
      part('territory', territory, 'weight', { choice: `territory.${item.territory}` }),
    ],
    () => [part('weightBeforeCap', product, 'weight'), part('weightCap', cap, 'weight')],
  );
}

/** Factor of the age band; evidence from after the slot's date is as good as fresh, without a year it is old. */
function recencyFactor(year: number | null, slotYear: number | null, framework: Framework): number {
  const age = year === null || slotYear === null ? Number.POSITIVE_INFINITY : slotYear - year;
  const band = framework.recency.find(({ maxAgeYears }) => maxAgeYears === null || age <= maxAgeYears);
  return band?.factor ?? 0;
}

/** E: what is left after every one of the best items has taken its share of the doubt (framework b.6). */
export function evidenceShare(
  items: readonly EvidenceInput[],
  slotYear: number | null,
  framework: Framework,
): Explained {
  const weighted = items
    .map((item) => ({ id: item.id, weight: itemWeight(item, slotYear, framework).value ?? 0 }))
    .toSorted((left, right) => right.weight - left.weight || (left.id < right.id ? -1 : 1));
  const best = framework.parameters.confidence.bestItems;
  let doubt = 1;
  for (const { weight } of weighted.slice(0, best)) doubt *= 1 - weight;
  return explained('evidence', 1 - doubt, () =>
    weighted.map(({ id, weight }, index) =>
      part(index < best ? 'itemWeight' : 'notCounted', weight, 'weight', {
        subject: { type: 'evidence', id },
      }),
    ),
  );
}

export interface ReviewInput {
  /** The value the team agreed on, or typed by the one assessor. */
  readonly agreed: number | null;
  readonly scores: readonly PersonalScore[];
  readonly discussed: boolean;
  readonly outsideValue: number | null;
}

/** R: whether others see it the same way. An open disagreement takes everything away (framework b.6). */
export function review(input: ReviewInput, framework: Framework): Explained {
  const { reviewValues, teamMinAssessors, agreementWithinLevels } = framework.parameters.confidence;
  const { range, open } = disagreement(input.scores, input.discussed, framework);
  const assessors = input.scores.filter(({ value }) => value !== null).length;
  const inputs = () => [
    part('assessors', assessors, 'count'),
    part('range', range, 'count'),
    part('outsideScore', input.outsideValue, 'score'),
    part('present', input.agreed, 'score'),
  ];
  const value = (choice: keyof typeof reviewValues) =>
    explained('review', reviewValues[choice], inputs, () => [
      part('review', reviewValues[choice], 'weight', { choice: `review.${choice}` }),
    ]);
  if (open) return value('openDisagreement');
  const { outsideValue, agreed } = input;
  if (outsideValue !== null && agreed !== null && Math.abs(outsideValue - agreed) <= agreementWithinLevels) {
    return value('outside');
  }
  if (assessors >= teamMinAssessors && range !== null && range <= agreementWithinLevels) return value('team');
  return value('single');
}

export interface CriterionConfidence {
  readonly evidence: Explained;
  readonly review: Explained;
  readonly confidence: Explained;
}

/** Confidence in the present score of one criterion: evidence and review, weighted (framework b.6). */
export function criterionConfidence(
  items: readonly EvidenceInput[],
  reviewInput: ReviewInput,
  slotYear: number | null,
  framework: Framework,
): CriterionConfidence {
  const evidence = evidenceShare(items, slotYear, framework);
  const reviewed = review(reviewInput, framework);
  const { parameters } = framework;
  const inputs = () => [
    part('evidence', evidence.value, 'weight', { factor: parameters.confidence.evidence }),
    part('review', reviewed.value, 'weight', { factor: parameters.confidence.review }),
  ];
  if (reviewInput.agreed === null) {
    return { evidence, review: reviewed, confidence: unexplained('confidence', 'notAnswered', inputs) };
  }
  const value =
    parameters.confidence.evidence * (evidence.value ?? 0) +
    parameters.confidence.review * (reviewed.value ?? 0);
  return { evidence, review: reviewed, confidence: explained('confidence', value, inputs) };
}

export interface WeightedConfidence {
  readonly criterionId: string;
  readonly weight: number;
  /** Null for a criterion without a present score or outside the body's competence. */
  readonly confidence: number | null;
}

/** Weighted mean over the scored criteria of a theme (framework b.6). */
export function themeConfidence(criteria: readonly WeightedConfidence[]): Explained {
  let weighted = 0;
  let weights = 0;
  for (const { weight, confidence } of criteria) {
    if (confidence === null) continue;
    weighted += weight * confidence;
    weights += weight;
  }
  if (weights === 0) return unexplained('themeConfidence', 'notAnswered');
  return explained('themeConfidence', weighted / weights, () =>
    criteria
      .filter(({ confidence }) => confidence !== null)
      .map(({ criterionId, weight, confidence }) =>
        part('criterionConfidence', confidence, 'share', {
          subject: { type: 'criterion', id: criterionId },
          factor: weight,
        }),
      ),
  );
}

/** The word shown with a confidence (framework b.6). */
export function confidenceLevel(confidence: number | null, framework: Framework): ConfidenceLevel | null {
  if (confidence === null) return null;
  const { low, high } = framework.parameters.confidence;
  const value = settle(confidence);
  if (value < low) return 'low';
  return value < high ? 'medium' : 'high';
}
