import { describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import {
  addChapter,
  chaptersMap,
  moveChapter,
  readChapter,
  readChapters,
  removeChapter,
  restoreChapter,
  setChapterHeading,
  setChapterOwner,
  setChapterState,
  setChecklistTick,
} from './chapters.ts';
import { blocksToFragment } from './block-nodes.ts';
import { chapterFragment, planMetaMap } from './plan-document.ts';
import { mergeAll, newPlan } from './plan.test-support.ts';

const numbers = (doc: Parameters<typeof readChapters>[0]) => readChapters(doc).map(({ number }) => number);

describe('chapters of a plan', () => {
  it('come in the order of the template, sub-chapters after their parent', () => {
    const doc = newPlan('en');
    const measures = ['6', '6.1', '6.2', '6.3', '6.4', '6.5', '6.6', '6.7'];
    expect(numbers(doc)).toEqual(['0', '1', '2', '3', '4', '5', ...measures, '7', '8', '9', '10', '11', 'A']);
    expect(readChapter(doc, 'measures-finance')).toMatchObject({
      number: '6.4',
      title: 'Financial Framework Improvement (Cluster Financing)',
      parentKey: 'measures',
      depth: 1,
      state: 'empty',
      ownerPartnerId: null,
    });
  });

  it('that two put in one place while apart come in one order everywhere, whichever arrived first', () => {
    const order = (keys: readonly string[]) => {
      const doc = newPlan('en');
      for (const key of keys) {
        addChapter(doc, key, key, { afterKey: null, parentKey: null });
        (chaptersMap(doc).get(key) as Y.Map<unknown>).set('order', 'M');
      }
      return readChapters(doc).flatMap(({ key }) => (keys.includes(key) ? key : []));
    };
    expect([order(['ana', 'bora']), order(['bora', 'ana'])]).toEqual([
      ['ana', 'bora'],
      ['ana', 'bora'],
    ]);
  });

  it('keep state, owner, heading and ticks', () => {
    const doc = newPlan('hr');
    setChapterState(doc, 'mandate', 'inReview');
    setChapterOwner(doc, 'mandate', 'partner-11');
    setChapterHeading(doc, 'mandate', ' Naš   mandat ');
    setChecklistTick(doc, 'mandate', 'limits', true);
    setChecklistTick(doc, 'mandate', 'partners', true);
    setChecklistTick(doc, 'mandate', 'partners', false);
    expect(readChapter(doc, 'mandate')).toMatchObject({
      state: 'inReview',
      ownerPartnerId: 'partner-11',
      title: 'Naš mandat',
      hasOwnHeading: true,
      tickedItems: ['limits'],
    });
    setChapterHeading(doc, 'mandate', null);
    expect(readChapter(doc, 'mandate')).toMatchObject({ title: 'Mandat i metoda', hasOwnHeading: false });
  });

  it('read as a draft once something is written, not for the table of the template', () => {
    const doc = newPlan('en');
    expect(readChapter(doc, 'action-plan')?.state).toBe('empty');
    blocksToFragment([{ type: 'paragraph', text: 'First action' }], chapterFragment(doc, 'action-plan'));
    expect(readChapter(doc, 'action-plan')?.state).toBe('draft');
  });

  it('count on with letters where users add their own', () => {
    const doc = newPlan('en');
    addChapter(doc, 'own-1', 'Cross-border parks', { afterKey: 'vision', parentKey: null });
    addChapter(doc, 'own-2', 'Ports', { afterKey: 'own-1', parentKey: null });
    addChapter(doc, 'own-3', 'Preface', { afterKey: null, parentKey: null });
    addChapter(doc, 'own-4', 'Culture', { afterKey: 'measures-horizontal', parentKey: 'measures' });
    addChapter(doc, 'own-5', 'Roads', { afterKey: null, parentKey: 'own-1' });
    const found = readChapters(doc).filter(({ custom }) => custom);
    expect(found.map(({ key, number }) => [key, number])).toEqual([
      ['own-3', ''],
      ['own-1', '4a'],
      ['own-5', '4a.a'],
      ['own-2', '4b'],
      ['own-4', '6.7a'],
    ]);
  });

  it('merge when two laptops add at the same place, tick and name owners while offline', () => {
    const [here, there] = [newPlan('en'), newPlan('en')];
    addChapter(here, 'own-here', 'Here', { afterKey: 'vision', parentKey: null });
    addChapter(there, 'own-there', 'There', { afterKey: 'vision', parentKey: null });
    setChecklistTick(here, 'vision', 'picture', true);
    setChecklistTick(there, 'vision', 'drivers', true);
    setChapterOwner(here, 'risks', 'partner-01');
    setChapterState(there, 'risks', 'agreed');
    mergeAll(here, there);
    expect(readChapters(here)).toEqual(readChapters(there));
    expect(readChapters(here)).toHaveLength(22);
    expect(readChapter(here, 'vision')?.tickedItems).toEqual(['drivers', 'picture']);
    expect(readChapter(here, 'risks')).toMatchObject({ ownerPartnerId: 'partner-01', state: 'agreed' });
    addChapter(here, 'own-between', 'Between', { afterKey: readChapters(here)[5]!.key, parentKey: null });
    expect(readChapters(here)[6]!.key).toBe('own-between');
  });

  it('move among their siblings and under another chapter, never into a loop', () => {
    const doc = newPlan('en');
    moveChapter(doc, 'risks', { afterKey: 'mandate', parentKey: null });
    expect(numbers(doc).slice(0, 4)).toEqual(['0', '1', '11', '2']);
    moveChapter(doc, 'risks', { afterKey: null, parentKey: 'governance' });
    expect(readChapter(doc, 'risks')).toMatchObject({ parentKey: 'governance', depth: 1 });
    const invalid = expect.objectContaining({ code: 'invalidInput' });
    expect(() => moveChapter(doc, 'measures', { afterKey: null, parentKey: 'vision' })).toThrow(invalid);
    expect(() => moveChapter(doc, 'vision', { afterKey: null, parentKey: 'vision' })).toThrow(invalid);
    expect(() => moveChapter(doc, 'vision', { afterKey: null, parentKey: 'risks' })).toThrow(invalid);
  });

  it('can be taken out with their sub-chapters and come back with their text', () => {
    const doc = newPlan('en');
    blocksToFragment([{ type: 'paragraph', text: 'Kept' }], chapterFragment(doc, 'measures-finance'));
    removeChapter(doc, 'measures');
    expect(numbers(doc).filter((number) => number.startsWith('6'))).toEqual([]);
    restoreChapter(doc, 'measures');
    expect(readChapter(doc, 'measures-finance')?.state).toBe('draft');
  });

  it('shows chapters whose parents form a loop, at the top', () => {
    const doc = newPlan('en');
    addChapter(doc, 'loop-a', 'A', { afterKey: null, parentKey: null });
    addChapter(doc, 'loop-b', 'B', { afterKey: null, parentKey: 'loop-a' });
    (chaptersMap(doc).get('loop-a') as ReturnType<typeof planMetaMap>).set('parent', 'loop-b');
    const loop = readChapters(doc).filter(({ key }) => key.startsWith('loop'));
    expect(loop.map(({ depth }) => depth)).toEqual([0, 0]);
  });

  it('refuse unknown keys, taken keys, and writing to a newer document', () => {
    const doc = newPlan('en');
    const place = { afterKey: null, parentKey: null };
    expect(() => setChapterState(doc, 'nothing', 'draft')).toThrow(
      expect.objectContaining({ code: 'notFound' }),
    );
    expect(() => addChapter(doc, 'vision', 'Twice', place)).toThrow(
      expect.objectContaining({ code: 'alreadyExists' }),
    );
    expect(() => addChapter(doc, 'Bad Key', 'X', place)).toThrow(
      expect.objectContaining({ code: 'invalidInput' }),
    );
    planMetaMap(doc).set('schemaVersion', 99);
    expect(() => setChapterState(doc, 'vision', 'draft')).toThrow(
      expect.objectContaining({ code: 'readOnly' }),
    );
  });
});
