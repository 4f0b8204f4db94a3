import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import type { AppError } from '../../../shared/kernel/errors.ts';
import { deviceKeyId, isSignedBy, publicDeviceKeySchema } from '../identity/device-key.ts';
import { createAccessClient } from './access-client.ts';
import { AccessRefusal, asUserError } from './access-refusal.ts';
import { HttpFailure, type HttpRequest, type HttpResponse } from './http-fetch.ts';

const pair = generateKeyPairSync('ed25519');
const publicKey = publicDeviceKeySchema.parse(pair.publicKey.export({ format: 'jwk' }));
const deviceKey = () => ({
  id: deviceKeyId(publicKey),
  publicKey,
  sign: (message: Uint8Array) => new Uint8Array(sign(null, message, pair.privateKey)),
});

function clientAnswered(answer: (request: HttpRequest) => HttpResponse | Promise<HttpResponse>) {
  const asked: HttpRequest[] = [];
  const client = createAccessClient({
    address: 'wss://Relay.example.org/prefix/',
    deviceKey,
    fetch: async (request) => {
      asked.push(request);
      return answer(request);
    },
  });
  return { client, asked };
}
const json = (status: number, content: unknown) => ({ status, body: JSON.stringify(content) });
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

test('RA-11: what is signed names the purpose, the host, the challenge and the one form of the code', async () => {
  const { client, asked } = clientAnswered(({ url }) =>
    url.endsWith('/challenge') ? json(200, { challenge: 'c1' }) : json(404, { error: 'codeUnknown' }),
  );
  await failureOf(client.join('7k3m q0zt 9xw5', { displayName: ' Ana ', organisation: '' }));
  // A code that is none is not sent at all.
  expect(asked).toEqual([]);
  await failureOf(client.join('smbh-51hh-x0pc', { displayName: ' Ana ', organisation: 'PP4' }));
  expect(asked.map(({ url }) => url)).toEqual([
    'https://relay.example.org/prefix/api/v1/challenge',
    'https://relay.example.org/prefix/api/v1/join',
  ]);
  const body = JSON.parse(asked[1]?.body ?? '') as { signature: string; displayName: string; code: string };
  expect(body).toMatchObject({ displayName: 'Ana', code: 'SMBH51HHX0PC', hostname: 'relay.example.org' });
  const parts = ['clusterpolisee-relay-access/1', 'join', 'relay.example.org', 'c1', 'SMBH51HHX0PC'];
  const text = JSON.stringify([...parts, publicKey.x, 'Ana', 'PP4']);
  expect(isSignedBy(publicKey, Buffer.from(text), Buffer.from(body.signature, 'base64url'))).toBe(true);
});

test('a refusal keeps its code, and becomes a text for people', async () => {
  const { client } = clientAnswered(() => json(403, { error: 'memberRevoked' }));
  const error = await failureOf(client.members('t', 'w'));
  expect(error).toBeInstanceOf(AccessRefusal);
  expect((asUserError(error) as AppError).code).toBe('membershipEnded');
});

test.each([
  ['a page of a network that wants a login', { status: 200, body: '<html>Log in</html>' }, 'relayRefused'],
  ['an answer of another shape', json(200, { members: 'many' }), 'relayRefused'],
  ['an unknown refusal', json(400, { error: 'somethingNew' }), 'relayRefused'],
  ['a redirection', { status: 302, body: '' }, 'relayRefused'],
  ['a proxy whose relay is away', { status: 502, body: 'Bad Gateway' }, 'relayUnavailable'],
])('%s is not believed', async (_what, answer, code) => {
  const { client } = clientAnswered(() => answer);
  expect((asUserError(await failureOf(client.members('t', 'w'))) as AppError).code).toBe(code);
});

test('no answer is said to be one, and a bug stays a bug', async () => {
  const { client } = clientAnswered(() => Promise.reject(new HttpFailure('hostNotFound')));
  expect((asUserError(await failureOf(client.members('t', 'w'))) as AppError).code).toBe('relayUnreachable');
  const bug = new TypeError('bug');
  expect(asUserError(bug)).toBe(bug);
});

test('the token goes in a header, never into the address', async () => {
  const { client, asked } = clientAnswered(() => json(200, { done: true }));
  await client.removeMember('secret', 'w', 'm');
  expect(asked[0]).toMatchObject({ method: 'DELETE', headers: { authorization: 'Bearer secret' } });
  expect(asked[0]?.url).not.toContain('secret');
});
