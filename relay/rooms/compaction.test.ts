import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { someUpdates } from '../protocol/protocol.test-support.ts';
import { readUpdateRanges } from '../protocol/update-ranges.ts';
import { compactUpdates, coverageOf } from './compaction.ts';
import { mergeAll } from './merge-updates.ts';
import { textOf, typing } from './rooms.test-support.ts';

function covers(update: Uint8Array, updates: readonly Uint8Array[]): boolean {
  const whole = coverageOf([update]);
  const needed = coverageOf(updates);
  return (
    whole.inserted.covers(needed.inserted.toTriples()) && whole.deleted.covers(needed.deleted.toTriples())
  );
}

describe('folding updates', () => {
  it('RP-23 merging keeps every operation and deletion, also around gaps, as a tree too', () => {
    fc.assert(
      fc.property(fc.array(someUpdates, { minLength: 1, maxLength: 12 }), (updates) => {
        const merged = mergeAll(updates);
        expect(covers(merged, updates)).toBe(true);
        expect(coverageOf([merged]).inserted.contiguous()).toEqual(coverageOf(updates).inserted.contiguous());
      }),
      { numRuns: 500 },
    );
    const updates = typing(7, 'x'.repeat(450));
    expect(textOf(mergeAll(updates.toReversed()))).toHaveLength(450);
  });

  it('RP-27 compacting keeps every operation and deletion, and what waits for a missing one', () => {
    fc.assert(
      fc.property(fc.array(someUpdates, { minLength: 1, maxLength: 8 }), (updates) => {
        expect(covers(compactUpdates('plan', updates), updates)).toBe(true);
      }),
      { numRuns: 300 },
    );
    const updates = typing(7, 'abcdef');
    const gapped = [updates[0]!, updates[2]!, updates[4]!, updates[5]!];
    const compacted = compactUpdates('plan', gapped);
    expect(textOf(compacted)).toBe('a');
    expect(textOf(compacted, updates[1]!, updates[3]!)).toBe('abcdef');
  });

  it('RP-27 compacting drops the text of what was deleted, not the deletion', () => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    doc.getText('t').insert(0, 'secret'.repeat(100));
    doc.getText('t').delete(0, 590);
    const compacted = compactUpdates('plan', updates);
    expect(compacted.length).toBeLessThan(100);
    const other = new Y.Doc();
    for (const update of [compacted, ...updates]) Y.applyUpdate(other, update);
    expect(other.getText('t').toJSON()).toBe('secret'.repeat(100).slice(590));
  });

  it('RP-27 deletes nothing that nobody has deleted: words made bold while another deletes them', () => {
    const [ana, bora] = [new Y.Doc(), new Y.Doc()];
    const updates: Uint8Array[] = [];
    const collect = (update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
      if (local) updates.push(update);
    };
    for (const doc of [ana, bora]) doc.on('update', collect);
    // A text inside something: only there it is known to be one before anybody asks for it.
    const paragraph = (doc: Y.Doc) => doc.getXmlFragment('f').get(0) as Y.XmlText;
    ana.getXmlFragment('f').insert(0, [new Y.XmlText('the same words')]);
    Y.applyUpdate(bora, Y.encodeStateAsUpdate(ana));
    paragraph(ana).format(0, 8, { bold: true });
    paragraph(bora).delete(0, 9);
    const compacted = compactUpdates('plan', updates);
    expect(coverageOf([compacted]).deleted.toTriples()).toEqual(coverageOf(updates).deleted.toTriples());
  });

  it('RP-27 keeps operations that a document cannot take in where they belong', () => {
    // Text whose parent is text: reads well, has no place in a document.
    const doc = new Y.Doc();
    doc.clientID = 3;
    doc.getText('t').insert(0, 'ab');
    const bad = new Uint8Array([1, 1, 9, 0, 4, 0, 3, 0, 1, 120, 0]);
    expect(readUpdateRanges(bad).ok).toBe(true);
    const updates = [Y.encodeStateAsUpdate(doc), bad];
    expect(covers(compactUpdates('plan', updates), updates)).toBe(true);
  });

  it('of nothing is the update that changes nothing', () => {
    expect(textOf(compactUpdates('plan', []))).toBe('');
    expect([...mergeAll([])]).toEqual([0, 0]);
  });
});
