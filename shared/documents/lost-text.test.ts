import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { lostTexts, lostTextsOfUpdate } from './lost-text.ts';
import { chapterFragment } from './plan-document.ts';

const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
};
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
});
