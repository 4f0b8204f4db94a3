import { createHash, createHmac, hkdfSync, scryptSync, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeRoomCertificate } from './room-certificate.ts';
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

test('LR-21 keys and proofs are made as it is written, so that laptops of all versions agree', async () => {
  const stretched = scryptSync('room 1f', certificate, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 27 });
  expect((await typedKey(31n, certificate)).bytes).toEqual(stretched);
  const derived = hkdfSync('sha256', Buffer.alloc(16), certificate, 'room', 32);
  expect(key.bytes).toEqual(Buffer.from(derived));
  const lines = `clusterpolisee room 1\nguest\ncarried\n${certificate}\n${nonce}`;
  const proof = createHmac('sha256', key.bytes).update(lines).digest('base64url');
  expect(authorizationOf(key, nonce)).toBe(`Room carried.${nonce}.${proof}`);
  const { cert, fingerprint } = await makeRoomCertificate(0);
  expect(fingerprint).toBe(createHash('sha256').update(new X509Certificate(cert).raw).digest('base64url'));
});

test('LR-21 the header is read as it is written, and nothing else is', () => {
  const header = authorizationOf(key, nonce);
  expect(readAuthorization(header)).toEqual({ kind: 'carried', nonce, proof: proofOf(key, 'guest', nonce) });
  for (const wrong of [undefined, '', `Bearer ${header}`, header.replace('carried', 'other'), `${header}A`])
    expect(readAuthorization(wrong)).toBeUndefined();
});
