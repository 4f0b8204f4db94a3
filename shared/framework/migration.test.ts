import { describe, expect, test } from 'vitest';
import { type CriterionScores, comparableCriteria, migrateCriterionScores } from './migration.ts';
import { allCriteria, createFrameworkRegistry } from './registry.ts';

const registry = createFrameworkRegistry();
const older = registry.get('0.9.0');
const newer = registry.get('1.0.0');
const rows = newer.migrations[0]!.map;
const idsOf = (framework: typeof older) => allCriteria(framework).map((criterion) => criterion.id);

function scores(criterionId: string, present: number | null, more: Partial<CriterionScores> = {}) {
  return { criterionId, past: null, present, desired: null, notApplicable: false, ...more };
}

function migrate(...given: CriterionScores[]) {
  const result = migrateCriterionScores(given, older, newer);
  if (!result) throw new Error('no migration');
  return result;
}

describe('the map from 0.9.0 to 1.0.0', () => {
  test('maps every old criterion, and nothing else', () => {
    expect([...new Set(rows.map((row) => row.old))].toSorted()).toEqual(idsOf(older).toSorted());
  });

  test('leads only to criteria that exist', () => {
    const targets = rows.flatMap((row) => row.new ?? []);
    expect(targets.filter((id) => !idsOf(newer).includes(id))).toEqual([]);
  });

  test('uses every rule', () => {
    expect(
      rows.filter((row) => row.rule !== 'same').map(({ old, new: target, rule }) => [old, target, rule]),
    ).toEqual([
      ['3.6', null, 'dropped'],
      ['5.2', '5.2', 'split'],
      ['5.2', '5.3', 'split'],
      ['5.5', '5.5', 'merge'],
      ['5.6', '5.5', 'merge'],
    ]);
  });

  test('keeps the lineage exactly where the rule is same', () => {
    const lineage = (framework: typeof older, id: string | null) =>
      allCriteria(framework).find((criterion) => criterion.id === id)?.lineage;
    for (const row of rows) {
      expect(lineage(older, row.old) === lineage(newer, row.new)).toBe(row.rule === 'same');
    }
  });
});

describe('criteria to compare', () => {
  test('are those with equal lineage and meaning revision', () => {
    const pairs = comparableCriteria(older, newer);
    const expected = idsOf(newer).filter((id) => !['2.4', '3.4', '5.2', '5.3', '5.5', '7.4'].includes(id));
    expect(pairs.map((pair) => pair.rightCriterionId)).toEqual(expected);
    expect(pairs[0]).toEqual({ lineage: 'rd-mandate', leftCriterionId: '1.1', rightCriterionId: '1.1' });
  });

  test('are the same in both directions, and all within one version', () => {
    expect(comparableCriteria(newer, older)).toHaveLength(28);
    expect(comparableCriteria(newer, newer)).toHaveLength(34);
  });

  test('follow the lineage, not the number', () => {
    const renumbered = structuredClone(newer);
    renumbered.themes[0]!.criteria[0]!.id = '1.9';
    expect(comparableCriteria(newer, renumbered)[0]).toMatchObject({
      leftCriterionId: '1.1',
      rightCriterionId: '1.9',
    });
  });
});

describe('scores carried over', () => {
  test('an unchanged criterion keeps all it has, empty slots stay empty', () => {
    expect(migrate(scores('1.1', 3, { desired: 4.5 })).scores).toEqual([
      {
        criterionId: '1.1',
        past: null,
        present: 3,
        desired: 4.5,
        notApplicable: false,
        fromCriterionIds: ['1.1'],
        review: false,
      },
    ]);
  });

  test('zero is a score', () => {
    expect(migrate(scores('1.1', 0)).scores[0]).toMatchObject({ present: 0, past: null });
  });

  test('a changed meaning asks for review', () => {
    expect(migrate(scores('3.4', 4)).scores).toMatchObject([
      { criterionId: '3.4', present: 4, review: true },
    ]);
  });

  test('a split gives its score to each part as a proposal', () => {
    expect(migrate(scores('5.2', 2.5)).scores).toMatchObject([
      { criterionId: '5.2', present: 2.5, review: true, fromCriterionIds: ['5.2'] },
      { criterionId: '5.3', present: 2.5, review: true, fromCriterionIds: ['5.2'] },
    ]);
  });

  test.each([
    [3, 2, 2.5],
    [3, 2.5, 3],
    [0, 0.5, 0.5],
    [5, 5, 5],
    [0, 0, 0],
  ])('a merge of %d and %d proposes %d', (focus, review, expected) => {
    expect(migrate(scores('5.5', focus), scores('5.6', review)).scores).toMatchObject([
      { criterionId: '5.5', present: expected, review: true, fromCriterionIds: ['5.5', '5.6'] },
    ]);
  });

  test('a merge weighs its sources', () => {
    const weighted = structuredClone(older);
    weighted.themes[4]!.criteria.find((criterion) => criterion.id === '5.6')!.weight = 3;
    const result = migrateCriterionScores([scores('5.5', 1), scores('5.6', 3)], weighted, newer);
    expect(result?.scores[0]?.present).toBe(2.5);
  });

  test('a merge with an unanswered source proposes nothing', () => {
    expect(migrate(scores('5.5', 3), scores('5.6', null)).scores[0]?.present).toBeNull();
    expect(migrate(scores('5.5', 3)).scores[0]?.present).toBeNull();
  });

  test('a source that is not applicable leaves the merge; all of them make it so', () => {
    const outside = scores('5.6', null, { notApplicable: true });
    expect(migrate(scores('5.5', 3), outside).scores[0]).toMatchObject({ present: 3, notApplicable: false });
    expect(migrate(scores('5.5', null, { notApplicable: true }), outside).scores[0]).toMatchObject({
      present: null,
      notApplicable: true,
    });
  });

  test('says what was dropped and what is new', () => {
    const result = migrate(scores('3.6', 3));
    expect(result.scores).toEqual([]);
    expect(result.droppedCriterionIds).toEqual(['3.6']);
    expect(result.newCriterionIds).toEqual(['2.4', '7.4']);
  });

  test('there is no way back and none from an unknown version', () => {
    expect(migrateCriterionScores([], newer, older)).toBeUndefined();
    expect(migrateCriterionScores([], newer, newer)).toBeUndefined();
  });
});
