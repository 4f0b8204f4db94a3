import { describe, expect, test } from 'vitest';
import elFigures from '../../locales/el/figures.json' with { type: 'json' };
import elWarnings from '../../locales/el/warnings.json' with { type: 'json' };
import enFigures from '../../locales/en/figures.json' with { type: 'json' };
import enWarnings from '../../locales/en/warnings.json' with { type: 'json' };
import hrFigures from '../../locales/hr/figures.json' with { type: 'json' };
import hrWarnings from '../../locales/hr/warnings.json' with { type: 'json' };
import { warningCodes } from '../warnings/assessment-warnings.ts';
import { formulaIds, missingReasons, partLabels } from './explained.ts';

const figures = { en: enFigures, el: elFigures, hr: hrFigures };
const warnings = { en: enWarnings, el: elWarnings, hr: hrWarnings };

describe.each(['en', 'el', 'hr'] as const)('catalogs in %s', (language) => {
  test('every formula, part, reason and warning has its text, and nothing else has', () => {
    const { formula, part, missing } = figures[language];
    expect(Object.keys(formula).toSorted()).toEqual([...formulaIds].toSorted());
    expect(Object.keys(part).toSorted()).toEqual([...partLabels].toSorted());
    expect(Object.keys(missing).toSorted()).toEqual([...missingReasons].toSorted());
    expect(Object.keys(warnings[language].code).toSorted()).toEqual([...warningCodes].toSorted());
  });

  test('the same keys and the same placeholders as in English', () => {
    expect(placeholders(figures[language])).toEqual(placeholders(figures.en));
    expect(placeholders(warnings[language].code)).toEqual(placeholders(warnings.en.code));
  });
});

function placeholders(node: object, path = ''): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, child]: [string, unknown]) => {
      if (typeof child === 'object' && child !== null) {
        return Object.entries(placeholders(child, `${path}${key}.`));
      }
      return [[`${path}${key}`, [...String(child).matchAll(/\{\{\w+\}\}/g)].map(String).toSorted()]];
    }),
  );
}
