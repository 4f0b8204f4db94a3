import { getSchema } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Transform } from '@tiptap/pm/transform';
import { initProseMirrorDoc, updateYFragment } from '@tiptap/y-tiptap';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type Block, blocksToFragment } from '../../../../shared/documents/block-nodes.ts';
import { chapterFragment } from '../../../../shared/documents/plan-document.ts';
import { chapterOutline, chapterText } from '../../../../shared/documents/plan-text.ts';
import { planSchemaExtensions } from './extensions.ts';

const schema = getSchema(planSchemaExtensions());

/** Two laptops with the same chapter; `edit` changes one of them the way an editor does. */
function setUp(blocks: readonly Block[]) {
  const [here, there] = [new Y.Doc(), new Y.Doc()];
  blocksToFragment(blocks, chapterFragment(here, 'test'));
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
  const edit = (doc: Y.Doc, change: (transform: Transform) => Transform) => {
    const fragment = chapterFragment(doc, 'test');
    const { doc: root, meta } = initProseMirrorDoc(fragment, schema);
    updateYFragment(doc, fragment, change(new Transform(root)).doc, meta);
  };
  const merge = () => {
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
    Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
    return [here, there].map((doc) => chapterFragment(doc, 'test'));
  };
  return { here, there, edit, merge };
}

/** Position of the first text that says `words`, and of its end. */
function find(root: Node, words: string): { start: number; end: number } {
  let start = -1;
  root.descendants((node, position) => {
    if (node.isText && node.text?.includes(words)) start = position + node.text.indexOf(words);
  });
  return { start, end: start + words.length };
}

const typeAfter = (words: string, text: string) => (transform: Transform) => {
  const { end } = find(transform.doc, words);
  return transform.insert(end, schema.text(text));
};

describe('two people at work in one paragraph, offline', () => {
  it('keep both the heading that one makes of it and what the other types', () => {
    const { here, there, edit, merge } = setUp([{ type: 'paragraph', text: 'Our vision' }]);
    edit(here, (transform) => transform.setNodeMarkup(0, undefined, { level: 2 }));
    edit(there, typeAfter('vision', ' of 2020'));
    const [merged, same] = merge();
    expect(chapterOutline(merged!)).toEqual([{ level: 2, text: 'Our vision of 2020' }]);
    expect(same!.toJSON()).toBe(merged!.toJSON());
  });

  it('keep bold letters and new words', () => {
    const { here, there, edit, merge } = setUp([{ type: 'paragraph', text: 'Our vision' }]);
    edit(here, (transform) => transform.addMark(1, 4, schema.marks.bold!.create()));
    edit(there, typeAfter('vision', ' of 2020'));
    const [merged] = merge();
    expect(merged!.toJSON()).toBe('<paragraph><bold>Our</bold> vision of 2020</paragraph>');
  });

  it('keep words in a cell when rows are added around it', () => {
    const { here, there, edit, merge } = setUp([
      {
        type: 'table',
        rows: [
          ['Code', 'Owner'],
          ['A1', ''],
        ],
      },
    ]);
    const row = schema.nodes.tableRow!.create(null, [
      schema.nodes.tableCell!.createAndFill()!,
      schema.nodes.tableCell!.createAndFill()!,
    ]);
    edit(here, (transform) => transform.insert(1, row));
    edit(there, typeAfter('A1', ' joint call'));
    const [merged] = merge();
    expect(chapterText(merged!).split('\n')).toEqual(['Code\tOwner', 'A1 joint call\t']);
  });

  it('keep what one writes below an item whose own line the other takes away', () => {
    const { here, there, edit, merge } = setUp([{ type: 'bulletList', items: ['One'] }]);
    edit(here, (transform) => {
      const below = schema.nodes.bulletList!.create(null, schema.nodes.listItem!.createAndFill());
      return transform
        .insert(transform.doc.firstChild!.nodeSize - 2, below)
        .insert(transform.doc.content.size - 5, schema.text('Inner'));
    });
    // Not what an editor does by itself, but what merged edits of several can leave.
    const item = chapterFragment(there, 'test').get(0) as Y.XmlElement;
    (item.get(0) as Y.XmlElement).delete(0, 1);
    const [merged] = merge();
    expect(chapterText(merged!)).toBe('Inner');
    const { doc: opened } = initProseMirrorDoc(merged!, schema);
    expect(opened.textContent).toBe('Inner');
    expect(chapterText(merged!)).toBe('Inner');
  });
});
