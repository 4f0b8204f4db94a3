import { beforeEach, describe, expect, test } from 'vitest';
import { closeCodes } from '../../../relay/protocol/close-codes.ts';
import type { DeviceKey } from '../identity/device-key.ts';
import { testDeviceKey } from '../handover/handover.test-support.ts';
import { createAttemptLimiter } from './attempt-limiter.ts';
import { deviceProof } from './room-device.ts';
import { createRoomGuard, documentOf, roomAccess } from './room-guard.ts';
import { authorizationOf, carriedKey, newNonce, type RoomKey } from './room-proof.ts';

const certificate = 'F'.repeat(43);
const carried = carriedKey('A'.repeat(22), certificate);
// What is typed makes another key in another way; here its kind is what counts.
const typed: RoomKey = { ...carriedKey('B'.repeat(22), certificate), kind: 'typed' };
const grant = { allowed: true, mayRead: true, mayWrite: true } as const;

let shared: Set<string>;
let device: DeviceKey;
let waits: number;
let asked: [string | null, string][];
beforeEach(() => {
  [shared, waits, asked] = [new Set(['plan']), 0, []];
  device = testDeviceKey();
});

function enter(requested: string, key: RoomKey, more: Record<string, string> = {}, removed = false) {
  const guard = createRoomGuard(
    (kind) => (kind === 'typed' ? typed : carried),
    createAttemptLimiter(() => 0),
  );
  const access = roomAccess({
    guard,
    isShared: (id) => shared.has(id),
    rights: {
      grant(deviceKeyId, documentId) {
        asked.push([deviceKeyId, documentId]);
        return removed ? undefined : grant;
      },
    },
    documentOf: (name) => documentOf('shared', name),
    async wait() {
      waits += 1;
      if (waits === 5) shared.add('late');
    },
  });
  const headers = { authorization: authorizationOf(key, newNonce()), ...more };
  return access.authorise({ headers } as never, requested);
}
const refused = (close: object) => ({ allowed: false, close });

describe('LR-23 a document', () => {
  test('is for who proves the long secret', async () => {
    expect(await enter('shared/plan', carried)).toEqual(grant);
    expect(asked).toEqual([[null, 'plan']]);
    const other = carriedKey('C'.repeat(22), certificate);
    for (const attempt of [
      enter('shared/plan', typed),
      enter('shared/plan', other),
      enter('shared/plan', carried, { authorization: '' }),
      enter('shared/plan', carried, { origin: 'https://room.example' }),
      enter('shared/plan', carried, { origin: '' }),
    ])
      expect(await attempt).toEqual(refused(closeCodes.notAuthorised));
    expect(asked).toHaveLength(1);
  });

  test('LR-26 is asked for as the laptop that has signed, and not at all with a wrong signature', async () => {
    const nonce = newNonce();
    const proofs = {
      authorization: authorizationOf(carried, nonce),
      'x-room-device': deviceProof(device, carried, nonce),
    };
    expect(await enter('shared/plan', carried, proofs)).toEqual(grant);
    expect(asked).toEqual([[device.id, 'plan']]);
    const { 'x-room-device': signed } = proofs;
    for (const header of [signed, '', 'x'])
      expect(await enter('shared/plan', carried, { 'x-room-device': header })).toEqual(
        refused(closeCodes.notAuthorised),
      );
    expect(asked).toHaveLength(1);
  });

  test('LR-3 is one of the open workspace, waited for when it is new; anything else is none', async () => {
    for (const name of [
      'other/plan',
      'plan',
      'shared',
      'shared/plan/x',
      '/shared/plan',
      'shared/../shared/plan',
    ])
      expect(await enter(name, carried), name).toEqual(refused(closeCodes.badRoomName));
    expect(waits).toBe(0);
    expect(await enter('shared/late', carried)).toEqual(grant);
    expect(waits).toBe(5);
    expect(await enter('shared/never', carried)).toEqual(refused(closeCodes.roomUnavailable));
    expect(waits).toBe(25);
    expect(asked).toEqual([[null, 'late']]);
  });

  test('LR-6 is closed to who was removed', async () => {
    expect(await enter('shared/plan', carried, {}, true)).toEqual(refused(closeCodes.forbidden));
  });
});
