import type { Framework } from '../../framework/schema.ts';
import type { ExperienceClass, GapClass } from '../assessment-bundle.ts';
import { explained, type Explained, part, unexplained } from './explained.ts';
import { settle } from './numbers.ts';

/**
 * What to tackle first: gap x importance x feasibility, each as a share of its largest value. An
 * importance or feasibility that nobody set counts as the middle of its range, and the explanation
 * says so (framework b.6).
 */
export function gapPriority(
  gap: number | null,
  importance: number | null,
  feasibility: number | null,
  framework: Framework,
): Explained {
  const { importanceMax, feasibilityMax } = framework.parameters.priority;
  const important = importance ?? (1 + importanceMax) / 2;
  const feasible = feasibility ?? (1 + feasibilityMax) / 2;
  const inputs = () => [
    part('gap', gap, 'difference'),
    part(importance === null ? 'importanceAssumed' : 'importance', important, 'count'),
    part(feasibility === null ? 'feasibilityAssumed' : 'feasibility', feasible, 'count'),
  ];
  if (gap === null) return unexplained('priority', 'notAnswered', inputs);
  const gapShare = Math.max(gap, 0) / (framework.scale.max - framework.scale.min);
  const steps = () => [
    part('gapShare', gapShare, 'weight'),
    part('importanceShare', important / importanceMax, 'weight'),
    part('feasibilityShare', feasible / feasibilityMax, 'weight'),
  ];
  const value = (gapShare * important * feasible) / (importanceMax * feasibilityMax);
  return explained('priority', value, inputs, steps);
}

/** What a gap asks for, given how sure we are of it; null without a gap (framework b.6). */
export function gapClass(
  gap: number | null,
  confidence: number | null,
  framework: Framework,
): GapClass | null {
  if (gap === null) return null;
  const { actFrom, confidenceFrom } = framework.parameters.gap;
  const sure = settle(confidence ?? 0);
  if (settle(gap) >= actFrom) return sure >= confidenceFrom ? 'act' : 'verifyFirst';
  return sure < framework.parameters.confidence.low ? 'watch' : 'maintain';
}

/** Whether a partner can give, is on the way, or should receive in a theme; null without a score (framework b.6). */
export function experienceClass(
  score: number | null,
  confidence: number | null,
  framework: Framework,
): ExperienceClass | null {
  if (score === null) return null;
  const { experiencedScore, experiencedConfidence, lessExperiencedScore } = framework.parameters.experience;
  if (settle(score) <= lessExperiencedScore) return 'lessExperienced';
  const shown = settle(score) >= experiencedScore && settle(confidence ?? 0) >= experiencedConfidence;
  return shown ? 'experienced' : 'developing';
}
