import type { CalibrationCase, Framework } from '../../framework/schema.ts';
import { explained, type Explained, part, unexplained } from './explained.ts';

/** How much milder (positive) or stricter a team scores than the reference, over the cases it answered (framework b.6). */
export function leniency(
  answers: Readonly<Record<string, number | null>>,
  cases: readonly CalibrationCase[],
): Explained {
  const inputs = cases.flatMap((item) => {
    const own = answers[item.id] ?? null;
    if (own === null) return [];
    return [
      part('caseDifference', own - item.reference, 'difference', {
        subject: { type: 'calibrationCase', id: item.id },
      }),
    ];
  });
  if (inputs.length === 0) return unexplained('leniency', 'notAnswered');
  const total = inputs.reduce((sum, input) => sum + (input.value ?? 0), 0);
  return explained('leniency', total / inputs.length, () => inputs);
}

/** A score as it would be without the team's leniency; an optional view that is always labelled (framework b.6). */
export function calibrated(
  score: number | null,
  leniencyValue: number | null,
  framework: Framework,
): Explained {
  const inputs = () => [part('score', score, 'score'), part('leniency', leniencyValue, 'difference')];
  if (score === null || leniencyValue === null) return unexplained('calibrated', 'notAnswered', inputs);
  const { min, max } = framework.scale;
  return explained('calibrated', Math.min(max, Math.max(min, score - leniencyValue)), inputs);
}
