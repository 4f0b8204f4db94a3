import { expect, test } from 'vitest';
import { testDeviceKey } from '../handover/handover.test-support.ts';
import { keyFingerprint } from './key-fingerprint.ts';

test('HB-13 a key has four groups of five digits, the same everywhere, others for another key', () => {
  const x = Buffer.alloc(32, 7).toString('base64url');
  expect(keyFingerprint({ x })).toMatchInlineSnapshot(`
    [
      "40245",
      "48376",
      "85218",
      "76839",
    ]
  `);
  const keys = Array.from({ length: 20 }, () => keyFingerprint(testDeviceKey().publicKey).join(' '));
  expect(new Set(keys).size).toBe(20);
  for (const key of keys) expect(key).toMatch(/^(\d{5} ){3}\d{5}$/);
});
