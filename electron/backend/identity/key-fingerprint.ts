import { createHash } from 'node:crypto';
import type { PublicDeviceKey } from './device-key.ts';

const groups = 4;
const bytesPerGroup = 5;

/**
 * Digits by which two people compare a key over the telephone: four groups of five (66 bits, too many to
 * make another key with the same digits).
 */
export function keyFingerprint({ x }: Pick<PublicDeviceKey, 'x'>): string[] {
  const hash = createHash('sha256').update('fingerprint\0').update(Buffer.from(x, 'base64url')).digest();
  return Array.from({ length: groups }, (_, group) =>
    String(hash.readUIntBE(group * bytesPerGroup, bytesPerGroup) % 100_000).padStart(5, '0'),
  );
}
