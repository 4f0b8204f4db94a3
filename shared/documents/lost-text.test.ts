import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  findLostText,
  type StateVector,
  textWrittenBy,
  textWrittenIn,
  type WrittenText,
} from './lost-text.ts';
import { chapterFragment } from './plan-document.ts';

const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
};
const shown = (written: readonly WrittenText[], merged: Y.Doc) =>
  findLostText(written, merged).map(({ chapterKey, text, paragraph }) => ({ chapterKey, text, paragraph }));
const lostTexts = (source: Y.Doc, merged: Y.Doc, otherKnew: StateVector) =>
  shown(textWrittenIn(source, otherKnew), merged);
const lostTextsOfUpdate = (update: Uint8Array, merged: Y.Doc, otherKnew: StateVector) =>
  shown(textWrittenBy(update, otherKnew, merged), merged);
const vectorOf = (doc: Y.Doc) => Y.decodeStateVector(Y.encodeStateVector(doc));
const merge = (left: Y.Doc, right: Y.Doc) => {
  const merged = copyOf(left);
  Y.applyUpdate(merged, Y.encodeStateAsUpdate(right));
  return merged;
};
function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [new Y.XmlText(text)]);
  return element;
}
const chapter = (doc: Y.Doc) => chapterFragment(doc, 'vision');
const textIn = (doc: Y.Doc, index: number) => (chapter(doc).get(index) as Y.XmlElement).get(0) as Y.XmlText;

/** As an editor does it: the paragraph is taken away and its words are written anew inside a list. */
function makeList(doc: Y.Doc, index: number): void {
  const words = textIn(doc, index).toJSON();
  chapter(doc).delete(index, 1);
  const list = new Y.XmlElement('bulletList');
  list.insert(0, [paragraph(words)]);
  chapter(doc).insert(index, [list]);
}

describe('text that lost its place', () => {
  const start = () => {
    const doc = new Y.Doc();
    chapter(doc).insert(0, [paragraph('Agreed words.'), paragraph('Second.')]);
    return doc;
  };

  it('HB-16 words typed into a paragraph that another made a list of meanwhile are found, on both sides', () => {
    const here = start();
    const there = copyOf(here);
    makeList(here, 0);
    textIn(there, 0).insert(6, ', quite new');
    const merged = merge(here, there);
    expect(chapter(merged).toJSON()).not.toContain('quite new');
    const found = [{ chapterKey: 'vision', text: ', quite new', paragraph: 'Agreed, quite new words.' }];
    expect(lostTexts(there, merged, vectorOf(here))).toEqual(found);
    expect(lostTexts(here, merged, vectorOf(there))).toEqual([]);
    expect(lostTexts(there, merge(there, here), vectorOf(here))).toEqual(found);
  });

  it('HB-16 words of a file that holds only a difference are found too', () => {
    const here = start();
    const there = copyOf(here);
    const base = Y.encodeStateVector(there);
    makeList(here, 0);
    textIn(there, 0).insert(6, ', quite new');
    textIn(there, 1).insert(0, 'kept ');
    textIn(there, 1).insert(0, 'taken back');
    textIn(there, 1).delete(0, 10);
    const merged = merge(here, there);
    expect(lostTextsOfUpdate(Y.encodeStateAsUpdate(there, base), merged, vectorOf(here))).toEqual([
      { chapterKey: null, text: ', quite new', paragraph: ', quite new' },
    ]);
  });

  it('HB-16 what somebody knew and deleted is deleted, not lost', () => {
    const here = start();
    const there = copyOf(here);
    chapter(here).delete(0, 1);
    textIn(there, 1).insert(0, 'More in the ');
    const merged = merge(here, there);
    expect(lostTexts(there, merged, vectorOf(here))).toEqual([]);
    expect(lostTexts(here, merged, vectorOf(there))).toEqual([]);
  });

  it('HB-16 what its own writer took back is not lost', () => {
    const here = start();
    const there = copyOf(here);
    makeList(here, 0);
    textIn(there, 0).insert(0, 'draft ');
    textIn(there, 0).delete(0, 6);
    expect(lostTexts(there, merge(here, there), vectorOf(here))).toEqual([]);
  });

  it('HB-16 what stands elsewhere in the chapter, word for word, is not lost', () => {
    const here = start();
    const there = copyOf(here);
    makeList(here, 0);
    textIn(there, 0).insert(6, ', quite new');
    chapter(here).push([paragraph('Agreed, quite new.')]);
    expect(lostTexts(there, merge(here, there), vectorOf(here))).toEqual([]);
  });

  it('HB-16 words of two writers in one paragraph are one text, in reading order, with a mark between', () => {
    const here = start();
    const [first, second] = [copyOf(here), copyOf(here)];
    [first.clientID, second.clientID] = [9, 8];
    makeList(here, 0);
    textIn(first, 0).insert(0, 'Always: ');
    Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
    textIn(second, 0).insert(20, ' Good');
    textIn(second, 0).insert(25, ' ones.');
    const there = merge(first, second);
    const merged = merge(here, there);
    const found = findLostText(textWrittenIn(there, vectorOf(here)), merged);
    expect(found).toEqual([
      {
        id: '8:0',
        chapterKey: 'vision',
        text: 'Always:  … Good ones.',
        paragraph: 'Always: Agreed words Good ones..',
      },
    ]);
  });

  it('HB-16 of many lost texts the first two hundred are shown, a long paragraph in part', () => {
    const here = start();
    chapter(here).delete(0, 2);
    chapter(here).insert(
      0,
      Array.from({ length: 205 }, (_, index) => paragraph(`p${index}`)),
    );
    textIn(here, 0).insert(2, 'x'.repeat(6_000));
    const there = copyOf(here);
    for (let index = 0; index < 205; index += 1) textIn(there, index).insert(0, `new ${index} `);
    chapter(here).delete(0, 205);
    const found = lostTexts(there, merge(here, there), vectorOf(here));
    expect(found).toHaveLength(200);
    expect(found[0]!.text).toBe('new 0 ');
    expect(found[0]!.paragraph).toHaveLength(5_000);
  });
});
