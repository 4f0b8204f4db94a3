import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { canonicalJson, type Json } from '../../../shared/kernel/canonical-json.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { handoverLimits } from './handover-limits.ts';

/** How a manifest declares one run of bytes behind it. */
export interface PartSize {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

export function partSizeOf(bytes: Uint8Array): PartSize {
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

const lengthBytes = 4;

/** HB-7: the manifest's length, the manifest, then the parts in the order in which it lists them. */
export function encodeContent(manifest: unknown, parts: readonly Uint8Array[]): Uint8Array {
  const text = Buffer.from(canonicalJson(manifest as Json), 'utf8');
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, text, ...parts]);
}

/** Reads content through to its last byte. Throws `handoverDamaged`, or `handoverTooNew` for a later format. */
export function decodeContent<Manifest extends { parts: readonly PartSize[] }>(
  content: Uint8Array,
  schema: z.ZodType<Manifest>,
  format: string,
): { manifest: Manifest; parts: Uint8Array[] } {
  const view = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (view.length < lengthBytes) throw new AppError('handoverDamaged');
  const length = view.readUInt32BE(0);
  if (length > handoverLimits.manifestBytes) throw new AppError('handoverDamaged');
  const text = view.subarray(lengthBytes, lengthBytes + length);
  const manifest = readManifest(text, schema, format);
  const parts: Uint8Array[] = [];
  let position = lengthBytes + length;
  for (const { bytes, sha256 } of manifest.parts) {
    const part = Uint8Array.from(view.subarray(position, position + bytes));
    if (partSizeOf(part).sha256 !== sha256) throw new AppError('handoverDamaged');
    parts.push(part);
    position += bytes;
  }
  // Neither less nor more: what was cut short ends before, whatever its hashes say.
  if (position !== view.length) throw new AppError('handoverDamaged');
  return { manifest, parts };
}

/** HB-8: exactly one text for one manifest, so that what was shown and what was signed are the same. */
function readManifest<Manifest>(bytes: Buffer, schema: z.ZodType<Manifest>, format: string): Manifest {
  const value = parseJson(bytes);
  refuseOtherFormat(value, format);
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new AppError('handoverDamaged', {}, { cause: parsed.error });
  if (!Buffer.from(canonicalJson(value as Json), 'utf8').equals(bytes)) throw new AppError('handoverDamaged');
  return parsed.data;
}

function parseJson(bytes: Buffer): unknown {
  try {
    // Bytes that are no UTF-8 become other ones in the canonical text.
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new AppError('handoverDamaged', {}, { cause: error });
  }
}

/** `name/1`: a higher number is of a later version of the app, which may say what this one does not know. */
function refuseOtherFormat(value: unknown, format: string): void {
  const found = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
  if (found === format) return;
  const [name = '', number = '0'] = format.split('/');
  const later = typeof found === 'string' && found.startsWith(`${name}/`) && found.slice(name.length + 1);
  const isLater = later !== false && /^[0-9]{1,6}$/.test(later) && Number(later) > Number(number);
  throw new AppError(isLater ? 'handoverTooNew' : 'handoverDamaged');
}
