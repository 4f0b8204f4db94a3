import { createPublicKey, verify } from 'node:crypto';
import { type DevicePublicKey, type SignedClaim, signedText } from '../protocol/access-api.ts';

/** True when the holder of `key` signed the claim. @param signature base64url */
export function isSigned(claim: SignedClaim, key: DevicePublicKey, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64url');
  if (bytes.length !== 64) return false;
  try {
    const publicKey = createPublicKey({ key: { ...key }, format: 'jwk' });
    return verify(null, Buffer.from(signedText(claim)), publicKey, bytes);
  } catch {
    // 32 bytes that are no point of the curve: nobody can sign for such a key.
    return false;
  }
}
