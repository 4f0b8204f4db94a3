import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { blocksToFragment } from './block-nodes.ts';
import { keepOneSuggestion, keepSuggestionsTogether, readMetSuggestions } from './met-suggestions.ts';
import { chapterFragment, planMetaMap } from './plan-document.ts';
import { mergeAll } from './plan.test-support.ts';
import { addSuggestion, decideSuggestion, readSuggestions } from './suggestions.ts';
import { findWords } from './word-place.ts';

const author = { partnerId: 'p11', name: 'Ana' };
interface Laptop {
  plan: Y.Doc;
  comments: Y.Doc;
}
let [ana, boris]: Laptop[] = [];
const newLaptop = (): Laptop => ({ plan: new Y.Doc(), comments: new Y.Doc() });

beforeEach(() => {
  [ana, boris] = [newLaptop(), newLaptop()];
  planMetaMap(ana.plan).set('schemaVersion', 1);
  const blocks = [{ type: 'paragraph' as const, text: [{ text: 'We meet twice a year.' }] }];
  blocksToFragment(blocks, chapterFragment(ana.plan, 'vision'));
  meet();
});

function meet(): void {
  mergeAll(ana!.plan, boris!.plan);
  mergeAll(ana!.comments, boris!.comments);
}
const text = ({ plan }: Laptop) =>
  (chapterFragment(plan, 'vision').get(0) as Y.XmlElement).get(0) as Y.XmlText;
const plain = (laptop: Laptop) =>
  (text(laptop).toDelta() as { insert: string }[]).map(({ insert }) => insert).join('');
function suggest({ plan, comments }: Laptop, words: string, by: string): void {
  const place = findWords(chapterFragment(plan, 'vision'), words)!;
  addSuggestion(plan, comments, { id: by, chapterKey: 'vision', place, by, reason: '', author, at: 1 });
}
const accept = ({ plan, comments }: Laptop, id: string) =>
  decideSuggestion(plan, comments, { id, accepted: true, author, at: 2 });
const met = ({ plan, comments }: Laptop) => readMetSuggestions(plan, comments);
const keep = (laptop: Laptop, id: string) =>
  keepOneSuggestion(laptop.plan, laptop.comments, { key: met(laptop)[0]!.key, id, author, at: 3 });

/** Each accepts one of two suggestions while apart. */
function bothAccept(one: readonly [string, string], other: readonly [string, string]): void {
  suggest(ana!, ...one);
  suggest(ana!, ...other);
  meet();
  accept(ana!, one[1]);
  accept(boris!, other[1]);
  expect([...met(ana!), ...met(boris!)]).toEqual([]);
  meet();
}

