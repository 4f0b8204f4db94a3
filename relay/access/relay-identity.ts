import { createHash, createHmac, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { deviceKeySchema, type DevicePublicKey } from '../protocol/access-api.ts';
import type { NewRelayIdentity, RelayIdentity, SigningKey } from './access-store.ts';

/** A new relay's name and secrets. */
export function makeRelayIdentity(): NewRelayIdentity {
  return {
    relayId: randomUUID(),
    signingKey: makeSigningKey(),
    codeSecret: randomBytes(32).toString('base64url'),
  };
}

export function makeSigningKey(): SigningKey {
  const made = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return { ...deviceKeySchema.parse(made), d: made.d! };
}

/** RFC 7638 thumbprint of an Ed25519 key. */
export function keyThumbprint({ crv, kty, x }: DevicePublicKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
}

/**
 * What is stored of a code. Codes have 55 random bits; with the relay's secret in the hash, a list of
 * hashes alone cannot be searched for them.
 */
export function hashCode({ codeSecret }: RelayIdentity, code: string): string {
  return createHmac('sha256', Buffer.from(codeSecret, 'base64url')).update(code).digest('base64url');
}
