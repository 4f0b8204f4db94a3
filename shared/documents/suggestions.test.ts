import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { blocksToFragment } from './block-nodes.ts';
import { chapterFragment, planMetaMap } from './plan-document.ts';
import { addSuggestion, decideSuggestion, readSuggestions, suggestionLimits } from './suggestions.ts';

const author = { partnerId: 'p11', name: 'Ana' };
let plan: Y.Doc;
let comments: Y.Doc;
beforeEach(() => {
  plan = new Y.Doc({ guid: 'plan' });
  comments = new Y.Doc({ guid: 'plan.comments' });
  planMetaMap(plan).set('schemaVersion', 1);
  blocksToFragment(
    [{ type: 'paragraph', text: ['We meet ', { text: 'twice', bold: true }, ' a year.'].map(asRun) }],
    chapterFragment(plan, 'vision'),
  );
});

const asRun = (run: string | { text: string; bold: boolean }) =>
  typeof run === 'string' ? { text: run } : run;
const paragraph = (doc = plan) => (chapterFragment(doc, 'vision').get(0) as Y.XmlElement).get(0) as Y.XmlText;
const plain = (doc = plan) =>
  (paragraph(doc).toDelta() as { insert: string }[]).map(({ insert }) => insert).join('');

function suggest(words: string, by: string, id = 's1'): void {
  const place = { text: paragraph(), index: plain().indexOf(words), length: words.length };
  addSuggestion(plan, comments, { id, chapterKey: 'vision', place, by, reason: 'Cheaper', author, at: 1 });
}
const decide = (accepted: boolean, id = 's1') =>
  decideSuggestion(plan, comments, { id, accepted, author, at: 2 });
const only = () => readSuggestions(plan, comments)[0]!;

describe('a suggestion', () => {
  it('names the words it would replace, wherever they move', () => {
    suggest('twice', 'once');
    paragraph().insert(0, 'From 2015 on: ');
    expect(only()).toMatchObject({
      replaces: 'twice',
      words: 'twice',
      by: 'once',
      reason: 'Cheaper',
      state: 'open',
    });
    expect(only().place?.index).toBe(22);
  });

  it('accepted, takes their place in their form; declined, changes nothing', () => {
    suggest('twice', 'once');
    suggest('a year', 'each year', 's2');
    decide(true);
    decide(false, 's2');
    expect(paragraph().toDelta()).toEqual([
      { insert: 'We meet ' },
      { insert: 'once', attributes: { bold: {} } },
      { insert: ' a year.' },
    ]);
    expect(readSuggestions(plan, comments).map(({ state }) => state)).toEqual(['accepted', 'declined']);
    expect(() => decide(true)).toThrow(/notFound/);
  });

  it('shows what stands there now when somebody has written in it since', () => {
    suggest('twice', 'once');
    paragraph().insert(10, 'ooo');
    expect(only()).toMatchObject({ replaces: 'twice', words: 'twoooice' });
    decide(true);
    expect(plain()).toBe('We meet once a year.');
  });

  it('stays readable, and can be declined, when its paragraph is gone', () => {
    suggest('twice', 'once');
    chapterFragment(plan, 'vision').delete(0, 1);
    expect(only()).toMatchObject({ place: null, replaces: 'twice' });
    expect(() => decide(true)).toThrow(/notFound/);
    decide(false);
    expect(only().state).toBe('declined');
  });

  it('made on another laptop, finds the same words', () => {
    suggest('twice', 'once');
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(plan));
    const otherComments = new Y.Doc();
    Y.applyUpdate(otherComments, Y.encodeStateAsUpdate(comments));
    decideSuggestion(other, otherComments, { id: 's1', accepted: true, author, at: 3 });
    expect(plain(other)).toBe('We meet once a year.');
  });

  it('without words, about another chapter, or that changes nothing is not taken', () => {
    expect(() => suggest('', 'once')).toThrow(/invalidInput/);
    expect(() => suggest('twice', 'twice')).toThrow(/invalidInput/);
    const place = { text: paragraph(), index: 0, length: 2 };
    const elsewhere = { id: 's1', chapterKey: 'members', place, by: 'x', reason: '', author, at: 1 };
    expect(() => addSuggestion(plan, comments, elsewhere)).toThrow(/invalidInput/);
  });
});

it('what a broken peer wrote is passed over', () => {
  const map = comments.getMap('suggestions');
  suggest('twice', 'once');
  const sound = map.get('s1') as Record<string, unknown>;
  map.set('text', 'hello');
  map.set('nowhere', { ...sound, start: new Uint8Array([9, 9, 9]) });
  map.set('no-time', { ...sound, at: 'yesterday' });
  map.set('long', { ...sound, by: 'x'.repeat(9_000), partnerId: 5 });
  map.set('list', [1]);
  const read = readSuggestions(plan, comments);
  expect(read.map(({ id }) => id).toSorted()).toEqual(['long', 'nowhere', 's1']);
  expect(read.find(({ id }) => id === 'nowhere')?.place).toBeNull();
  const long = read.find(({ id }) => id === 'long');
  expect(long?.by).toHaveLength(suggestionLimits.characters);
  expect(long?.author.partnerId).toBeNull();
});
