import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deviceKeyId, isSignedBy, openDeviceKey } from './device-key.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'device-key-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const message = Buffer.from('what was handed over');

describe('the key of a laptop', () => {
  test('stays the same', () => {
    const first = openDeviceKey(folder);
    expect(openDeviceKey(folder).id).toBe(first.id);
  });

  // Windows has no such modes; the profile folder is the user's own there.
  test.skipIf(process.platform === 'win32')('is for its owner alone', () => {
    openDeviceKey(folder);
    expect(statSync(join(folder, 'device-key.json')).mode & 0o777).toBe(0o600);
  });

  test('signs so that others can check it, and only what was signed', () => {
    const key = openDeviceKey(folder);
    const signature = key.sign(message);
    expect(isSignedBy(key.publicKey, message, signature)).toBe(true);
    expect(isSignedBy(key.publicKey, Buffer.from('something else'), signature)).toBe(false);
    expect(isSignedBy(key.publicKey, message, signature.slice(1))).toBe(false);
  });

  test('its id is the thumbprint of RFC 8037, appendix A.3', () => {
    const key = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' } as const;
    expect(deviceKeyId(key)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  test('a damaged file is left as it is', () => {
    const path = join(folder, 'device-key.json');
    writeFileSync(path, '{"kty":"OKP"');
    expect(() => openDeviceKey(folder)).toThrow(/fileDamaged/);
    expect(readFileSync(path, 'utf8')).toBe('{"kty":"OKP"');
  });
});
