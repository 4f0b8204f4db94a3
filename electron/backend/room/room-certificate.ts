import { X509Certificate, createHash } from 'node:crypto';
import { generate } from 'selfsigned';
import type { TlsIdentity } from '../../../relay/transport/relay-server.ts';

export interface RoomCertificate extends TlsIdentity {
  /** SHA-256 of the certificate, base64url. */
  readonly fingerprint: string;
}

const dayMs = 86_400_000;

/**
 * A certificate of one hosting, with a P-256 key. Nobody asks for its names and dates: guests know it by
 * the proof that is bound to its fingerprint, so that a wrong clock keeps nobody out.
 */
export async function makeRoomCertificate(nowMs: number): Promise<RoomCertificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'ClusterPoliSEE room' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'room.local' }] },
    ],
    notBeforeDate: new Date(nowMs - 365 * dayMs),
    notAfterDate: new Date(nowMs + 3_650 * dayMs),
  });
  return { cert, key, fingerprint: fingerprintOf(new X509Certificate(cert).raw) };
}

/** @param certificate DER. */
export function fingerprintOf(certificate: Uint8Array): string {
  return createHash('sha256').update(certificate).digest('base64url');
}
