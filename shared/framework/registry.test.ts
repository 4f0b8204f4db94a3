import { describe, expect, test } from 'vitest';
import { AppError } from '../kernel/errors.ts';
import {
  allCriteria,
  compareVersions,
  createFrameworkRegistry,
  criterionById,
  localized,
  themeOfCriterion,
} from './registry.ts';

const registry = createFrameworkRegistry();
const framework = registry.get('1.0.0');

describe('the registry', () => {
  test('knows both versions, oldest first', () => {
    expect(registry.versions).toEqual(['0.9.0', '1.0.0']);
    expect(registry.latestVersion).toBe('1.0.0');
    expect(registry.get('0.9.0').version).toBe('0.9.0');
  });

  test('gives the very same framework each time', () => {
    expect(registry.get('1.0.0')).toBe(registry.get('1.0.0'));
    expect(registry.find('1.0.0')).toBe(framework);
  });

  test.each(['2.0.0', '', '__proto__', 'x'.repeat(5000)])('answers the unknown version %j', (version) => {
    expect(registry.has(version)).toBe(false);
    expect(registry.find(version)).toBeUndefined();
    const failure = catchFrom(() => registry.get(version));
    expect(failure).toBeInstanceOf(AppError);
    expect(failure).toMatchObject({ code: 'frameworkUnknown', params: { version: version.slice(0, 20) } });
  });

  test('orders versions by number, not by letter', () => {
    const at = (version: string) => ({ ...structuredClone(framework), version });
    const many = createFrameworkRegistry([at('1.10.0'), at('1.9.3'), at('1.9.0')]);
    expect(many.versions).toEqual(['1.9.0', '1.9.3', '1.10.0']);
    expect(many.latestVersion).toBe('1.10.0');
    expect(compareVersions('1.0.0', '1.0.0')).toBe(0);
  });

  test('refuses to be empty', () => {
    expect(() => createFrameworkRegistry([])).toThrow(RangeError);
  });

  test('hands out what nobody can change', () => {
    expect(() => {
      framework.parameters.gap.actFrom = 0;
    }).toThrow(TypeError);
    expect(() => framework.themes[0]!.criteria.pop()).toThrow(TypeError);
  });
});

describe('look-ups', () => {
  test('find every criterion and its theme', () => {
    for (const theme of framework.themes) {
      for (const criterion of theme.criteria) {
        expect(criterionById(framework, criterion.id)).toBe(criterion);
        expect(themeOfCriterion(framework, criterion.id)).toBe(theme);
      }
    }
    expect(allCriteria(framework)).toHaveLength(34);
  });

  test('find nothing for an id that is not there', () => {
    expect(criterionById(framework, '9.9')).toBeUndefined();
    expect(themeOfCriterion(framework, '9.9')).toBeUndefined();
    expect(criterionById(registry.get('0.9.0'), '7.4')).toBeUndefined();
  });
});

describe('localized', () => {
  const text = { en: 'cluster', el: 'cluster (el)', hr: 'klaster', sr: 'klaster (sr)' };

  test.each([
    ['hr', 'klaster'],
    ['sr-Latn', 'klaster (sr)'],
    ['de', 'cluster'],
    ['', 'cluster'],
    ['constructor', 'cluster'],
  ])('%j gives %j', (language, expected) => {
    expect(localized(text, language)).toBe(expected);
  });

  test('takes the fallback that was asked for, then anything, then nothing', () => {
    expect(localized(text, 'de', 'hr')).toBe('klaster');
    expect(localized({ bg: 'клъстер' }, 'hr')).toBe('клъстер');
    expect(localized({ hr: '', el: 'σχηματισμός' }, 'hr')).toBe('σχηματισμός');
    expect(localized({}, 'hr')).toBe('');
  });
});

function catchFrom(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}
