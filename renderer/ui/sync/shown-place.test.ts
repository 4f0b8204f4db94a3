import { expect, it } from 'vitest';
import type { DocumentSync } from '../../../shared/contract/plans.ts';
import { shownPlace } from './shown-place.ts';

const shown = (state: DocumentSync['state'], room: DocumentSync['room']['state'], waiting = [3, 0]) => {
  const [unconfirmedChanges = 0, inRoom = 0] = waiting;
  const roomPlace = { state: room, unconfirmedChanges: inRoom, lastConfirmedAt: 7 };
  const relay = { state, unconfirmedChanges, lastConfirmedAt: null };
  return shownPlace({ documentId: 'x', title: 'x', peers: 0, readOnly: null, ...relay, room: roomPlace });
};

it('names the relay, and the room where that says more', () => {
  expect(shown('confirmed', 'confirmed').text).toBe('state.confirmed');
  expect(shown('refused', 'confirmed').text).toBe('state.refused');
  expect(shown('waiting', 'none')).toMatchObject({ text: 'state.waiting', unconfirmedChanges: 3 });
  expect(shown('local', 'hosted').text).toBe('state.local');
  expect(shown('waiting', 'waiting', [3, 2])).toMatchObject({ text: 'state.waiting', unconfirmedChanges: 3 });
  expect(shown('waiting', 'confirmed')).toMatchObject({
    text: 'safe.roomState.confirmed',
    lastConfirmedAt: 7,
  });
  expect(shown('local', 'waiting', [3, 2])).toMatchObject({
    text: 'safe.roomState.waiting',
    unconfirmedChanges: 2,
  });
});
