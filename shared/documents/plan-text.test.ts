import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type Block, blocksToFragment } from './block-nodes.ts';
import { chapterFragment } from './plan-document.ts';
import { imageHashesIn, planTexts } from './plan-search.ts';
import { newPlan } from './plan.test-support.ts';
import { chapterOutline, chapterText, countWords, hasWriting, writtenText } from './plan-text.ts';

const blocks: Block[] = [
  { type: 'heading', level: 2, text: 'Όραμα 2020' },
  { type: 'paragraph', text: [{ text: 'Clusters ' }, { text: 'grow', bold: true }, { text: ' together.' }] },
  { type: 'bulletList', items: ['Prvi jaz', 'Drugi jaz'] },
  { type: 'taskList', items: [{ text: 'Ask partners', done: true }] },
  {
    type: 'table',
    rows: [
      [
        { text: 'Source', header: true, columnKey: 'source' },
        { text: 'Own', header: true },
      ],
      ['Budget', '12,5'],
    ],
  },
  { type: 'image', hash: 'a'.repeat(64), alt: 'Radar of six themes' },
  { type: 'horizontalRule' },
];

function fragmentOf(content: readonly Block[]): Y.XmlFragment {
  const fragment = chapterFragment(new Y.Doc(), 'test');
  blocksToFragment(content, fragment);
  return fragment;
}

describe('text of a chapter', () => {
  it('is one line per paragraph and row', () => {
    expect(chapterText(fragmentOf(blocks)).split('\n')).toEqual([
      'Όραμα 2020',
      'Clusters grow together.',
      'Prvi jaz',
      'Drugi jaz',
      'Ask partners',
      'Source\tOwn',
      'Budget\t12,5',
      'Radar of six themes',
    ]);
  });

  it('leaves column titles of the template out of what people wrote', () => {
    expect(writtenText(fragmentOf(blocks))).toContain('\nOwn\nBudget\t12,5\n');
  });

  it('knows its headings', () => {
    const outline = chapterOutline(fragmentOf([...blocks, { type: 'heading', level: 3, text: '  ' }]));
    expect(outline).toEqual([{ level: 2, text: 'Όραμα 2020' }]);
  });

  it.each([
    [[], false],
    [[{ type: 'paragraph', text: ' ' }, { type: 'horizontalRule' }], false],
    [[{ type: 'table', rows: [[{ text: 'Code', header: true, columnKey: 'code' }], ['']] }], false],
    [[{ type: 'table', rows: [[{ text: 'Code', header: true, columnKey: 'code' }], ['A1']] }], true],
    [[{ type: 'image', hash: 'a'.repeat(64), alt: '' }], true],
  ] as [Block[], boolean][])('tells written from unwritten: %j', (content, expected) => {
    expect(hasWriting(fragmentOf(content))).toBe(expected);
  });
});

describe('counting words', () => {
  it.each([
    ['Clusters grow, together.', 'en', 3],
    ['Η Ευφυής Εξειδίκευση των περιφερειών', 'el', 5],
    ['Паметна специјализација региона', 'sr', 3],
    ['Višeslojna klasterska politika: 12,5 %', 'hr', 4],
    ["don't stop", 'en', 2],
    ['Budget\t12,5\nSource', 'en', 3],
    [' — … ', 'en', 0],
    ['two words', 'not a language!', 2],
  ] as const)('%j in %s has %i', (text, language, expected) => {
    expect(countWords(text, language)).toBe(expected);
  });
});

describe('text of a plan', () => {
  it('is listed per chapter for search, with the images that it uses', () => {
    const doc = newPlan('en');
    blocksToFragment(blocks, chapterFragment(doc, 'vision'));
    const texts = planTexts(doc);
    expect(texts).toHaveLength(20);
    expect(texts.find(({ chapterKey }) => chapterKey === 'vision')).toMatchObject({
      title: 'Vision and foresight',
    });
    expect(texts.find(({ chapterKey }) => chapterKey === 'vision')?.text).toContain('Drugi jaz');
    expect(imageHashesIn(doc)).toEqual(['a'.repeat(64)]);
  });
});
