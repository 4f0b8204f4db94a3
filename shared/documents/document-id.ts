import { digest } from 'lib0/hash/sha256';
import { encodeUtf8 } from 'lib0/string';
import { canonicalJson } from '../kernel/canonical-json.ts';

/** What makes a plan the same plan on two laptops that have never met. */
export interface PlanIdentity {
  readonly workspaceId: string;
  readonly templateKey: string;
  readonly templateVersion: string;
  readonly language: string;
}

/**
 * The id of the plan made from a template: a name-based UUID (version 8, RFC 9562) over the SHA-256 of
 * the identity. The same on every laptop; different as soon as one part of the identity differs.
 */
export function planDocumentId(identity: PlanIdentity): string {
  const { workspaceId, templateKey, templateVersion, language } = identity;
  const bytes = hashOf(['plan', workspaceId, templateKey, templateVersion, language]).slice(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = hexOf(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The Yjs client id (32 bits, never 0) under which the initial content of a document is written. */
export function templateClientId(documentId: string): number {
  const bytes = hashOf(['template client', documentId]);
  const id = ((bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!) >>> 0;
  return id === 0 ? 1 : id;
}

/** SHA-256 as 64 lower-case hex digits. */
export function sha256Hex(bytes: Uint8Array): string {
  return hexOf(digest(bytes));
}

/** SHA-256 of a list of texts and numbers; lists that differ never give the same bytes to hash. */
export function hashOf(parts: readonly (string | number | null)[]): Uint8Array {
  return Uint8Array.from(digest(encodeUtf8(canonicalJson([...parts]))));
}

/** Lower-case hex digits. */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
