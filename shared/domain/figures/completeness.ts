import type { Framework } from '../../framework/schema.ts';
import type { ReadinessAdvice } from '../assessment-bundle.ts';
import { explained, type Explained, type ExplainedPart, part, unexplained } from './explained.ts';
import { mean, settle } from './numbers.ts';

export interface CompletenessInput {
  readonly past: number | null;
  readonly present: number | null;
  readonly desired: number | null;
  readonly justificationCharacters: number;
  readonly evidenceItems: number;
  readonly notApplicable: boolean;
  readonly reasonGiven: boolean;
}

/**
 * How much of one criterion is filled in. Not applicable with a reason has no value and leaves the
 * sum; without a reason it counts as nothing done (framework b.6).
 */
export function criterionCompleteness(input: CompletenessInput, framework: Framework): Explained {
  if (input.notApplicable && input.reasonGiven) return unexplained('criterionCompleteness', 'notApplicable');
  const weights = framework.parameters.completeness;
  const open = !input.notApplicable;
  const done = [
    ['hasPresent', open && input.present !== null, weights.present],
    ['hasDesired', open && input.desired !== null, weights.desired],
    [
      'hasJustification',
      open && input.justificationCharacters >= weights.justificationMinCharacters,
      weights.justification,
    ],
    ['hasEvidence', open && input.evidenceItems > 0, weights.evidence],
    ['hasPast', open && input.past !== null, weights.past],
  ] as const;
  let value = 0;
  for (const [, met, factor] of done) {
    if (met) value += factor;
  }
  return explained('criterionCompleteness', value, () =>
    done.map(([label, met, factor]) =>
      part(label, met ? 1 : 0, 'count', { factor, choice: met ? 'done' : 'open' }),
    ),
  );
}

export interface ThemeCompletenessInput {
  readonly criteria: readonly {
    readonly criterionId: string;
    readonly weight: number;
    readonly value: number | null;
  }[];
  /** Perspectives with their number of written characters. */
  readonly narratives: readonly { readonly perspective: string; readonly characters: number }[];
}

/** Criteria and narratives of a theme together; no value when no criterion applies (framework b.6). */
export function themeCompleteness(input: ThemeCompletenessInput, framework: Framework): Explained {
  const { criteriaShare, narrativeShare, narrativeMinCharacters } = framework.parameters.completeness;
  let weighted = 0;
  let weights = 0;
  for (const { weight, value } of input.criteria) {
    if (value === null) continue;
    weighted += weight * value;
    weights += weight;
  }
  const inputs = () => input.criteria.map(themePart);
  if (weights === 0) return unexplained('themeCompleteness', 'notApplicable', inputs);
  const written = input.narratives.filter(({ characters }) => characters >= narrativeMinCharacters).length;
  const writtenShare = written / framework.perspectives.length;
  const criteriaMean = weighted / weights;
  return explained(
    'themeCompleteness',
    criteriaShare * criteriaMean + narrativeShare * writtenShare,
    inputs,
    () => [
      part('criteriaMean', criteriaMean, 'share', { factor: criteriaShare }),
      part('perspectivesWritten', writtenShare, 'share', { factor: narrativeShare }),
    ],
  );
}

function themePart({
  criterionId,
  weight,
  value,
}: ThemeCompletenessInput['criteria'][number]): ExplainedPart {
  const subject = { type: 'criterion' as const, id: criterionId };
  return value === null
    ? part('leftOut', null, 'share', { subject, choice: 'notApplicable' })
    : part('criterionCompleteness', value, 'share', { subject, factor: weight });
}

/** Mean over the themes that are not horizontal (framework b.6). */
export function assessmentCompleteness(
  themes: readonly { readonly themeId: string; readonly value: number | null }[],
): Explained {
  const known = themes.flatMap(({ themeId, value }) => (value === null ? [] : [{ themeId, value }]));
  const inputs = () =>
    known.map(({ themeId, value }) =>
      part('themeCompleteness', value, 'share', { subject: { type: 'theme', id: themeId } }),
    );
  const value = mean(known.map((theme) => theme.value));
  if (value === null) return unexplained('assessmentCompleteness', 'notApplicable');
  return explained('assessmentCompleteness', value, inputs);
}

/** Advice, never a lock (framework b.6). */
export function readinessAdvice(completeness: number | null, framework: Framework): ReadinessAdvice | null {
  if (completeness === null) return null;
  const { usableFrom, readyFrom } = framework.parameters.completeness;
  const value = settle(completeness);
  if (value >= readyFrom) return 'ready';
  return value >= usableFrom ? 'usable' : 'draft';
}
