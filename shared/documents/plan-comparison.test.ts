import { beforeEach, describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { blocksToFragment } from './block-nodes.ts';
import {
  addChapter,
  moveChapter,
  removeChapter,
  setChapterHeading,
  setChapterOwner,
  setChapterState,
  setChecklistTick,
} from './chapters.ts';
import { comparePlans, comparisonLimits, type PlanView, viewOfPlan, wordsIn } from './plan-comparison.ts';
import { chapterFragment } from './plan-document.ts';
import { newPlan } from './plan.test-support.ts';

let doc: Y.Doc;
let before: PlanView;
const write = (chapter: string, text: string) =>
  blocksToFragment([{ type: 'paragraph', text }], chapterFragment(doc, chapter));
const textIn = (chapter: string) =>
  (chapterFragment(doc, chapter).toArray().at(-1) as Y.XmlElement).get(0) as Y.XmlText;
const changes = () => comparePlans(before, viewOfPlan(doc));

beforeEach(() => {
  doc = newPlan('en');
  write('vision', 'Agreed words.');
  setChapterState(doc, 'vision', 'draft');
  before = viewOfPlan(doc);
});

describe('HB-15 what a person is told of two states of a plan', () => {
  it('is nothing where nothing is different, or only the place of a chapter', () => {
    moveChapter(doc, 'vision', { afterKey: null, parentKey: null });
    expect(changes()).toEqual([]);
  });

  it.each([
    ['heading', () => setChapterHeading(doc, 'vision', 'Ours')],
    ['state', () => setChapterState(doc, 'vision', 'agreed')],
    ['owner', () => setChapterOwner(doc, 'vision', 'p1')],
    ['checklist', () => setChecklistTick(doc, 'vision', 'limits', true)],
    ['formatting', () => textIn('vision').format(0, 6, { bold: {} })],
  ] as const)('names the %s alone when that alone is different', (detail, change) => {
    change();
    expect(changes()).toMatchObject([{ key: 'vision', kind: 'changed', details: [detail], changes: [] }]);
  });

  it('does not speak of formatting where words changed too', () => {
    textIn('vision').insert(6, ' new');
    expect(changes()).toMatchObject([
      { key: 'vision', details: [], paragraphs: { added: 0, removed: 0, changed: 1 } },
    ]);
  });

  it('names chapters that came with words, and those that went', () => {
    addChapter(doc, 'ours', 'Ours', { afterKey: null, parentKey: null });
    addChapter(doc, 'empty', 'Empty', { afterKey: null, parentKey: null });
    write('ours', 'Quite new.');
    removeChapter(doc, 'vision');
    expect(changes()).toMatchObject([
      { key: 'ours', kind: 'added', changes: [{ kind: 'added', text: 'Quite new.' }] },
      { key: 'vision', kind: 'removed', changes: [{ kind: 'removed', text: 'Agreed words.' }] },
    ]);
  });

  it('shows the first changes of many, and long ones in part; it counts all', () => {
    write('vision', 'x'.repeat(comparisonLimits.charactersPerText + 9));
    for (let index = 0; index < comparisonLimits.changesPerChapter + 5; index += 1)
      write('vision', `p${index}`);
    const [change] = changes();
    expect(change?.changes).toHaveLength(comparisonLimits.changesPerChapter);
    expect(change?.paragraphs.added).toBe(comparisonLimits.changesPerChapter + 6);
    const texts = change?.changes.map((one) => ('text' in one ? one.text : '')) ?? [];
    expect(texts).toContain(`${'x'.repeat(comparisonLimits.charactersPerText)}…`);
  });

  it('counts the words of all chapters', () => {
    write('mandate', 'Two more');
    expect(wordsIn(viewOfPlan(doc)) - wordsIn(before)).toBe(2);
  });
});
