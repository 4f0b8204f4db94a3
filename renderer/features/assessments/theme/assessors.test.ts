import { expect, test } from 'vitest';
import type { AssessmentBundle } from '../../../../shared/domain/assessment-bundle.ts';
import { individualScoreId } from '../../../../shared/domain/model/ids.ts';
import { initialFields } from '../../../../shared/domain/model/validation.ts';
import { assessorsOf, keysAt, nextAlias, scoreOf } from './assessors.ts';

const score = (key: string, assessorAlias: string, slot: 'past' | 'present', value: number) => ({
  kind: 'individualScore' as const,
  id: individualScoreId('a/1.1', key, slot),
  parentId: 'a',
  fields: { ...initialFields('individualScore'), entryId: 'a/1.1', slot, assessorAlias, value },
});

const bundle = {
  individualScores: [
    score('k2', 'Assessor 10', 'present', 4),
    score('k1', 'Assessor 2', 'present', 3),
    score('k1', 'Assessor 2', 'past', 1),
  ],
} as unknown as AssessmentBundle;

const compare = new Intl.Collator('en', { numeric: true }).compare;

test('each assessor is listed once, in the order of the labels', () => {
  expect(assessorsOf(bundle, compare)).toEqual([
    { key: 'k1', alias: 'Assessor 2' },
    { key: 'k2', alias: 'Assessor 10' },
  ]);
});

test('a score is found by criterion, slot and assessor', () => {
  expect(scoreOf(bundle, 'a/1.1', 'past', 'k1')?.fields.value).toBe(1);
  expect(scoreOf(bundle, 'a/1.1', 'past', 'k2')).toBeUndefined();
});

test('only those who scored the criterion are at it', () => {
  expect([...keysAt(bundle, 'a/1.1')].toSorted()).toEqual(['k1', 'k2']);
  expect([...keysAt(bundle, 'a/1.2')]).toEqual([]);
});

test('a new label is free', () => {
  const label = (number: number) => `Assessor ${number}`;
  expect(nextAlias([], label)).toBe('Assessor 1');
  expect(nextAlias([{ key: 'x', alias: 'Assessor 2' }], label)).toBe('Assessor 3');
});
