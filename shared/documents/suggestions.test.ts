import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { blocksToFragment } from './block-nodes.ts';
import { chapterFragment, planMetaMap } from './plan-document.ts';
import { mergeAll } from './plan.test-support.ts';
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

describe('suggestions', () => {
  const copiesOf = (count: number) => {
    suggest('twice', 'once');
    const map = comments.getMap('suggestions');
    const sound = map.get('s1') as object;
    comments.transact(() => {
      for (let index = 1; index < count; index += 1) map.set(`copy${index}`, sound);
    });
  };

  it('are so many at the most, also where two laptops had that many each', () => {
    copiesOf(suggestionLimits.count - 1);
    suggest('year', 'month', 'last');
    expect(() => suggest('We', 'They', 'one more')).toThrow(/invalidInput/);
    comments.getMap('suggestions').set('of another', comments.getMap('suggestions').get('s1'));
    expect(readSuggestions(plan, comments)).toHaveLength(suggestionLimits.count);
  });

  it('come in the order in which they were made, of one moment in that of their ids', () => {
    copiesOf(1);
    const map = comments.getMap('suggestions');
    const sound = map.get('s1') as object;
    map.set('b', { ...sound, at: 3 });
    map.set('z', { ...sound, at: 0 });
    map.set('a', { ...sound, at: 3 });
    expect(readSuggestions(plan, comments).map(({ id }) => id)).toEqual(['z', 's1', 'a', 'b']);
  });

  it('are not accepted in a plan of a newer version', () => {
    suggest('twice', 'once');
    planMetaMap(plan).set('schemaVersion', 99);
    expect(() => decide(true)).toThrow(/readOnly/);
    expect([only().state, plain()]).toEqual(['open', 'We meet twice a year.']);
  });

  it('name words of their own chapter only', () => {
    suggest('twice', 'once');
    const map = comments.getMap('suggestions');
    map.set('s1', { ...(map.get('s1') as object), chapterKey: 'members' });
    expect(only()).toMatchObject({ chapterKey: 'members', place: null });
  });

  it('have no place in a paragraph that is gone, though undo may still hold it', () => {
    const kept = new Y.Doc({ gc: false });
    Y.applyUpdate(kept, Y.encodeStateAsUpdate(plan));
    suggest('twice', 'once');
    chapterFragment(kept, 'vision').delete(0, 1);
    expect(readSuggestions(kept, comments)[0]).toMatchObject({ place: null, replaces: 'twice' });
  });

  it('with an id of unreasonable length are passed over', () => {
    suggest('twice', 'once', 'i'.repeat(100));
    suggest('twice', 'once', 'i'.repeat(101));
    expect(readSuggestions(plan, comments)).toHaveLength(1);
  });
});

/** Another laptop with what this one has now. */
function laptop() {
  const [otherPlan, otherComments] = [new Y.Doc(), new Y.Doc()];
  Y.applyUpdate(otherPlan, Y.encodeStateAsUpdate(plan));
  Y.applyUpdate(otherComments, Y.encodeStateAsUpdate(comments));
  return {
    plan: otherPlan,
    comments: otherComments,
    decide: (accepted: boolean) =>
      decideSuggestion(otherPlan, otherComments, { id: 's1', accepted, author, at: 2 }),
    state: () => readSuggestions(otherPlan, otherComments)[0]?.state,
    text: () => plain(otherPlan),
  };
}
type Laptop = ReturnType<typeof laptop>;
function meet(...laptops: Laptop[]): void {
  mergeAll(...laptops.map((one) => one.plan));
  mergeAll(...laptops.map((one) => one.comments));
}

