import { createPublicKey, verify } from 'node:crypto';
import { type DeviceKey, deviceKeyId, publicDeviceKeySchema } from '../identity/device-key.ts';
import type { RoomKey } from './room-proof.ts';

/** Beside the proof of the room's secret: which laptop it is, so that its role in the partnership holds. */
export const deviceHeader = 'x-room-device';

/** Signs for this connection alone: for the certificate that was seen and the nonce of the guest's own proof. */
export function deviceProof(device: DeviceKey, key: RoomKey, nonce: string): string {
  const signature = device.sign(signedText(key, nonce));
  return `${device.publicKey.x}.${Buffer.from(signature).toString('base64url')}`;
}

/** The id of the device key that has signed; null when none was shown, 'wrong' when it was not signed so. */
export function readDeviceProof(
  header: string | string[] | undefined,
  key: RoomKey,
  nonce: string,
): { deviceKeyId: string | null } | 'wrong' {
  if (header === undefined) return { deviceKeyId: null };
  const [, x, signature] = /^([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{86})$/.exec(String(header)) ?? [];
  const publicKey = publicDeviceKeySchema.safeParse({ kty: 'OKP', crv: 'Ed25519', x });
  if (!publicKey.success || signature === undefined) return 'wrong';
  try {
    const jwk = createPublicKey({ key: { ...publicKey.data }, format: 'jwk' });
    const isSigned = verify(null, signedText(key, nonce), jwk, Buffer.from(signature, 'base64url'));
    return isSigned ? { deviceKeyId: deviceKeyId(publicKey.data) } : 'wrong';
  } catch {
    // 32 bytes that are no point of the curve: nobody can sign for such a key.
    return 'wrong';
  }
}

const signedText = ({ fingerprint, kind }: RoomKey, nonce: string): Uint8Array =>
  Buffer.from(['clusterpolisee room 1', 'device', kind, fingerprint, nonce].join('\n'));
