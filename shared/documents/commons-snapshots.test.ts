import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  type CommonsSnapshot,
  maxListedSnapshots,
  readCommonsSnapshots,
  writeCommonsSnapshot,
  writeCommonsWithdrawal,
} from './commons-snapshots.ts';

const hash = 'a'.repeat(64);
const entry: CommonsSnapshot = {
  hash,
  byteLength: 1000,
  visibility: 'partnershipNamed',
  origin: 'Lead regional authority',
  frameworkVersion: '1.0.0',
  referenceDate: '2014-06-30',
  withdrawal: 'b'.repeat(64),
};
const { hash: _hash, ...members } = entry;

describe('the list of shared snapshots', () => {
  test('SN-9: gives back what was written, withdrawn or not', () => {
    const doc = new Y.Doc();
    writeCommonsSnapshot(doc, entry);
    expect(readCommonsSnapshots(doc)).toEqual([{ entry, withdrawnWith: null }]);
    writeCommonsWithdrawal(doc, hash, 'c'.repeat(64));
    expect(readCommonsSnapshots(doc)).toEqual([{ entry, withdrawnWith: 'c'.repeat(64) }]);
  });

  test('SN-9: writing the same again writes nothing', () => {
    const doc = new Y.Doc();
    writeCommonsSnapshot(doc, entry);
    let updates = 0;
    doc.on('update', () => (updates += 1));
    writeCommonsSnapshot(doc, { ...entry });
    expect(updates).toBe(0);
  });

  test.each<[string, unknown]>([
    ['no object', 'text'],
    ['null', null],
    ['a shared type', new Y.Map()],
    ['a list', [1, 2]],
    ['a member too few', { ...members, withdrawal: undefined }],
    ['a member too many', { ...members, name: 'Lead regional authority' }],
    ['no bytes', { ...members, byteLength: 0 }],
    ['more bytes than may be', { ...members, byteLength: 5 * 1024 * 1024 }],
    ['bytes in pieces', { ...members, byteLength: 1.5 }],
    ['a visibility that stays at home', { ...members, visibility: 'ownOrganisation' }],
    ['a visibility for a group', { ...members, visibility: 'workingGroup' }],
    ['an unknown visibility', { ...members, visibility: 'everybody' }],
    ['no origin', { ...members, origin: '' }],
    ['a long origin', { ...members, origin: 'x'.repeat(301) }],
    ['a name where an alias belongs', { ...members, visibility: 'partnershipAnonymous' }],
    ['a version that is none', { ...members, frameworkVersion: '<b>' }],
    ['a date that is none', { ...members, referenceDate: 'yesterday!' }],
    ['no withdrawal', { ...members, withdrawal: 'no' }],
  ])('SN-9: passes over %s', (_title, value) => {
    const doc = new Y.Doc();
    doc.getMap('snapshots').set(hash, value);
    doc.getMap('snapshots').set('../x', members);
    expect(readCommonsSnapshots(doc)).toEqual([]);
  });

  test('SN-9: a withdrawal that is no secret counts as none', () => {
    const doc = new Y.Doc();
    writeCommonsSnapshot(doc, entry);
    doc.getMap('snapshots').set(`${hash}/withdrawn`, true);
    expect(readCommonsSnapshots(doc)).toEqual([{ entry, withdrawnWith: null }]);
  });

  test(`SN-9: holds at most ${maxListedSnapshots}`, () => {
    const doc = new Y.Doc();
    doc.transact(() => {
      for (let index = 0; index < maxListedSnapshots + 50; index += 1) {
        writeCommonsSnapshot(doc, { ...entry, hash: index.toString(16).padStart(64, '0') });
      }
    });
    expect(readCommonsSnapshots(doc)).toHaveLength(maxListedSnapshots);
  });
});
