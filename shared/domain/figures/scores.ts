import type { Framework, Slot } from '../../framework/schema.ts';
import { explained, type Explained, type MissingReason, part, unexplained } from './explained.ts';
import { median, settle, spread } from './numbers.ts';

/** What one person answered alone; null counts as not answered. */
export interface PersonalScore {
  readonly alias: string;
  readonly value: number | null;
}

/** The median of the individual scores: a proposal to the team, never taken over by itself (framework b.6). */
export function proposal(scores: readonly PersonalScore[]): Explained {
  const answered = scores.flatMap(({ alias, value }) => (value === null ? [] : [{ alias, value }]));
  const inputs = () =>
    answered.map(({ alias, value }) =>
      part('individualScore', value, 'count', { subject: { type: 'assessor', id: alias } }),
    );
  const middle = median(answered.map(({ value }) => value));
  return middle === null ? unexplained('proposal', 'notAnswered') : explained('proposal', middle, inputs);
}

export interface Disagreement {
  /** Range of the individual scores; null with fewer than two. */
  readonly range: number | null;
  readonly disagreement: boolean;
  /** Whether it still weighs on the confidence, because the team has not talked about it. */
  readonly open: boolean;
}

/** Whether individual scores lie so far apart that the team should talk (framework b.6). */
export function disagreement(
  scores: readonly PersonalScore[],
  discussed: boolean,
  framework: Framework,
): Disagreement {
  const range = spread(scores.flatMap(({ value }) => value ?? []));
  const found = range !== null && range >= framework.parameters.disagreementRange;
  return { range, disagreement: found, open: found && !discussed };
}

/** Present minus past (framework b.6). */
export function trend(
  past: number | null,
  present: number | null,
  missing: MissingReason = 'notAnswered',
): Explained {
  return difference('trend', ['present', present], ['past', past], missing);
}

/** Desired minus present; negative when the present is above the target (framework b.6). */
export function gap(
  present: number | null,
  desired: number | null,
  missing: MissingReason = 'notAnswered',
): Explained {
  return difference('gap', ['desired', desired], ['present', present], missing);
}

/** Reference of the parallel context (peer median, chosen partner or outside region) minus present (framework b.6). */
export function distance(present: number | null, reference: number | null): Explained {
  if (reference === null)
    return unexplained('distance', 'noReference', () => [part('present', present, 'score')]);
  return difference('distance', ['reference', reference], ['present', present], 'notAnswered');
}

function difference(
  formula: 'trend' | 'gap' | 'distance',
  [fromLabel, from]: ['present' | 'desired' | 'reference', number | null],
  [lessLabel, less]: ['past' | 'present', number | null],
  missing: MissingReason,
): Explained {
  const inputs = () => [part(fromLabel, from, 'score'), part(lessLabel, less, 'score')];
  if (from === null || less === null) return unexplained(formula, missing, inputs);
  return explained(formula, from - less, inputs);
}

export interface WeightedScore {
  readonly criterionId: string;
  readonly weight: number;
  readonly value: number | null;
  readonly notApplicable: boolean;
}

/**
 * Weighted mean of the answered criteria of a theme in one slot, criteria outside the body's
 * competence left out; no value below the answered share that the framework asks for (framework b.6).
 */
export function themeScore(slot: Slot, scores: readonly WeightedScore[], framework: Framework): Explained {
  let weighted = 0;
  let answered = 0;
  let applicable = 0;
  for (const { weight, value, notApplicable } of scores) {
    if (notApplicable) continue;
    applicable += weight;
    if (value === null) continue;
    answered += weight;
    weighted += weight * value;
  }
  const inputs = () =>
    scores.map(({ criterionId, weight, value, notApplicable }) => {
      const subject = { type: 'criterion' as const, id: criterionId };
      if (notApplicable) return part('leftOut', null, 'score', { subject, choice: 'notApplicable' });
      return part('criterionScore', value, 'score', { subject, factor: weight, choice: `slot.${slot}` });
    });
  const needed = framework.parameters.minAnswered * applicable;
  const steps = () => [part('answeredWeight', answered, 'weight'), part('neededWeight', needed, 'weight')];
  if (applicable === 0) return unexplained('themeScore', 'notApplicable', inputs, steps);
  if (answered === 0 || settle(answered) < settle(needed)) {
    return unexplained('themeScore', 'tooFewAnswers', inputs, steps);
  }
  return explained('themeScore', weighted / answered, inputs, steps);
}
