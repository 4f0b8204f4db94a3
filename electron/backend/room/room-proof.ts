import { createHmac, hkdfSync, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** The two secrets of a room: one short enough to be typed, one that only machines carry. */
export type SecretKind = 'typed' | 'carried';

/** A secret made ready for proofs, and bound to the certificate that the other side was seen to have. */
export interface RoomKey {
  readonly kind: SecretKind;
  readonly bytes: Buffer;
  /** SHA-256 of the certificate, base64url. */
  readonly fingerprint: string;
}

/** 2^15 x 8 x 128 bytes = 32 MiB and about 80 ms for each guess of a typed secret. */
const stretching = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const keyBytes = 32;

/**
 * Slow on purpose: who stands between the two laptops with a certificate of their own gets one proof to
 * guess at, and must not get through 2^41 secrets while the room lasts. The fingerprint as salt makes
 * guesses for one certificate worthless for the next.
 */
export function typedKey(secret: bigint, fingerprint: string): Promise<RoomKey> {
  return new Promise((resolve, reject) => {
    scrypt(`room ${secret.toString(16)}`, fingerprint, keyBytes, stretching, (error, bytes) => {
      if (error) reject(error);
      else resolve({ kind: 'typed', bytes, fingerprint });
    });
  });
}

/** 128 random bits need no stretching. */
export function carriedKey(secret: string, fingerprint: string): RoomKey {
  const bytes = Buffer.from(
    hkdfSync('sha256', Buffer.from(secret, 'base64url'), fingerprint, 'room', keyBytes),
  );
  return { kind: 'carried', bytes, fingerprint };
}

export const newNonce = (): string => randomBytes(16).toString('base64url');

/** Shows that one side knows the secret and sees this certificate, for a nonce of the guest's. */
export function proofOf(key: RoomKey, side: 'guest' | 'host', nonce: string): string {
  const text = ['clusterpolisee room 1', side, key.kind, key.fingerprint, nonce].join('\n');
  return createHmac('sha256', key.bytes).update(text).digest('base64url');
}

/** Compares in constant time. */
export function isProof(candidate: string, key: RoomKey, side: 'guest' | 'host', nonce: string): boolean {
  const [given, expected] = [Buffer.from(candidate), Buffer.from(proofOf(key, side, nonce))];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The guest's proof as the `Authorization` of a request. */
export function authorizationOf(key: RoomKey, nonce: string): string {
  return `Room ${key.kind}.${nonce}.${proofOf(key, 'guest', nonce)}`;
}

export interface GuestProof {
  readonly kind: SecretKind;
  readonly nonce: string;
  readonly proof: string;
}

const authorizationPattern = /^Room (typed|carried)\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

export function readAuthorization(header: string | undefined): GuestProof | undefined {
  const match = authorizationPattern.exec(header ?? '');
  if (!match) return undefined;
  return { kind: match[1] as SecretKind, nonce: match[2]!, proof: match[3]! };
}
