import { describe, expect, test } from 'vitest';
import { AppError } from '../../kernel/errors.ts';
import { criterionEntryId, evidenceLinkId, individualScoreId, themeNarrativeId } from './ids.ts';
import { entityKinds } from './kinds.ts';
import { entitySchemas } from './schemas.ts';
import { longestText, outdatedTranslations, textFingerprint, textIn } from './text.ts';
import { checkPatch, completeFields, initialFields, validatePatch } from './validation.ts';

describe('initial fields', () => {
  test.each(entityKinds)('%s can be created by any patch: every field has an empty value', (kind) => {
    const fields = initialFields(kind) as Record<string, unknown>;
    expect(Object.keys(fields).toSorted()).toEqual(Object.keys(entitySchemas[kind].shape).toSorted());
    expect(checkPatch(kind, fields)).toEqual({ ok: true, patch: fields });
  });

  test('an empty score is null, not 0', () => {
    const { past, present, desired, importance } = initialFields('criterionEntry');
    expect([past, present, desired, importance]).toEqual([null, null, null, null]);
  });

  test('two records never share a nested value', () => {
    expect(initialFields('partner').languages).not.toBe(initialFields('partner').languages);
    expect(initialFields('pilot').gateRelevance.reason).not.toBe(initialFields('pilot').gateRelevance.reason);
  });
});

describe('patches', () => {
  test('sets only what it names', () => {
    expect(validatePatch('criterionEntry', { present: 3.5 })).toEqual({ present: 3.5 });
  });

  test.each([-0.5, 5.5, 2.25, '3', Number.NaN, Number.POSITIVE_INFINITY, undefined])(
    'refuses the score %s',
    (value) => {
      expect(checkPatch('criterionEntry', { present: value })).toEqual({
        ok: false,
        errors: [{ field: 'present', code: 'invalidValue', path: [] }],
      });
    },
  );

  test('refuses half steps of one person', () => {
    expect(checkPatch('individualScore', { value: 2.5 }).ok).toBe(false);
    expect(checkPatch('individualScore', { value: 2 }).ok).toBe(true);
  });

  test('refuses unknown and inherited names', () => {
    const patch = JSON.parse('{"presnt":1,"__proto__":{},"constructor":1}') as Record<string, unknown>;
    const result = checkPatch('criterionEntry', patch);
    expect(result.ok ? [] : result.errors.map((error) => [error.field, error.code])).toEqual([
      ['presnt', 'unknownField'],
      ['__proto__', 'unknownField'],
      ['constructor', 'unknownField'],
    ]);
  });

  test('refuses what is longer than its bound', () => {
    expect(checkPatch('assessment', { title: 'x'.repeat(201) }).ok).toBe(false);
    expect(checkPatch('partner', { keySectors: ['a', 'b', 'c', 'd', 'e', 'f'] }).ok).toBe(false);
    expect(checkPatch('criterionEntry', { justification: { en: 'x'.repeat(20_001) } }).ok).toBe(false);
    expect(checkPatch('criterionEntry', { justification: { 'not a tag': 'x' } }).ok).toBe(false);
    const texts = { en: 'x'.repeat(20_000) } as Record<string, string>;
    for (let index = 0; index < 20; index += 1) texts[`sr-x${String(index).padStart(2, '0')}`] = texts['en']!;
    expect(checkPatch('criterionEntry', { justification: texts })).toMatchObject({
      errors: [{ field: 'justification', code: 'tooLarge' }],
    });
  });

  test('throws the one error users know, with the place', () => {
    expect(() => validatePatch('pilot', { gateRelevance: { met: 'perhaps', reason: {} } })).toThrow(
      new AppError('invalidInput', { kind: 'pilot', field: 'gateRelevance.met', reason: 'invalidValue' }),
    );
  });
});

test('stored fields of a newer version survive, missing ones get their empty value', () => {
  const fields = completeFields('criterionEntry', { present: 2, fromTheFuture: 7 });
  expect(fields).toMatchObject({ present: 2, past: null, fromTheFuture: 7 });
});

test('ids are made from what the record stands for', () => {
  const entry = criterionEntryId('a1', '4.1');
  expect(entry).toBe('a1/4.1');
  expect(themeNarrativeId('a1', 'T4', 'future')).toBe('a1/T4/future');
  expect(evidenceLinkId('e9', entry, 'past')).toBe('a1/4.1/past/e9');
  expect(individualScoreId(entry, 'k7', 'present')).toBe('a1/4.1/present/by-k7');
});

describe('texts in several languages', () => {
  test('falls back to the source language, English, then any', () => {
    expect(textIn({ en: 'a', el: 'b' }, 'el')).toBe('b');
    expect(textIn({ sr: 'c' }, 'sr-Latn')).toBe('c');
    expect(textIn({ hr: 'd', en: 'a' }, 'el', 'hr')).toBe('d');
    expect(textIn({ sk: 'z', hu: 'y', ro: '' }, 'el')).toBe('y');
    expect(textIn({ en: '' }, 'en')).toBe('');
  });

  test('the longest text counts, without outer white space', () => {
    expect(longestText({ en: ' abc  ', el: 'abcd' })).toBe(4);
    expect(longestText({})).toBe(0);
  });

  test('a translation is outdated when its source text changed since', () => {
    const fields = {
      sourceLanguage: 'en',
      translatedFrom: { 'text.el': textFingerprint('old'), 'text.hr': textFingerprint('new') },
    };
    expect(outdatedTranslations(fields, 'text', { en: 'new', el: 'x', hr: 'y', sk: 'unknown' })).toEqual([
      'el',
    ]);
  });
});
