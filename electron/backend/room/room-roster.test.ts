import { expect, it } from 'vitest';
import { createRoomRoster } from './room-roster.ts';

it('LR-33 keeps a laptop that went to sleep with what it had unsent, and forgets one that left', () => {
  let nowMs = 0;
  const roster = createRoomRoster(
    () => nowMs,
    () => 1_700_000_000_000 + nowMs,
  );
  roster.heard({ id: 'a', name: 'Anna', unsent: 3, deviceKeyId: null });
  roster.heard({ id: 'b', name: 'Bert', unsent: 0, deviceKeyId: null });
  nowMs += 12_000;
  roster.heard({ id: 'b', name: 'Bert', unsent: 1, deviceKeyId: null });
  expect(roster.guests()).toEqual([
    { id: 'b', name: 'Bert', unsent: 1, here: true, seenAt: 1_700_000_012_000, deviceKeyId: null },
    { id: 'a', name: 'Anna', unsent: 3, here: false, seenAt: 1_700_000_000_000, deviceKeyId: null },
  ]);
  roster.left('b');
  expect(roster.guests().map(({ id }) => id)).toEqual(['a']);
  for (let index = 0; index < 500; index += 1)
    roster.heard({ id: `x${index}`, name: '', unsent: 0, deviceKeyId: null });
  expect(roster.guests()).toHaveLength(200);
});
