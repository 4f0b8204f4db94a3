import { expect, test } from 'vitest';
import {
  authorizationOf,
  carriedKey,
  isProof,
  newNonce,
  proofOf,
  readAuthorization,
  type RoomKey,
  typedKey,
} from './room-proof.ts';

const certificate = 'F'.repeat(43);
const key = carriedKey('A'.repeat(22), certificate);
const nonce = newNonce();

test('LR-21 a proof counts for one side, kind of secret, certificate and nonce', () => {
  const proof = proofOf(key, 'guest', nonce);
  expect(isProof(proof, key, 'guest', nonce)).toBe(true);
  const others: [RoomKey, 'guest' | 'host', string][] = [
    [key, 'host', nonce],
    [key, 'guest', newNonce()],
    [{ ...key, kind: 'typed' }, 'guest', nonce],
    [{ ...key, fingerprint: 'G'.repeat(43) }, 'guest', nonce],
    [carriedKey('B'.repeat(22), certificate), 'guest', nonce],
  ];
  for (const [otherKey, side, otherNonce] of others)
    expect(isProof(proof, otherKey, side, otherNonce)).toBe(false);
  for (const wrong of ['', proof.slice(1), `${proof}A`])
    expect(isProof(wrong, key, 'guest', nonce)).toBe(false);
});

test('LR-21 keys of one secret for two certificates have nothing in common', async () => {
  const bytes = async (of: string) => [
    carriedKey('A'.repeat(22), of).bytes.toString('hex'),
    (await typedKey(5n, of)).bytes.toString('hex'),
  ];
  const all = [...(await bytes(certificate)), ...(await bytes('G'.repeat(43)))];
  expect(new Set(all).size).toBe(4);
  expect((await typedKey(5n, certificate)).bytes).toEqual((await typedKey(5n, certificate)).bytes);
});

test('LR-21 the header is read as it is written, and nothing else is', () => {
  const header = authorizationOf(key, nonce);
  expect(readAuthorization(header)).toEqual({ kind: 'carried', nonce, proof: proofOf(key, 'guest', nonce) });
  for (const wrong of [undefined, '', `Bearer ${header}`, header.replace('carried', 'other'), `${header}A`])
    expect(readAuthorization(wrong)).toBeUndefined();
});
