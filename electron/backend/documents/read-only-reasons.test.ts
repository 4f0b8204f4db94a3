import { beforeEach, expect, test } from 'vitest';
import type { Rights } from '../../../relay/protocol/rights.ts';
import type { ReadOnlyReason } from '../../../shared/contract/membership.ts';
import { createReadOnlyReasons, type ReadOnlyReasons } from './read-only-reasons.ts';

let own: ReadOnlyReason | null;
let relayIsThere: boolean;
let reasons: ReadOnlyReasons;
beforeEach(() => {
  own = null;
  relayIsThere = false;
  reasons = createReadOnlyReasons({
    rights: { readOnly: () => own, note: () => undefined },
    relayAnswers: () => relayIsThere,
  });
});
const said = (reason: Rights['reason']): Rights => ({
  role: 'editor',
  locked: reason === 'locked',
  mayWrite: reason === null,
  reason,
});

test('LR-34 in no room the relay decides, also by what it said last', () => {
  own = 'commenter';
  expect(reasons.readOnly('plan')).toBe('commenter');
  reasons.noteRoom('plan', said(null));
  expect(reasons.readOnly('plan')).toBe('commenter');
});

test('LR-34 in a room the role there holds before a document is connected, comments apart', () => {
  reasons.setRoomRole('reader');
  expect(reasons.readOnly('plan')).toBe('roomReader');
  reasons.setRoomRole('commenter');
  expect(reasons.readOnly('plan')).toBe('roomCommenter');
  expect(reasons.readOnly('plan.comments')).toBeNull();
  reasons.setRoomRole('editor');
  expect(reasons.readOnly('plan')).toBeNull();
});

test('LR-34 what the host says of a document goes before the role', () => {
  reasons.setRoomRole('editor');
  const words = { 'read-only': 'roomReader', 'comment-only': 'roomCommenter', 'host-read-only': 'roomHost' };
  for (const [reason, shown] of Object.entries({ ...words, locked: 'locked', 'document-full': 'full' })) {
    reasons.noteRoom('plan', said(reason as Rights['reason']));
    expect(reasons.readOnly('plan')).toBe(shown);
  }
  reasons.setRoomRole('reader');
  reasons.noteRoom('plan', said(null));
  expect(reasons.readOnly('plan')).toBeNull();
  expect(reasons.readOnly('other')).toBe('roomReader');
});

test('LR-34 a role that was raised counts in the room; a lock, a removal and a full document stay', () => {
  reasons.setRoomRole('editor');
  reasons.noteRoom('plan', said(null));
  own = 'reader';
  expect(reasons.readOnly('plan')).toBeNull();
  for (const lasting of ['locked', 'full', 'removed'] as const) {
    own = lasting;
    expect(reasons.readOnly('plan')).toBe(lasting);
  }
  own = 'reader';
  reasons.noteRoom('plan', said('read-only'));
  expect(reasons.readOnly('plan')).toBe('reader');
});

test('LR-34 a relay that answers goes before the room; after the room nothing of it is left', () => {
  reasons.setRoomRole('reader');
  reasons.noteRoom('plan', said('read-only'));
  relayIsThere = true;
  expect(reasons.readOnly('plan')).toBeNull();
  relayIsThere = false;
  expect(reasons.readOnly('plan')).toBe('roomReader');
  reasons.setRoomRole(null);
  expect(reasons.readOnly('plan')).toBeNull();
  reasons.setRoomRole('editor');
  expect(reasons.readOnly('plan')).toBeNull();
});