describe('a suggestion that several answer while apart', () => {
  it('WO-2 puts its words once, whoever accepted, and what was written into them since stays', () => {
    suggest('twice', 'once or twice');
    const laptops = [laptop(), laptop(), laptop()];
    for (const one of laptops) one.decide(true);
    paragraph(laptops[0]!.plan).insert(8, 'at least ');
    paragraph(laptops[2]!.plan).insert(21, ' at most');
    meet(...laptops);
    for (const one of laptops) expect(one.text()).toBe('We meet at least once or twice at most a year.');
    expect(paragraph(laptops[0]!.plan).toDelta()).toEqual(paragraph(laptops[1]!.plan).toDelta());
  });

  it('puts them once where the words are one letter, the whole paragraph, or struck', () => {
    const cases = [
      ['W', 'M', 'Me meet twice a year.'],
      ['.', '!', 'We meet twice a year!'],
      ['We meet twice a year.', 'Never.', 'Never.'],
      [' a year', '', 'We meet twice.'],
    ] as const;
    for (const [words, by, expected] of cases) {
      const whole = [new Y.Doc(), comments] as const;
      Y.applyUpdate(whole[0], Y.encodeStateAsUpdate(plan));
      const place = { text: paragraph(whole[0]), index: plain().indexOf(words), length: words.length };
      const suggestion = { id: words, chapterKey: 'vision', place, by, reason: '', author, at: 1 };
      addSuggestion(whole[0], comments, suggestion);
      const copies = [0, 1].map(() => {
        const copy = new Y.Doc();
        Y.applyUpdate(copy, Y.encodeStateAsUpdate(whole[0]));
        paragraph(copy).insert(plain().length, ' So be it.');
        decideSuggestion(copy, comments, { id: words, accepted: true, author, at: 2 });
        return copy;
      });
      mergeAll(...copies);
      for (const copy of copies) expect(plain(copy)).toBe(`${expected} So be it. So be it.`);
    }
  });

  it('WO-3 accepted by one and declined by the other is accepted: the words stand', () => {
    suggest('twice', 'once');
    const [first, second] = [laptop(), laptop()];
    first.decide(true);
    second.decide(false);
    expect(second.state()).toBe('declined');
    meet(first, second);
    for (const one of [first, second])
      expect([one.state(), one.text()]).toEqual(['accepted', 'We meet once a year.']);
  });

  it('WO-3 stays open for others while the text of who accepted is refused, and is accepted once after all', () => {
    suggest('twice', 'once');
    const [refused, other] = [laptop(), laptop()];
    refused.decide(true);
    mergeAll(refused.comments, other.comments);
    expect([other.state(), other.text()]).toEqual(['open', 'We meet twice a year.']);
    other.decide(true);
    meet(refused, other);
    expect([refused.text(), other.text()]).toEqual(['We meet once a year.', 'We meet once a year.']);
  });

  it('whose words were put, but whose answer is on its way, is not accepted a second time', () => {
    suggest('twice', 'once');
    const [first, second] = [laptop(), laptop()];
    first.decide(true);
    mergeAll(first.plan, second.plan);
    expect(second.state()).toBe('accepted');
    expect(() => second.decide(true)).toThrow(/notFound/);
  });

  it('WO-2 puts the same where the limit cuts a character in two', () => {
    suggest('twice', `${'x'.repeat(suggestionLimits.characters - 1)}\u{1F600}`);
    const [here, there] = [{ plan, comments }, laptop()];
    decide(true);
    there.decide(true);
    mergeAll(here.plan, there.plan);
    expect(plain()).toBe(there.text());
    expect(plain()).toHaveLength('We meet  a year.'.length + suggestionLimits.characters);
  });

  it('changed by a broken peer in between, is another for those who accept it then', () => {
    suggest('twice', 'once');
    const [first, second] = [laptop(), laptop()];
    const map = second.comments.getMap('suggestions');
    map.set('s1', { ...(map.get('s1') as object), by: 'seven times' });
    first.decide(true);
    second.decide(true);
    meet(first, second);
    expect(paragraph(first.plan).toDelta()).toEqual(paragraph(second.plan).toDelta());
  });
});

it('an entry without a sound place for its words can be read and declined, not accepted', () => {
  suggest('twice', 'once');
  const map = comments.getMap('suggestions');
  const sound = map.get('s1') as Record<string, unknown>;
  const [left, right] = [sound['left'], sound['right']];
  for (const broken of [
    { left: right, right: left },
    { left, right: null },
    { left: undefined, right },
    { left, right: [1e9, 0] },
    { left: ['1', 2], right },
    { left, right: [-1, -1] },
  ]) {
    map.set('s1', { ...sound, ...broken });
    expect(only()).toMatchObject({ state: 'open', place: null });
    expect(() => decide(true)).toThrow(/notFound/);
  }
  decide(false);
  expect(only().state).toBe('declined');
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
