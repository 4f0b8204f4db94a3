import { describe, expect, test } from 'vitest';
import { createFrameworkRegistry } from './registry.ts';
import type { LocalizedText } from './schema.ts';

/** Latin words that Greek texts may hold as whole words: the seeds use them so. */
const latinWordsInGreek = new Set(['cluster', 'clusters', 'smart', 'specialization']);
/** Words that are the same in English and in Croatian. */
const sameInCroatian = new Set(['Euro']);

function textsOf(node: unknown, path = ''): [string, LocalizedText][] {
  if (typeof node !== 'object' || node === null) return [];
  if ('en' in node) return [[path, node as LocalizedText]];
  return Object.entries(node).flatMap(([name, child]) => textsOf(child, `${path}/${name}`));
}

function words(text: string): string[] {
  return text.match(/\p{L}+/gu) ?? [];
}

/** What is wrong with the letters of a Greek text, word by word. */
function foreignWords(text: string): string[] {
  return words(text).filter(
    (word) => !/^\p{Script=Greek}+$/u.test(word) && !latinWordsInGreek.has(word.toLowerCase()),
  );
}

test('the letter check itself finds a Latin letter inside a Greek word', () => {
  expect(foreignWords('Kαινοτομία')).toEqual(['Kαινοτομία']);
  expect(foreignWords('Μηχανισμός clusters')).toEqual([]);
});

describe.each(createFrameworkRegistry().versions)('texts of framework %s', (version) => {
  const framework = createFrameworkRegistry().get(version);
  const texts = textsOf(framework);
  const faults = (isWrong: (text: LocalizedText, path: string) => boolean) =>
    texts.filter(([path, text]) => isWrong(text, path)).map(([path]) => path);

  test('there are several hundred, each in exactly three languages', () => {
    expect(texts.length).toBeGreaterThan(400);
    expect(faults((text) => Object.keys(text).join() !== 'en,el,hr')).toEqual([]);
  });

  test('none is empty, padded or in a decomposed letter form', () => {
    const wrong = (text: string) => text !== text.trim() || text === '' || text !== text.normalize('NFC');
    expect(faults((text) => Object.values(text).some(wrong))).toEqual([]);
    expect(faults((text) => Object.values(text).some((value) => /\s\s|\s[,.]/.test(value)))).toEqual([]);
  });

  test('Greek words hold Greek letters only', () => {
    expect(texts.flatMap(([, text]) => foreignWords(text.el))).toEqual([]);
    expect(faults((text) => !/\p{Script=Greek}/u.test(text.el))).toEqual([]);
  });

  test('English and Croatian words hold letters of their own alphabets only', () => {
    expect(faults((text) => /[^\p{ASCII}]/u.test(text.en))).toEqual([]);
    expect(faults((text) => words(text.hr).some((word) => /[^a-zčćžšđ]/i.test(word)))).toEqual([]);
  });

  test('nothing is left in English', () => {
    expect(faults((text) => text.hr === text.en && !sameInCroatian.has(text.en))).toEqual([]);
  });

  test('labels and sentences start with a capital letter or a number', () => {
    const wrong = (value: string) => !/^[\p{Lu}\d]/u.test(value);
    expect(faults((text) => Object.values(text).some(wrong))).toEqual([]);
  });

  test('sentences end with a stop, questions with a question mark, labels and levels with neither', () => {
    const endings = (path: string): RegExp => {
      if (/\/questions?(\/|$)/.test(path)) return /[?;]$/;
      return /\/(help|text)$/.test(path) ? /\.$/ : /[^.?;,]$/;
    };
    expect(faults((text, path) => Object.values(text).some((value) => !endings(path).test(value)))).toEqual(
      [],
    );
  });

  test('Greek questions use the Greek question mark', () => {
    expect(faults((text) => text.en.endsWith('?') && !text.el.endsWith(';'))).toEqual([]);
    expect(faults((text) => text.el.includes('?'))).toEqual([]);
  });
});