describe('WO-5 suggestions that met', () => {
  it('are told on every laptop alike, with the words of each', () => {
    bothAccept(['twice', 'once'], ['twice', 'often']);
    expect(['We meet onceoften a year.', 'We meet oftenonce a year.']).toContain(plain(ana!));
    expect(met(ana!)).toMatchObject([
      {
        chapterKey: 'vision',
        gone: false,
        members: [
          { id: 'often', words: 'often', proposed: true, mayStayAlone: true, author },
          { id: 'once', words: 'once', proposed: true, mayStayAlone: true, author },
        ].toSorted((left, right) => (left.id < right.id ? -1 : 1)),
      },
    ]);
    expect(met(boris!)[0]?.key).toBe(met(ana!)[0]?.key);
  });

  it('one is kept as it was corrected since, the other goes, and comes back when that is undone', () => {
    bothAccept(['twice', 'once'], ['twice', 'often']);
    text(ana!).insert(plain(ana!).indexOf('once') + 2, '!');
    const undo = keep(ana!, 'once');
    expect(plain(ana!)).toBe('We meet on!ce a year.');
    expect(met(ana!)).toEqual([]);
    meet();
    expect(plain(boris!)).toBe('We meet on!ce a year.');
    undo();
    expect(plain(ana!)).toContain('often');
    expect(met(ana!)[0]?.members).toHaveLength(2);
  });

  it('kept differently while apart, both stand again: nobody loses the words that were kept', () => {
    bothAccept(['twice', 'once'], ['twice', 'often']);
    keep(ana!, 'once');
    keep(boris!, 'often');
    meet();
    expect(plain(ana!)).toMatch(/once.*a year/);
    expect(plain(ana!)).toMatch(/often.*a year/);
    expect(met(ana!)).toHaveLength(1);
  });

  it('left as they are, are not told again, on no laptop', () => {
    bothAccept(['twice', 'once'], ['twice', 'often']);
    const { plan, comments } = ana!;
    keepSuggestionsTogether(plan, comments, { key: met(ana!)[0]!.key, author, at: 3 });
    meet();
    expect([...met(ana!), ...met(boris!)]).toEqual([]);
    expect(() => keepSuggestionsTogether(plan, comments, { key: 'another', author, at: 3 })).toThrow(
      /notFound/,
    );
  });

  it('for more and for fewer words: only the one for more may stay alone, else words would be missing', () => {
    bothAccept(['twice a', 'every'], ['twice', 'once']);
    const may = Object.fromEntries(met(ana!)[0]!.members.map(({ id, mayStayAlone }) => [id, mayStayAlone]));
    expect(may).toEqual({ every: true, once: false });
    expect(() => keep(ana!, 'once')).toThrow(/notFound/);
    keep(ana!, 'every');
    expect(plain(ana!)).toBe('We meet every year.');
  });

  it('a strike and other words: either may be kept', () => {
    bothAccept(['twice', 'once'], ['twice', '']);
    expect(met(ana!)[0]?.members.map(({ words }) => words)).toEqual(['', 'once']);
    keep(ana!, 'once');
    expect([plain(ana!), met(ana!)]).toEqual(['We meet once a year.', []]);
    meet();
    expect(met(boris!)).toEqual([]);
  });

  it('where each was taken out for the other while apart, none is lost', () => {
    bothAccept(['twice', 'once'], ['twice', 'often']);
    const put = plain(ana!).indexOf('a year') - 1;
    text(ana!).delete(8, put - 8);
    expect(met(ana!)[0]).toMatchObject({ gone: true });
    keep(ana!, 'often');
    expect(plain(ana!)).toBe('We meet often a year.');
  });

  it('accepted one after the other, there is nothing to tell', () => {
    suggest(ana!, 'twice', 'once');
    suggest(ana!, 'twice', 'often');
    accept(ana!, 'once');
    accept(ana!, 'often');
    expect([plain(ana!), met(ana!)]).toEqual(['We meet often a year.', []]);
  });

  it('each accepted in place of the other while apart: both stand and are told', () => {
    suggest(ana!, 'twice', 'once');
    suggest(ana!, 'twice', 'often');
    meet();
    for (const id of ['once', 'often']) accept(ana!, id);
    for (const id of ['often', 'once']) accept(boris!, id);
    meet();
    expect(plain(ana!)).toMatch(/once/);
    expect(plain(ana!)).toMatch(/often/);
    expect(met(ana!)).toHaveLength(1);
  });

  it('words written into or behind accepted ones, and changed by a further suggestion, meet nothing', () => {
    suggest(ana!, 'twice', 'once');
    accept(ana!, 'once');
    const end = plain(ana!).indexOf(' a year');
    text(ana!).insert(end, ' or more');
    text(ana!).insert(end - 2, 'rarely');
    suggest(ana!, 'or more', 'at least');
    accept(ana!, 'at least');
    suggest(ana!, 'rare', 'seldom');
    accept(ana!, 'seldom');
    expect(plain(ana!)).toBe('We meet onseldomlyce at least a year.');
    expect(met(ana!)).toEqual([]);
  });

  it('entries of a broken peer are no reason to fail', () => {
    bothAccept(['twice', 'once'], ['twice', 'often']);
    const suggestions = ana!.comments.getMap('suggestions');
    const entry = suggestions.get('once') as object;
    for (const [id, named] of Object.entries({
      a: 'x',
      b: [1, [1], [1, 2, -3], [null, 1, 1]],
      c: undefined,
    })) {
      suggestions.set(id, { ...entry, named });
    }
    expect(readSuggestions(ana!.plan, ana!.comments)).toHaveLength(5);
    expect(met(ana!)[0]?.members).toHaveLength(2);
  });
});
