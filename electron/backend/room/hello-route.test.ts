import { randomUUID } from 'node:crypto';
import { request } from 'node:https';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answerJson } from '../../../relay/transport/http-routes.ts';
import type { DeviceKey } from '../identity/device-key.ts';
import { testDeviceKey } from '../handover/handover.test-support.ts';
import { createAttemptLimiter } from './attempt-limiter.ts';
import { helloRoute } from './hello-route.ts';
import { deviceProof } from './room-device.ts';
import { type Door, DoorBench } from './room-door.test-support.ts';
import { createRoomGuard } from './room-guard.ts';
import { authorizationOf, carriedKey, newNonce, proofOf, type RoomKey, typedKey } from './room-proof.ts';

const secret = 'A'.repeat(22);
const typedSecret = 5n;
const hello = { guestId: randomUUID(), name: 'Guest', unsent: 0, leaving: false };
const welcome = {
  roomId: randomUUID(),
  hostName: 'Host',
  workspace: { id: 'shared', name: 'Partnership' },
  secret,
  guests: [],
  role: 'editor' as const,
};

let bench: DoorBench;
let door: Door;
let carried: RoomKey;
let typed: RoomKey;
let isTypedKeyMade: boolean;
let isRemoved: boolean;
/** What the host was told, and by which laptop. */
let heard: unknown[];
beforeEach(async () => {
  bench = new DoorBench();
  [isTypedKeyMade, isRemoved, heard] = [true, false, []];
  const guard = createRoomGuard(
    (kind) => (kind === 'carried' ? carried : isTypedKeyMade ? typed : undefined),
    createAttemptLimiter(() => 0),
  );
  const route = helloRoute({
    guard,
    welcome(told, deviceKeyId) {
      heard.push([told, deviceKeyId]);
      return isRemoved ? undefined : welcome;
    },
  });
  door = await bench.answering((incoming, response) => {
    route.handle(incoming, response).then(
      (done) => done || answerJson(response, 404, { error: 'elsewhere' }),
      () => answerJson(response, 500, { error: 'fault' }),
    );
  });
  carried = carriedKey(secret, door.certificate.fingerprint);
  typed = await typedKey(typedSecret, door.certificate.fingerprint);
});
afterEach(() => bench.close());

interface Asking {
  key?: RoomKey;
  nonce?: string;
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: unknown;
  device?: DeviceKey;
}
interface Said {
  readonly status: number;
  readonly proof: unknown;
  readonly body: unknown;
}

function ask(asking: Asking = {}): Promise<Said> {
  const { key = carried, nonce = newNonce(), method = 'POST', path = '/room/1/hello', device } = asking;
  const body = typeof asking.body === 'string' ? asking.body : JSON.stringify(asking.body ?? hello);
  const headers = {
    authorization: authorizationOf(key, nonce),
    'content-length': String(Buffer.byteLength(body)),
    ...(device ? { 'x-room-device': deviceProof(device, key, nonce) } : {}),
    ...asking.headers,
  };
  return new Promise((resolve, reject) => {
    const { address: host, port } = door;
    request({ host, port, path, method, headers, rejectUnauthorized: false }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          proof: response.headers['x-room-proof'],
          body: JSON.parse(text),
        }),
      );
    })
      .on('error', reject)
      .end(body);
  });
}
const statusOf = async (asking: Asking): Promise<number> => (await ask(asking)).status;

describe('the door of a room', () => {
  test('LR-22 who knows a secret is told, with the proof of the host for this very question', async () => {
    for (const key of [carried, typed]) {
      const nonce = newNonce();
      expect(await ask({ key, nonce })).toEqual({
        status: 200,
        proof: proofOf(key, 'host', nonce),
        body: welcome,
      });
    }
    expect(heard).toEqual([
      [hello, null],
      [hello, null],
    ]);
  });

  test('LR-20, LR-21 who does not know it is told nothing, nor is the host', async () => {
    const { fingerprint } = door.certificate;
    const wrong = [
      carriedKey('B'.repeat(22), fingerprint),
      carriedKey(secret, 'F'.repeat(43)),
      await typedKey(6n, fingerprint),
    ];
    const refused = { status: 401, proof: undefined, body: { error: 'wrongCode' } };
    for (const key of wrong) expect(await ask({ key })).toEqual(refused);
    const nonce = newNonce();
    const asHost = `Room carried.${nonce}.${proofOf(carried, 'host', nonce)}`;
    for (const authorization of [asHost, '', 'Bearer x', `${authorizationOf(carried, nonce)}A`])
      expect(await ask({ headers: { authorization } })).toEqual(refused);
    isTypedKeyMade = false;
    expect(await ask({ key: typed })).toEqual(refused);
    expect(heard).toEqual([]);
  });

  test('LR-20 twenty wrong codes, and the right one is not compared; the long secret is not limited', async () => {
    const { fingerprint } = door.certificate;
    const [wrongCode, wrongSecret] = [
      await typedKey(6n, fingerprint),
      carriedKey('B'.repeat(22), fingerprint),
    ];
    for (let count = 0; count < 25; count += 1) expect(await statusOf({ key: wrongSecret })).toBe(401);
    for (let count = 0; count < 20; count += 1) {
      expect(await statusOf({ key: wrongCode })).toBe(401);
      expect(await statusOf({ key: count < 19 ? typed : carried })).toBe(200);
    }
    expect(await ask({ key: typed })).toEqual({
      status: 429,
      proof: undefined,
      body: { error: 'tooManyAttempts' },
    });
    expect(await statusOf({ key: carried })).toBe(200);
  });

  test.each([
    ['no JSON', 'hello'],
    ['no object', 'null'],
    ['no id', { ...hello, guestId: 'guest' }],
    ['a name without end', { ...hello, name: 'x'.repeat(81) }],
    ['fewer changes than none', { ...hello, unsent: -1 }],
    ['half a change', { ...hello, unsent: 0.5 }],
    ['more changes than there are', { ...hello, unsent: 1_000_000_001 }],
    ['a word for leaving', { ...hello, leaving: 'yes' }],
    ['more than a hello is long', JSON.stringify(hello) + ' '.repeat(4_096)],
  ])('LR-21 a hello with %s is refused', async (_what, body) => {
    expect(await ask({ body })).toEqual({ status: 400, proof: undefined, body: { error: 'invalid' } });
    expect(heard).toEqual([]);
  });

  test('LR-23 a web page speaks for nobody, whatever it knows; nor does another kind of request', async () => {
    for (const asking of [
      { headers: { origin: 'https://room.example' } },
      { headers: { origin: 'null' } },
      { method: 'PUT' },
      { method: 'GET' },
    ])
      expect(await ask(asking)).toMatchObject({ status: 400, proof: undefined });
    expect(heard).toEqual([]);
    expect(await statusOf({ path: '/room/2/hello' })).toBe(404);
  });

  test('LR-26 a laptop is known by its signature for this question, and refused by a wrong one', async () => {
    const device = testDeviceKey();
    expect(await statusOf({ device })).toBe(200);
    expect(heard).toEqual([[hello, device.id]]);
    const other = deviceProof(device, carried, newNonce());
    expect(await statusOf({ headers: { 'x-room-device': other } })).toBe(400);
    expect(await statusOf({ headers: { 'x-room-device': '' } })).toBe(400);
    expect(heard).toHaveLength(1);
  });

  test('LR-6 who was removed is told so by the host itself', async () => {
    isRemoved = true;
    const nonce = newNonce();
    expect(await ask({ nonce })).toEqual({
      status: 403,
      proof: proofOf(carried, 'host', nonce),
      body: { error: 'removed' },
    });
  });
});
