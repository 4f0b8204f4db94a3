import { getSchema } from '@tiptap/core';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type Block, blocksToFragment } from '../../../../shared/documents/block-nodes.ts';
import { chapterFragment } from '../../../../shared/documents/plan-document.ts';
import { chapterText } from '../../../../shared/documents/plan-text.ts';
import { createChapterUndo } from './chapter-undo.ts';
import { planSchemaExtensions } from './extensions.ts';

/** Two laptops, one of which has an editor with undo. */
function setUp() {
  const [here, there] = [new Y.Doc(), new Y.Doc()];
  const exchange = () => {
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
    Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
  };
  const undo = createChapterUndo(here);
  const manager = undo.of('vision');
  const write = (blocks: readonly Block[]) => {
    manager.stopCapturing();
    here.transact(() => blocksToFragment(blocks, chapterFragment(here, 'vision')), ySyncPluginKey);
    exchange();
  };
  const fragment = chapterFragment(here, 'vision');
  return { here, there, exchange, undo, manager, write, fragment };
}

/** The n-th text that can be typed into, in document order. */
function textAt(fragment: Y.XmlFragment, position: number): Y.XmlText {
  const texts = [...fragment.createTreeWalker((node) => node instanceof Y.XmlText)];
  return texts[position] as Y.XmlText;
}

const table: Block = {
  type: 'table',
  rows: [
    ['a', 'b'],
    ['c', 'd'],
  ],
};

describe('undo of a chapter', () => {
  it.each([
    ['a heading', { type: 'heading', level: 2, text: 'Mine' }],
    ['a list', { type: 'bulletList', items: ['Mine'] }],
    ['a task', { type: 'taskList', items: [{ text: 'Mine', done: false }] }],
    ['a quotation', { type: 'blockquote', paragraphs: ['Mine'] }],
    ['a table', { type: 'table', rows: [['Mine', 'Also mine']] }],
  ] as [string, Block][])('of making %s leaves what another person wrote into it', (_name, block) => {
    const { there, exchange, manager, write, fragment } = setUp();
    write([block]);
    textAt(chapterFragment(there, 'vision'), 0).insert(4, ' and theirs');
    exchange();
    manager.undo();
    expect(chapterText(fragment).trim()).toBe('and theirs');
    manager.redo();
    expect(chapterText(fragment)).toContain('Mine and theirs');
  });

  it('takes a block away altogether when only one person wrote in it', () => {
    const { manager, write, fragment } = setUp();
    write([{ type: 'paragraph', text: 'Before' }]);
    write([table]);
    manager.undo();
    expect(fragment.length).toBe(1);
    expect(chapterText(fragment)).toBe('Before');
  });

  it('does not undo what came from elsewhere', () => {
    const { there, exchange, manager, fragment } = setUp();
    blocksToFragment([{ type: 'paragraph', text: 'Theirs' }], chapterFragment(there, 'vision'));
    exchange();
    expect(manager.undoStack).toHaveLength(0);
    manager.undo();
    expect(chapterText(fragment)).toBe('Theirs');
  });

  it('goes on after leaving the chapter, and ends with the plan', () => {
    const { undo, manager, write } = setUp();
    // What an editor does when it is closed, possibly after its successor has been opened.
    manager.destroy();
    write([table]);
    expect(manager.undoStack).toHaveLength(1);
    expect(undo.of('vision')).toBe(manager);
    expect(undo.of('mandate')).not.toBe(manager);
    undo.dispose();
    write([table]);
    expect(manager.undoStack).toHaveLength(1);
    expect(undo.of('vision')).not.toBe(manager);
  });

  it('protects every block of the schema', () => {
    const { nodes } = getSchema(planSchemaExtensions());
    for (const type of Object.values(nodes)) {
      if (type.isLeaf || type.name === 'doc') continue;
      const { there, exchange, here, manager, fragment } = setUp();
      here.transact(() => fragment.insert(0, [new Y.XmlElement(type.name)]), ySyncPluginKey);
      exchange();
      const block = chapterFragment(there, 'vision').get(0) as Y.XmlElement;
      block.insert(0, [new Y.XmlText('theirs')]);
      exchange();
      manager.undo();
      expect([type.name, fragment.length]).toEqual([type.name, 1]);
    }
  });
});
