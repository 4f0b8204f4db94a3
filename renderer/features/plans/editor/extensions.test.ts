import { getSchema } from '@tiptap/core';
import { Node } from '@tiptap/pm/model';
import { prosemirrorToYXmlFragment, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type Block, blocksToFragment } from '../../../../shared/documents/block-nodes.ts';
import { readChapters } from '../../../../shared/documents/chapters.ts';
import { templateUpdate } from '../../../../shared/documents/create-from-template.ts';
import { chapterFragment } from '../../../../shared/documents/plan-document.ts';
import { planTemplates } from '../../../../shared/documents/templates/catalogue.ts';
import { interfaceLanguages } from '../../../../shared/kernel/languages.ts';
import { planSchemaExtensions } from './extensions.ts';

const schema = getSchema(planSchemaExtensions());

const everything: Block[] = [
  { type: 'heading', level: 2, text: 'Where we stand' },
  {
    type: 'paragraph',
    text: [
      { text: 'plain ' },
      { text: 'bold', bold: true },
      { text: 'both', bold: true, italic: true, underline: true },
      { text: 'link', link: 'https://example.org/' },
    ],
  },
  { type: 'paragraph', text: '' },
  { type: 'bulletList', items: ['one', [{ text: 'two', italic: true }]] },
  { type: 'orderedList', items: ['first', 'second'] },
  {
    type: 'taskList',
    items: [
      { text: 'open', done: false },
      { text: 'closed', done: true },
    ],
  },
  { type: 'blockquote', paragraphs: ['quoted'] },
  { type: 'image', hash: 'a'.repeat(64), alt: 'Radar', widthPx: 400 },
  { type: 'horizontalRule' },
  {
    type: 'table',
    tableKey: 'action',
    caption: 'Action table',
    rows: [
      [
        { text: 'Code', header: true, columnKey: 'code' },
        { text: 'Both', header: true, colspan: 2 },
      ],
      [{ text: 'A1', rowspan: 2 }, 'x', 'y'],
      ['z', ''],
    ],
  },
];

/** A fragment with the same content, written the way the editor writes it. */
function throughEditor(fragment: Y.XmlFragment): Y.XmlFragment {
  const root = yXmlFragmentToProseMirrorRootNode(fragment, schema);
  root.check();
  const copy = new Y.Doc().getXmlFragment('copy');
  prosemirrorToYXmlFragment(root, copy);
  return copy;
}

/** Nodes, attributes, texts and marks, so that a difference in any of them shows. */
function structure(node: unknown): unknown {
  if (node instanceof Y.XmlText) return node.toDelta();
  if (node instanceof Y.XmlElement) {
    return { name: node.nodeName, attributes: node.getAttributes(), children: node.toArray().map(structure) };
  }
  return (node as Y.XmlFragment).toArray().map(structure);
}

describe('blocks and the schema of the editor', () => {
  it('agree to the last attribute: opening changes nothing', () => {
    const fragment = chapterFragment(new Y.Doc(), 'test');
    blocksToFragment(everything, fragment);
    const before = structure(fragment);
    expect(structure(throughEditor(fragment))).toEqual(before);
    expect(structure(fragment)).toEqual(before);
    expect(fragment.length).toBe(everything.length);
  });

  it('write a link with the attributes that the editor gives it', () => {
    const fragment = chapterFragment(new Y.Doc(), 'test');
    blocksToFragment([{ type: 'paragraph', text: [{ text: 'x', link: 'https://example.org/' }] }], fragment);
    const mark = yXmlFragmentToProseMirrorRootNode(fragment, schema).firstChild!.firstChild!.marks[0]!;
    expect(mark.attrs).toEqual(schema.marks.link!.create({ href: 'https://example.org/' }).attrs);
  });

  it('agree on every node of the schema that holds content', () => {
    const used = new Set<string>();
    const fragment = chapterFragment(new Y.Doc(), 'test');
    blocksToFragment(everything, fragment);
    yXmlFragmentToProseMirrorRootNode(fragment, schema).descendants((node) => void used.add(node.type.name));
    expect(Object.keys(schema.nodes).filter((name) => !used.has(name))).toEqual(['doc', 'hardBreak']);
    expect(Object.keys(schema.marks).toSorted()).toEqual(['bold', 'italic', 'link', 'underline']);
  });
});

describe('plans from templates', () => {
  const cases = planTemplates.flatMap((template) =>
    interfaceLanguages.map((language) => ({ template, language })),
  );

  it.each(cases)('$template.key in $language open without a correction', ({ template, language }) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, templateUpdate({ template, language, documentId: 'plan' }));
    const before = Y.encodeStateAsUpdate(doc);
    const opened: [unknown, unknown][] = [];
    for (const { key } of readChapters(doc)) {
      const fragment = chapterFragment(doc, key);
      if (fragment.length > 0) opened.push([structure(throughEditor(fragment)), structure(fragment)]);
    }
    expect(opened.length).toBeGreaterThan(5);
    for (const [afterwards, stored] of opened) expect(afterwards).toEqual(stored);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });
});

describe('the schema', () => {
  it('is the released one: a change needs a new schema version of plan documents', () => {
    const nodes = Object.values(schema.nodes).map(({ name, spec }) => [
      name,
      spec.content ?? '',
      Object.keys(spec.attrs ?? {}),
    ]);
    expect(nodes.toSorted((left, right) => String(left[0]).localeCompare(String(right[0])))).toEqual([
      ['blockquote', 'block+', []],
      ['bulletList', 'listItem+', []],
      ['doc', 'block+', []],
      ['hardBreak', '', []],
      ['horizontalRule', '', []],
      ['image', '', ['hash', 'alt', 'width']],
      ['listItem', 'block+', []],
      ['orderedList', 'listItem+', ['start', 'type']],
      ['paragraph', 'inline*', ['level']],
      ['table', 'tableRow+', ['tableKey', 'caption']],
      ['tableCell', 'block+', ['colspan', 'rowspan', 'colwidth', 'align']],
      ['tableHeader', 'block+', ['colspan', 'rowspan', 'colwidth', 'align', 'columnKey']],
      ['tableRow', '(tableCell | tableHeader)*', []],
      ['taskItem', 'block+', ['checked']],
      ['taskList', 'taskItem+', []],
      ['text', '', []],
    ]);
  });

  it('keeps a document whose links were forged, without their address', () => {
    const json = {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] },
          ],
        },
      ],
    };
    const mark = Node.fromJSON(schema, json).firstChild!.firstChild!.marks[0]!;
    const rendered = schema.marks.link!.spec.toDOM!(mark, true) as [string, Record<string, unknown>];
    expect(rendered[1].href).toBe('');
  });
});
