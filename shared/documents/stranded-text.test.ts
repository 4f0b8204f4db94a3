import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { findStrandedText } from './stranded-text.ts';
import { chapterFragment } from './plan-document.ts';

/** A laptop: its document, and every update it made or took, in order. */
function laptop(clientId: number) {
  const doc = new Y.Doc({ guid: 'plan' });
  doc.clientID = clientId;
  const own: Uint8Array[] = [];
  const all: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'remote') own.push(update);
    all.push(update);
  });
  return {
    doc,
    all,
    own,
    take: (updates: readonly Uint8Array[]) =>
      updates.forEach((update) => Y.applyUpdate(doc, update, 'remote')),
    chapter: () => chapterFragment(doc, 'vision'),
  };
}
type Laptop = ReturnType<typeof laptop>;

function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [new Y.XmlText(text)]);
  return element;
}
const textOf = ({ chapter }: Laptop) => (chapter().get(0) as Y.XmlElement).get(0) as Y.XmlText;

/** Two laptops with the same paragraph that then part. */
function apart() {
  const [ana, bora] = [laptop(1), laptop(2)];
  ana.chapter().insert(0, [paragraph('We meet twice.')]);
  bora.take(ana.own);
  for (const one of [ana, bora]) one.own.length = 0;
  return { ana, bora };
}

/** What an editor does to make a list of a paragraph: a copy of its text, and the paragraph goes. */
function wrapInList(one: Laptop): void {
  const text = textOf(one).toJSON();
  const list = new Y.XmlElement('bulletList');
  const item = new Y.XmlElement('listItem');
  item.insert(0, [paragraph(text)]);
  list.insert(0, [item]);
  one.doc.transact(() => {
    one.chapter().delete(0, 1);
    one.chapter().insert(0, [list]);
  });
}

const seenBy = ({ all, own }: Laptop) => all.filter((update) => !own.includes(update));
const lostAt = (one: Laptop, other: Laptop) =>
  findStrandedText({ seen: seenBy(one), ownUnseen: one.own, incoming: other.own });

describe('words that a merge leaves nowhere', () => {
  it('are found on the laptop of who wrote them', () => {
    const { ana, bora } = apart();
    textOf(ana).insert(14, ' In spring');
    textOf(ana).insert(24, ' and autumn.');
    wrapInList(bora);
    expect(lostAt(ana, bora)).toEqual([{ id: '1:16', chapterKey: 'vision', text: ' In spring and autumn.' }]);
  });

  it('are found, as the same, on the laptop of who made the list', () => {
    const { ana, bora } = apart();
    textOf(ana).insert(14, ' In spring.');
    wrapInList(bora);
    expect(lostAt(bora, ana)).toEqual([{ id: '1:16', chapterKey: 'vision', text: ' In spring.' }]);
    expect(lostAt(bora, ana)).toEqual(lostAt(ana, bora));
  });

  it('are without what was struck again before the merge', () => {
    const { ana, bora } = apart();
    textOf(ana).insert(14, ' In early spring.');
    textOf(ana).delete(17, 6);
    wrapInList(bora);
    const texts = (one: Laptop, other: Laptop) => lostAt(one, other).map(({ text }) => text);
    expect(texts(ana, bora)).toEqual([' In … spring.']);
    expect(texts(bora, ana)).toEqual([' In … spring.']);
  });

  it('are not what somebody has struck again, or never wrote', () => {
    const { ana, bora } = apart();
    textOf(ana).insert(14, ' In spring.');
    textOf(ana).delete(14, 11);
    wrapInList(bora);
    expect(lostAt(ana, bora)).toEqual([]);
    expect(lostAt(bora, ana)).toEqual([]);
  });

  it('are not what others deleted knowing it', () => {
    const { ana, bora } = apart();
    textOf(ana).insert(14, ' In spring.');
    bora.take(ana.own);
    bora.chapter().delete(0, 1);
    expect(findStrandedText({ seen: ana.all, ownUnseen: [], incoming: bora.own })).toEqual([]);
  });

  it('are not what stands elsewhere in the chapter', () => {
    const { ana, bora } = apart();
    textOf(ana).insert(14, ' In spring.');
    wrapInList(bora);
    bora.chapter().push([paragraph('As before: In spring. Always.')]);
    expect(lostAt(ana, bora)).toEqual([]);
  });

  it('are not one or two letters, which are on their way to a word', () => {
    const { ana, bora } = apart();
    textOf(ana).insert(14, ' ab ');
    wrapInList(bora);
    expect([lostAt(ana, bora), lostAt(bora, ana)]).toEqual([[], []]);
  });

  it('are nothing where both only write', () => {
    const { ana, bora } = apart();
    textOf(ana).insert(14, ' In spring.');
    textOf(bora).insert(0, 'As agreed: ');
    expect(lostAt(ana, bora)).toEqual([]);
    expect(lostAt(bora, ana)).toEqual([]);
  });
});
