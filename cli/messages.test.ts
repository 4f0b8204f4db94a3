import { describe, expect, test } from 'vitest';
import elCli from '../shared/locales/el/cli.json' with { type: 'json' };
import elErrors from '../shared/locales/el/errors.json' with { type: 'json' };
import enCli from '../shared/locales/en/cli.json' with { type: 'json' };
import enErrors from '../shared/locales/en/errors.json' with { type: 'json' };
import hrCli from '../shared/locales/hr/cli.json' with { type: 'json' };
import hrErrors from '../shared/locales/hr/errors.json' with { type: 'json' };
import { appErrorCodes } from '../shared/kernel/errors.ts';
import { messagesFor } from './messages.ts';

describe('catalogs', () => {
  test.each(Object.entries({ en: enErrors, el: elErrors, hr: hrErrors }))(
    'errors in %s: every code says what happened, what is safe and what to do',
    (_language, catalog) => {
      expect(Object.keys(catalog).toSorted()).toEqual([...appErrorCodes].toSorted());
      for (const texts of Object.values(catalog)) {
        expect(Object.keys(texts)).toEqual(['title', 'safe', 'todo']);
        expect(Object.values(texts).every((text) => text.trim().length > 3)).toBe(true);
        // A title stands alone and before a full stop; the others are sentences.
        expect(texts.title).not.toMatch(/[.!]$/);
        expect(`${texts.safe}|${texts.todo}`).toMatch(/(\.|\}\})\|.*(\.|\}\})$/);
      }
    },
  );

  test.each([
    ['el', elCli, elErrors],
    ['hr', hrCli, hrErrors],
  ])('the command line in %s: the texts and places to fill in that English has', (_language, cli, errors) => {
    expect(placesOf(cli)).toEqual(placesOf(enCli));
    expect(placesOf(errors)).toEqual(placesOf(enErrors));
  });

  test('each language has the plural forms that it needs', () => {
    const forms = (catalog: object) =>
      new Set(Object.keys(catalog).flatMap((key) => /^importKept_(\w+)$/.exec(key)?.[1] ?? []));
    for (const [language, catalog] of Object.entries({ en: enCli, el: elCli, hr: hrCli })) {
      expect(forms(catalog)).toEqual(
        new Set(new Intl.PluralRules(language).resolvedOptions().pluralCategories),
      );
    }
  });
});

describe('the language', () => {
  const language = (args: string[], environment: Record<string, string> = {}) =>
    messagesFor(args, environment).language;

  test('is the one asked for, else that of the terminal, else English', () => {
    expect(language(['figures', '--language', 'hr'], { LANG: 'el_GR.UTF-8' })).toBe('hr');
    expect(language(['--language=el', 'figures'])).toBe('el');
    expect(language(['figures'], { LANG: 'el_GR.UTF-8' })).toBe('el');
    expect(language(['figures'], { LC_ALL: 'hr_HR', LANG: 'el_GR' })).toBe('hr');
    expect(language(['figures'], { LANG: 'de_AT.UTF-8' })).toBe('en');
    expect(language(['figures'])).toBe('en');
  });

  test('counts as it counts', () => {
    const { text } = messagesFor(['--language', 'hr'], {});
    expect([1, 3, 5, 21].map((count) => text('check.backups', { count }))).toEqual([
      '1 sigurnosna kopija',
      '3 sigurnosne kopije',
      '5 sigurnosnih kopija',
      '21 sigurnosna kopija',
    ]);
  });
});

/** Key paths, without plural endings, and the names that each text's places have. */
function placesOf(catalog: object, path = ''): Record<string, string[]> {
  const places: Record<string, string[]> = {};
  for (const [key, value] of Object.entries(catalog) as [string, string | object][]) {
    const place = `${path}${key.replace(/_(one|few|other)$/, '')}`;
    if (typeof value === 'object') Object.assign(places, placesOf(value, `${place}.`));
    else {
      const names = [...value.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '');
      // One form of a plural may say the number in a word.
      places[place] = [...new Set([...(places[place] ?? []), ...names])]
        .filter((name) => name !== 'count')
        .toSorted();
    }
  }
  return places;
}
