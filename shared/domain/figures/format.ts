import { roundHalfUp } from './numbers.ts';

/** How a number is shown: levels with one decimal, shares as whole per cent, weights with two decimals. */
export type FigureFormat = 'score' | 'difference' | 'share' | 'weight' | 'count' | 'year';

const decimalsOf: Readonly<Record<FigureFormat, number>> = {
  score: 1,
  difference: 1,
  share: 0,
  weight: 2,
  count: 0,
  year: 0,
};

/**
 * A figure as text in a language: rounded half up first, then with the language's decimal sign.
 * '' for null: what stands for "not enough data" is for the caller to say.
 */
export function formatFigure(value: number | null, format: FigureFormat, language: string): string {
  if (value === null) return '';
  const decimals = decimalsOf[format];
  const shown = roundHalfUp(format === 'share' ? value * 100 : value, decimals);
  const text = new Intl.NumberFormat(language, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: format !== 'year',
    signDisplay: format === 'difference' ? 'exceptZero' : 'auto',
  }).format(shown);
  return format === 'share' ? `${text}\u00a0%` : text;
}
