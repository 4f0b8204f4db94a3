import { expect, it } from 'vitest';
import { type DocumentSync, noSync, type RoomSync, type SyncStatus } from '../../../shared/contract/plans.ts';
import { closeVerdict } from './close-verdict.ts';

type State = DocumentSync['state'];
const document = (state: State, room: DocumentSync['room']['state'] = 'none', waiting = 0): DocumentSync => ({
  documentId: 'x',
  title: 'x',
  state,
  unconfirmedChanges: waiting,
  lastConfirmedAt: null,
  peers: 0,
  readOnly: null,
  room: { state: room, unconfirmedChanges: 0, lastConfirmedAt: null },
});
const guest: Partial<RoomSync> = { role: 'guest', link: 'connected' };
const verdict = (
  relay: SyncStatus['relay'],
  documents: DocumentSync[],
  room: Partial<RoomSync> = {},
  commons = documents[0] ?? document('local'),
) => {
  const unconfirmedChanges = documents.reduce((sum, each) => sum + each.unconfirmedChanges, 0);
  return closeVerdict({
    ...noSync,
    relay,
    documents,
    commons,
    unconfirmedChanges,
    room: { ...noSync.room, ...room },
  });
};

it('says "on the server" only when the relay has confirmed every document and the list of plans', () => {
  expect(verdict('connected', [document('confirmed')]).key).toBe('server');
  expect(verdict('offline', [document('confirmed')]).key).toBe('server');
  expect(verdict('connected', [document('confirmed'), document('sending')]).key).toBe('here');
  expect(verdict('connected', [document('confirmed')], {}, document('local')).key).toBe('here');
  expect(verdict('connected', [document('confirmed', 'none', 2)])).toEqual({ key: 'waiting', count: 2 });
  expect(verdict('none', [document('confirmed')]).key).toBe('here');
});

it('says "in the room" only when the host has confirmed all, and to the host that it is the room', () => {
  expect(verdict('none', [document('local', 'confirmed')], guest).key).toBe('room');
  expect(verdict('offline', [document('waiting', 'confirmed', 4)], guest).key).toBe('room');
  expect(verdict('none', [document('local', 'confirmed'), document('local', 'sending')], guest).key).toBe(
    'here',
  );
  const away = { ...guest, link: 'offline' as const, unconfirmedChanges: 3 };
  expect(verdict('offline', [document('waiting', 'waiting', 4)], away)).toEqual({ key: 'waiting', count: 3 });
  expect(verdict('none', [document('local', 'hosted')], { role: 'host' }).key).toBe('hosted');
});

it('claims nothing without a report, and puts a refusal first', () => {
  expect(closeVerdict(undefined).key).toBe('unknown');
  expect(closeVerdict(noSync).key).toBe('unknown');
  expect(verdict('connected', [document('confirmed'), document('refused')]).key).toBe('refused');
  expect(verdict('connected', [document('confirmed', 'refused')], guest).key).toBe('refused');
});
