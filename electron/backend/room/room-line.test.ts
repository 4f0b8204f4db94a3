import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DoorBench } from './room-door.test-support.ts';
import { RoomError } from './room-error.ts';
import { openLine, sayHello } from './room-line.ts';
import { carriedKey, newNonce, proofOf, readAuthorization } from './room-proof.ts';

let bench: DoorBench;
beforeEach(() => {
  bench = new DoorBench();
});
afterEach(() => bench.close());

const secret = 'A'.repeat(22);
const hello = { guestId: randomUUID(), name: 'Guest', unsent: 0 };
const person = { id: randomUUID(), name: 'Anna', unsent: 0, role: 'editor' };
const welcome = {
  roomId: randomUUID(),
  hostName: 'Host',
  workspace: { id: 'shared', name: 'Partnership' },
  secret,
  guests: [person],
  role: 'editor',
};
const problemOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof RoomError ? error.problem : error),
  );

/** What the host of a room answers, or somebody else in its place. */
interface Answering {
  status?: number;
  body?: unknown;
  /** Made from the guest's nonce; undefined = left out. */
  proof?: ((nonce: string, fingerprint: string) => string) | undefined;
}
const hostProof = (nonce: string, fingerprint: string) =>
  proofOf(carriedKey(secret, fingerprint), 'host', nonce);

async function greeted({ status = 200, body = welcome, proof = hostProof }: Answering): Promise<unknown> {
  let fingerprint = '';
  const answer = ({ headers }: IncomingMessage, response: ServerResponse) => {
    const { nonce } = readAuthorization(headers.authorization)!;
    const proved = proof(nonce, fingerprint);
    if (proved !== '') response.setHeader('x-room-proof', proved);
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  const { address, port, certificate } = await bench.answering(answer);
  ({ fingerprint } = certificate);
  const line = await openLine({ address, port });
  return sayHello(line, { key: carriedKey(secret, line.fingerprint), device: null }, hello);
}

describe('LR-21 the certificate', () => {
  test('another one than the expected ends the line, and not a byte was said', async () => {
    let asked = 0;
    const door = await bench.answering((_request, response) => {
      asked += 1;
      response.end();
    });
    const between = await bench.passingOn(door);
    const { fingerprint } = door.certificate;
    expect(await problemOf(openLine({ ...between, fingerprint }))).toBe('notTheRoom');
    const line = await openLine({ ...door, fingerprint });
    expect(line.fingerprint).toBe(fingerprint);
    line.socket.destroy();
    expect((await openLine(between)).fingerprint).toBe(between.certificate.fingerprint);
    expect([asked, between.heard()]).toEqual([0, '']);
  });
});

describe('LR-22 the proof of the host', () => {
  test('is the one for this nonce and this certificate; with it the answer is believed', async () => {
    expect(await greeted({})).toEqual(welcome);
  });

  test.each([
    ['none', () => ''],
    ["the guest's own", (nonce, at) => proofOf(carriedKey(secret, at), 'guest', nonce)],
    ['one of another time', (_nonce, at) => hostProof(newNonce(), at)],
    ['one for another certificate', (nonce) => hostProof(nonce, 'F'.repeat(43))],
    ['one of another secret', (nonce, at) => proofOf(carriedKey('B'.repeat(22), at), 'host', nonce)],
  ] as [string, NonNullable<Answering['proof']>][])('with %s nothing is believed', async (_what, proof) => {
    expect(await problemOf(greeted({ proof }))).toBe('notTheRoom');
    expect(await problemOf(greeted({ proof, status: 403 }))).toBe('notTheRoom');
    expect(await problemOf(greeted({ proof, body: 'no welcome' }))).toBe('notTheRoom');
  });

  test.each([
    [401, 'wrongCode'],
    [429, 'tooManyAttempts'],
    [403, 'removed'],
    [400, 'notARoom'],
    [204, 'notARoom'],
    [500, 'notARoom'],
  ])('status %i says %s', async (status, problem) => {
    expect(await problemOf(greeted({ status }))).toBe(problem);
  });
});

describe('LR-22 a welcome', () => {
  const room = welcome.workspace;
  test.each([
    ['no JSON', 'welcome'],
    ['no object', 'null'],
    ['no id of a room', { ...welcome, roomId: 'room' }],
    ['a name without end', { ...welcome, hostName: 'x'.repeat(81) }],
    ['a path for a partnership', { ...welcome, workspace: { ...room, id: '../x' } }],
    ['a partnership without a name', { ...welcome, workspace: { ...room, name: '' } }],
    ['one with a name without end', { ...welcome, workspace: { ...room, name: 'x'.repeat(201) } }],
    ['another secret', { ...welcome, secret: 'AAAA' }],
    ['a crowd', { ...welcome, guests: Array.from({ length: 301 }, () => person) }],
    ['a guest without an id', { ...welcome, guests: [{ ...person, id: '' }] }],
    ['a guest with a name without end', { ...welcome, guests: [{ ...person, name: 'x'.repeat(81) }] }],
    ['a role that is none', { ...welcome, role: 'owner' }],
  ])('with %s is none', async (_what, body) => {
    expect(await problemOf(greeted({ body }))).toBe('notARoom');
  });

  test('without end is not read to its end', async () => {
    expect(await problemOf(greeted({ body: 'x'.repeat(262_145) }))).toBe('notReached');
    // One byte less, and the whole of it is looked at.
    expect(await problemOf(greeted({ body: 'x'.repeat(262_144) }))).toBe('notARoom');
  });
});

describe('who does not answer', () => {
  const patience = { connectMs: 50, answerMs: 50 };

  test('is not waited for', async () => {
    const silent = await bench.listening(createServer());
    expect(await problemOf(openLine(silent, patience))).toBe('notReached');
    const door = await bench.answering(() => undefined);
    const line = await openLine(door);
    const keys = { key: carriedKey(secret, line.fingerprint), device: null };
    expect(await problemOf(sayHello(line, keys, hello, patience))).toBe('notReached');
  });

  test('or speaks something else is no room; nobody at all is not reached', async () => {
    const other = await bench.listening(createServer((socket) => socket.end('220 mail\r\n')));
    expect(await problemOf(openLine(other))).toBe('notARoom');
    const mute = await bench.listening(createServer((socket) => socket.destroy()));
    expect(await problemOf(openLine(mute))).toBe('notARoom');
    const server = createServer();
    const gone = await bench.listening(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await problemOf(openLine(gone))).toBe('notReached');
  });
});
