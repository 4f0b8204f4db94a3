import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isSignedBy, openDeviceKey } from '../identity/device-key.ts';
import { deviceProof, readDeviceProof } from './room-device.ts';
import { carriedKey, newNonce } from './room-proof.ts';

const folder = mkdtempSync(join(tmpdir(), 'room-device-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const device = openDeviceKey(folder);
const key = carriedKey('A'.repeat(22), 'F'.repeat(43));
const nonce = newNonce();

test('LR-26 the signature of a laptop tells its key; none at all tells nothing', () => {
  expect(readDeviceProof(deviceProof(device, key, nonce), key, nonce)).toEqual({ deviceKeyId: device.id });
  expect(readDeviceProof(undefined, key, nonce)).toEqual({ deviceKeyId: null });
});

test('LR-26 it is signed as it is written', () => {
  const [x, signature] = deviceProof(device, key, nonce).split('.');
  const lines = `clusterpolisee room 1\ndevice\n${key.kind}\n${key.fingerprint}\n${nonce}`;
  expect(x).toBe(device.publicKey.x);
  const made = Buffer.from(signature!, 'base64url');
  expect(isSignedBy(device.publicKey, Buffer.from(lines), made)).toBe(true);
});

test('LR-26 it counts for one certificate, one secret and one nonce', () => {
  const proof = deviceProof(device, key, nonce);
  expect(readDeviceProof(proof, key, newNonce())).toBe('wrong');
  expect(readDeviceProof(proof, { ...key, fingerprint: 'G'.repeat(43) }, nonce)).toBe('wrong');
  expect(readDeviceProof(proof, { ...key, kind: 'typed' }, nonce)).toBe('wrong');
});

test('LR-26 a key that somebody else signed for, and what is no proof at all, is refused', () => {
  const proof = deviceProof(device, key, nonce);
  const [x, signature] = proof.split('.');
  const otherKey = `${'B'.repeat(42)}A.${signature}`;
  const otherSignature = `${x}.${'A'.repeat(86)}`;
  for (const wrong of [otherKey, otherSignature, '', '.', x!, `${proof}x`, `${proof}.${proof}`]) {
    expect(readDeviceProof(wrong, key, nonce)).toBe('wrong');
  }
});
