import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/kernel/errors.ts';
import { writeFileDurably } from '../files/durable-file.ts';

/** The public half of a laptop's key, as RFC 8037 writes it. */
export interface PublicDeviceKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  /** 32 bytes, base64url. */
  readonly x: string;
}

/** What this laptop is known by: relays bind a membership to it, hand-over files are signed with it. */
export interface DeviceKey {
  /** RFC 7638 thumbprint of the public key: the same key has the same id everywhere. */
  readonly id: string;
  readonly publicKey: PublicDeviceKey;
  /** An Ed25519 signature, 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

export const publicDeviceKeySchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
const privateKeySchema = publicDeviceKeySchema.extend({ d: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
type PrivateKey = z.infer<typeof privateKeySchema>;

/**
 * Reads `device-key.json` of the profile, or makes one that only its owner can read. A file that holds
 * something else is left alone (`fileDamaged`): a new key would silently make this laptop a stranger.
 */
export function openDeviceKey(profileDir: string): DeviceKey {
  const path = join(profileDir, 'device-key.json');
  const stored = readKey(path);
  if (stored) return deviceKeyOf(stored);
  const made = privateKeySchema.parse(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
  writeFileDurably(path, `${JSON.stringify(made)}\n`, 0o600);
  return deviceKeyOf(made);
}

/** The key when it is first asked for: a damaged one keeps nobody from working without it. */
export function lazyDeviceKey(profileDir: string): () => DeviceKey {
  let key: DeviceKey | undefined;
  return () => (key ??= openDeviceKey(profileDir));
}

/** The id of a public key, see `DeviceKey.id`. */
export function deviceKeyId({ crv, kty, x }: PublicDeviceKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
}

/** True when `signature` was made over `message` by the holder of `key`; false for anything else. */
export function isSignedBy(key: PublicDeviceKey, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  return verify(null, message, createPublicKey({ key: { ...key }, format: 'jwk' }), signature);
}

function deviceKeyOf(stored: PrivateKey): DeviceKey {
  const privateKey = createPrivateKey({ key: stored, format: 'jwk' });
  const { kty, crv, x } = stored;
  const publicKey = { kty, crv, x };
  return {
    id: deviceKeyId(publicKey),
    publicKey,
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}

function readKey(path: string): PrivateKey | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new AppError('fileNotReadable', { file: 'device-key.json' }, { cause: error });
  }
  try {
    return privateKeySchema.parse(JSON.parse(text));
  } catch (error) {
    throw new AppError('fileDamaged', { file: 'device-key.json' }, { cause: error });
  }
}
