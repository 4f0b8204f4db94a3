import { describe, expect, it } from 'vitest';
import type { SearchHit } from '../../../shared/contract/search.ts';
import { excerptParts, groupHits, recentGroups } from './group-hits.ts';

const hit = (type: SearchHit['type'], id: string): SearchHit => ({
  type,
  id,
  title: '',
  excerpt: '',
  contextId: '',
  contextTitle: '',
  place: null,
});

describe('groupHits', () => {
  it('keeps the order of the best hits', () => {
    const groups = groupHits([hit('plan', '1'), hit('evidence', '2'), hit('plan', '3')]);
    expect(groups.map((group) => [group.type, group.hits.map(({ id }) => id)])).toEqual([
      ['plan', ['1', '3']],
      ['evidence', ['2']],
    ]);
  });
});

describe('excerptParts', () => {
  it('tells the found words from the text around them', () => {
    expect(excerptParts('the \uE000cluster\uE001 and \uE000clusters\uE001')).toEqual([
      { text: 'the ', found: false },
      { text: 'cluster', found: true },
      { text: ' and ', found: false },
      { text: 'clusters', found: true },
    ]);
  });

  it('shows no mark of a cut excerpt', () => {
    expect(excerptParts('one \uE000two')).toEqual([{ text: 'one two', found: false }]);
    expect(excerptParts('')).toEqual([]);
  });
});

describe('recentGroups', () => {
  it('offers the five records that were changed last', () => {
    const rows = (count: number, start: number) =>
      Array.from({ length: count }, (_, index) => ({
        id: `${start + index}`,
        title: '',
        modifiedAt: start + index,
      }));
    const [group] = recentGroups(rows(4, 10) as never, rows(4, 12) as never);
    expect(group?.hits.map(({ type, id }) => `${type} ${id}`)).toEqual([
      'plan 15',
      'plan 14',
      'assessment 13',
      'plan 13',
      'assessment 12',
    ]);
  });

  it('is nothing where nothing is', () => {
    expect(recentGroups([], [])).toEqual([]);
  });
});
