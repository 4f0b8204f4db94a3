import { expect, test } from 'vitest';
import type { HistoryEntry } from '../../../../shared/contract/records.ts';
import { placeOf, shownChanges } from './history-values.ts';

const entry = (field: string, before: unknown, after: unknown): HistoryEntry => ({
  kind: 'criterionEntry',
  id: 'a/1.1',
  field,
  before,
  after,
  at: 0,
  by: '',
  ownDevice: true,
  undo: false,
});

test('a text in several languages shows the languages that changed', () => {
  const changes = shownChanges([
    entry('justification', { en: 'a', el: 'β' }, { en: 'b', el: 'β', hr: 'c' }),
    entry('present', null, 2),
  ]);
  expect(changes.map(({ language, before, after }) => [language, before, after])).toEqual([
    ['en', 'a', 'b'],
    ['hr', '', 'c'],
    [null, null, 2],
  ]);
});

test('what only the program reads is left out', () => {
  expect(
    shownChanges([entry('criterionId', '', '1.1'), entry('translatedFrom', {}, { 'quote.el': 'x' })]),
  ).toEqual([]);
});

test('a part names its criterion or theme', () => {
  expect(placeOf('a', 'a/4.1')).toBe('4.1');
  expect(placeOf('a', 'a/4.1/past/e9')).toBe('4.1');
  expect(placeOf('a', 'a/T4/future')).toBe('T4');
  expect(placeOf('a', 'e9')).toBeNull();
});
