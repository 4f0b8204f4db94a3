import { describe, expect, test } from 'vitest';
import { outdatedTranslations } from '../../../../shared/domain/model/text.ts';
import { translationPatch, withText } from './texts.ts';

const record = { sourceLanguage: 'en', translatedFrom: {} };

test('an emptied language is no language', () => {
  expect(withText({ en: 'a', el: 'b' }, 'el', '')).toEqual({ en: 'a' });
  expect(withText({ en: 'a' }, 'hr', 'c')).toEqual({ en: 'a', hr: 'c' });
});

describe('translations', () => {
  test('the first text names the source language', () => {
    expect(translationPatch(record, 'quote', {}, 'el', 'α')).toEqual({
      texts: { el: 'α' },
      sourceLanguage: 'el',
    });
    expect(translationPatch(record, 'quote', {}, 'en', 'a')).toEqual({ texts: { en: 'a' } });
  });

  test('a translation knows the wording it was made from and is told when that changes', () => {
    const { texts, translatedFrom } = translationPatch(record, 'quote', { en: 'a' }, 'el', 'α');
    const stored = { ...record, translatedFrom: translatedFrom ?? {} };
    expect(outdatedTranslations(stored, 'quote', texts)).toEqual([]);
    expect(outdatedTranslations(stored, 'quote', { ...texts, en: 'b' })).toEqual(['el']);
  });

  test('a removed translation leaves no trace', () => {
    const made = { ...record, translatedFrom: { 'quote.el': 'x', 'quote.hr': 'y' } };
    expect(translationPatch(made, 'quote', { en: 'a', el: 'α' }, 'el', '')).toEqual({
      texts: { en: 'a' },
      translatedFrom: { 'quote.hr': 'y' },
    });
  });
});
