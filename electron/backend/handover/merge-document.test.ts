import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { BundleDocument } from './bundle-file.ts';
import { mergeDocument } from './merge-document.ts';

const clientId = 7;

/** A document in which one laptop wrote these words, one after the other. */
function written(...words: string[]): Y.Doc {
  const doc = new Y.Doc({ guid: 'plan' });
  doc.clientID = clientId;
  for (const word of words) doc.getText('t').insert(doc.getText('t').length, word);
  return doc;
}
const vectorOf = (doc: Y.Doc) => Buffer.from(Y.encodeStateVector(doc)).toString('base64');
function sent(doc: Y.Doc, more: { base?: Y.Doc; update?: Uint8Array } = {}): BundleDocument {
  const base = more.base ? vectorOf(more.base) : null;
  const update = more.update ?? Y.encodeStateAsUpdate(doc);
  return {
    part: {
      kind: 'document',
      id: 'plan',
      base,
      stateVector: vectorOf(doc),
      bytes: update.length,
      sha256: '',
    },
    update,
  };
}
function textAfter(local: Y.Doc, document: BundleDocument): string {
  const result = mergeDocument(local, document);
  if (typeof result === 'string') return result;
  const text = result.merged.getText('t').toJSON();
  result.dispose();
  return text;
}

describe('HB-12 a document as it would be', () => {
  test('joins what is here with what is in the file, whole or since a base', () => {
    expect(textAfter(written(), sent(written('a', 'b')))).toBe('ab');
    const whole = written('a', 'b');
    const since = Y.encodeStateAsUpdate(whole, Y.encodeStateVector(written('a')));
    const document = sent(whole, { base: written('a'), update: since });
    expect(textAfter(written('a'), document)).toBe('ab');
    expect(textAfter(written(), document)).toBe('baseMissing');
  });

  test('is refused when the file holds less than it says, or what waits for something else', () => {
    const less = sent(written('a', 'b'), { update: Y.encodeStateAsUpdate(written('a')) });
    expect(textAfter(written(), less)).toBe('damaged');
    const whole = written('a', 'b');
    const gap = Y.encodeStateAsUpdate(whole, Y.encodeStateVector(written('a')));
    expect(textAfter(written(), sent(written(), { update: gap }))).toBe('damaged');
  });

  test('is refused for a deletion of what never came; what waited here before goes on waiting', () => {
    const doc = written('a', 'b');
    doc.getText('t').delete(0, 1);
    const onlyDeletion = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc));
    expect(textAfter(written(), sent(written(), { update: onlyDeletion }))).toBe('damaged');
    expect(textAfter(written('a', 'b'), sent(written(), { update: onlyDeletion }))).toBe('b');
    const waiting = new Y.Doc({ guid: 'plan' });
    Y.applyUpdate(waiting, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(written('a'))));
    const other = new Y.Doc({ guid: 'plan' });
    other.clientID = 9;
    other.getText('t').insert(0, 'c');
    expect(textAfter(waiting, sent(other))).toBe('c');
  });
});
