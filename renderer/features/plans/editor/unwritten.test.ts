import { getSchema } from '@tiptap/core';
import { yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type Block, blocksToFragment } from '../../../../shared/documents/block-nodes.ts';
import { chapterFragment } from '../../../../shared/documents/plan-document.ts';
import { hasWriting } from '../../../../shared/documents/plan-text.ts';
import { planSchemaExtensions } from './extensions.ts';
import { isUnwritten } from './unwritten.ts';

const schema = getSchema(planSchemaExtensions());
const template: Block = { type: 'table', rows: [[{ text: 'Code', header: true, columnKey: 'code' }], ['']] };

describe('guidance is shown', () => {
  it.each([
    [[], true],
    [[{ type: 'paragraph', text: ' ' }, template, { type: 'horizontalRule' }], true],
    [[template, { type: 'paragraph', text: 'x' }], false],
    [[{ type: 'table', rows: [[{ text: 'Own title', header: true }]] }], false],
    [[{ type: 'image', hash: 'a'.repeat(64), alt: '' }], false],
    [[{ type: 'taskList', items: [{ text: '', done: false }] }], true],
  ] as [Block[], boolean][])('as long as nothing is written, as the outline says: %j', (blocks, expected) => {
    const fragment = chapterFragment(new Y.Doc(), 'test');
    blocksToFragment(blocks, fragment);
    expect(isUnwritten(yXmlFragmentToProseMirrorRootNode(fragment, schema))).toBe(expected);
    expect(hasWriting(fragment)).toBe(!expected);
  });
});
