import { beforeEach, describe, expect, test } from 'vitest';
import type { CloseCode } from '../../../relay/protocol/close-codes.ts';
import type { Rights } from '../../../relay/protocol/rights.ts';
import type { ReadOnlyReason } from '../../../shared/contract/membership.ts';
import type { GuestsMay } from '../../../shared/contract/room.ts';
import type { PartnershipRules } from '../membership/partnership-rules.ts';
import { createRoomRights } from './room-rights.ts';

type Member = PartnershipRules['members'][number];
const member = (name: string, role: Member['role'], revoked = false): Member => ({
  id: `id-${name}`,
  deviceKeyId: `key-${name}`,
  displayName: name,
  role,
  revoked,
});

let rules: PartnershipRules | null;
let guestsMay: GuestsMay;
let hostReadOnly: ReadOnlyReason | null;
beforeEach(() => {
  const members = [member('Ana', 'facilitator'), member('Bea', 'reader'), member('Cem', 'commenter')];
  rules = { members: [...members, member('Dan', 'editor', true)], documents: {} };
  guestsMay = 'write';
  hostReadOnly = null;
});
const made = () =>
  createRoomRights({
    sharedId: () => 'shared',
    rules: () => rules,
    guestsMay: () => guestsMay,
    hostReadOnly: () => hostReadOnly,
  });
const now = (key: string | null, documentId = 'plan'): Rights | undefined =>
  made().grant(key, documentId)?.liveRights?.now;

describe('LR-6 roles and locks of the partnership hold in a room', () => {
  test('a reader reads, a commenter comments, an editor or facilitator writes', () => {
    expect(now('key-Bea')).toEqual({ role: 'reader', locked: false, mayWrite: false, reason: 'read-only' });
    expect(now('key-Cem')).toMatchObject({ mayWrite: false, reason: 'comment-only' });
    expect(now('key-Cem', 'plan.comments')).toMatchObject({ mayWrite: true, reason: null });
    expect(now('key-Ana')).toMatchObject({ mayWrite: true, reason: null });
    expect(made().grant('key-Bea', 'plan')).toMatchObject({ mayWrite: false, origin: 'room' });
  });

  test('a document that is locked is so for everybody, with its companions; a role of its own counts', () => {
    rules!.documents['plan'] = { locked: true, roles: {} };
    rules!.documents['other'] = { locked: false, roles: { 'id-Bea': 'editor' } };
    for (const key of ['key-Ana', 'key-Cem', null])
      expect(now(key)).toMatchObject({ locked: true, mayWrite: false, reason: 'locked' });
    expect(now('key-Ana', 'plan.images')).toMatchObject({ reason: 'locked' });
    expect(now('key-Bea', 'other')).toMatchObject({ role: 'editor', mayWrite: true });
  });

  test('who is no member may what the host chose, locks aside', () => {
    expect(now(null)).toMatchObject({ role: 'editor', mayWrite: true });
    expect(now('key-Stranger')).toMatchObject({ mayWrite: true });
    guestsMay = 'read';
    expect(now('key-Stranger')).toMatchObject({ role: 'reader', mayWrite: false, reason: 'read-only' });
    expect(now('key-Ana')).toMatchObject({ mayWrite: true });
    expect(made().standing('key-Stranger')).toEqual({ role: 'reader', memberName: null });
    expect(made().standing('key-Cem')).toEqual({ role: 'commenter', memberName: 'Cem' });
    rules = null;
    expect(now('key-Ana')).toMatchObject({ mayWrite: false });
  });

  test('who was removed from the partnership is not let in', () => {
    expect(made().standing('key-Dan')).toBeUndefined();
    expect(made().grant('key-Dan', 'plan')).toBeUndefined();
  });

  test('nobody may more than the host, who could not bring it to the relay', () => {
    hostReadOnly = 'reader';
    expect(now('key-Ana')).toMatchObject({ role: 'facilitator', mayWrite: false, reason: 'host-read-only' });
    expect(now('key-Bea')).toMatchObject({ reason: 'read-only' });
    hostReadOnly = 'locked';
    expect(now(null)).toMatchObject({ locked: true, mayWrite: false, reason: 'locked' });
    hostReadOnly = 'full';
    expect(now(null)).toMatchObject({ mayWrite: false, reason: 'document-full' });
  });
});

describe('while a connection is open', () => {
  const watching = (key: string | null) => {
    const rights = made();
    const told: Rights[] = [];
    const ended: CloseCode[] = [];
    const live = rights.grant(key, 'plan')!.liveRights!;
    const stop = live.watch({
      changed: (next) => void told.push(next),
      ended: (close) => void ended.push(close),
    });
    return { rights, told, ended, live, stop };
  };

  test('LR-6 a changed choice of the host acts on the next update, and is told once', () => {
    const { rights, told, live } = watching(null);
    guestsMay = 'read';
    expect(live.now.mayWrite).toBe(false);
    rights.reconsider();
    rights.reconsider();
    expect(told).toEqual([{ role: 'reader', locked: false, mayWrite: false, reason: 'read-only' }]);
    guestsMay = 'write';
    rights.reconsider();
    expect(told.at(-1)).toMatchObject({ mayWrite: true });
  });

  test('LR-6 who is removed is sent away', () => {
    const { rights, ended, told } = watching('key-Bea');
    rules = { ...rules!, members: [member('Bea', 'reader', true)] };
    rights.reconsider();
    rights.reconsider();
    expect(ended.map(({ code }) => code)).toEqual([4403]);
    expect(told).toEqual([]);
  });

  test('what changed between the decision and the watching is told; after the end nothing is', () => {
    const rights = made();
    const told: Rights[] = [];
    const live = rights.grant(null, 'plan')!.liveRights!;
    guestsMay = 'read';
    const owner = { changed: (next: Rights) => void told.push(next), ended: () => undefined };
    const stop = live.watch(owner);
    expect(told).toHaveLength(1);
    stop();
    guestsMay = 'write';
    rights.reconsider();
    expect(told).toHaveLength(1);
  });
});
