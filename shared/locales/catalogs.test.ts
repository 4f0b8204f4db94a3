import { describe, expect, it } from 'vitest';
import { appErrorCodes } from '../kernel/errors.ts';
import { interfaceLanguages } from '../kernel/languages.ts';
import {
  allNamespaces,
  codeKeys,
  namespacesOf,
  pluralForms,
  pluralKeys,
  readCatalog,
  variablesOf,
} from './catalog.test-support.ts';

/** Every text of every catalog of a language, as `namespace:key` and text. */
function allTexts(language: (typeof interfaceLanguages)[number]): [string, string][] {
  return namespacesOf(language).flatMap((namespace) =>
    [...readCatalog(language, namespace)].map(([key, text]): [string, string] => [
      `${namespace}:${key}`,
      text,
    ]),
  );
}

it('has every namespace in every language', () => {
  for (const language of interfaceLanguages) expect(namespacesOf(language)).toEqual(allNamespaces);
});

describe.each(allNamespaces)('catalog %s', (namespace) => {
  const english = readCatalog('en', namespace);

  it.each(['el', 'hr'] as const)('has the keys and variables of English in %s', (language) => {
    const other = readCatalog(language, namespace);
    expect([...codeKeys(other)].toSorted()).toEqual([...codeKeys(english)].toSorted());
    for (const key of codeKeys(english)) {
      expect({ key, variables: variablesOf(other, key) }).toEqual({
        key,
        variables: variablesOf(english, key),
      });
    }
  });

  it.each(interfaceLanguages)('has exactly the plural forms of %s', (language) => {
    const catalog = readCatalog(language, namespace);
    for (const key of new Set([...pluralKeys(catalog), ...pluralKeys(english)])) {
      const forms = ['zero', 'one', 'two', 'few', 'many', 'other'].filter((form) =>
        catalog.has(`${key}_${form}`),
      );
      expect({ key, forms: forms.toSorted() }).toEqual({ key, forms: pluralForms(language) });
    }
  });
});

describe.each(interfaceLanguages)('texts in %s', (language) => {
  it('are never empty and have no stray spaces', () => {
    expect(allTexts(language).filter(([, text]) => text === '' || text !== text.trim())).toEqual([]);
  });

  it('close every variable', () => {
    const broken = allTexts(language).filter(([, text]) => text.replace(/{{[^{}]+}}/g, '').match(/{{|}}/));
    expect(broken).toEqual([]);
  });
});

describe('letters', () => {
  it('of other alphabets do not hide in Greek words', () => {
    const mixed = /\p{Script=Greek}\p{M}*\p{Script=Latin}|\p{Script=Latin}\p{M}*\p{Script=Greek}/u;
    expect(allTexts('el').filter(([, text]) => mixed.test(text))).toEqual([]);
    // A word of one Latin letter that looks Greek: the article "Η" or "Ο" typed on the wrong keyboard.
    const lookalike = /(?<![\p{L}\p{N}.])[AEHIOoY](?![\p{L}\p{N}.])/u;
    const suspicious = allTexts('el').filter(
      ([key, text]) => !key.startsWith('shortcuts:keys.') && lookalike.test(text),
    );
    expect(suspicious).toEqual([]);
  });

  it('in English and Croatian are Latin, apart from the names of languages', () => {
    const greekName = /languageName\.|continueIn\./;
    for (const language of ['en', 'hr'] as const) {
      const foreign = /\p{Script=Greek}|\p{Script=Cyrillic}/u;
      expect(allTexts(language).filter(([key, text]) => !greekName.test(key) && foreign.test(text))).toEqual(
        [],
      );
    }
  });
});

it('says of every expected failure what happened, what is safe and what to do', () => {
  const wanted = appErrorCodes.flatMap((code) => [`${code}.title`, `${code}.safe`, `${code}.todo`]);
  expect([...readCatalog('en', 'errors').keys()].filter((key) => wanted.includes(key)).toSorted()).toEqual(
    wanted.toSorted(),
  );
});
