import { expect, test } from 'vitest';
import { z } from 'zod';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { decodeContent, encodeContent, partSizeOf } from './content.ts';
import { handoverLimits } from './handover-limits.ts';

// The schema says nothing of sizes: what is refused here is refused by the reader itself.
const schema = z.object({
  format: z.string(),
  note: z.string().optional(),
  parts: z.array(z.object({ bytes: z.number(), sha256: z.string() })),
});
const read = (content: Uint8Array) => decodeContent(content, schema, 'cp-handover/1');
const codeOf = (content: Uint8Array): unknown => {
  try {
    read(content);
    return 'accepted';
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};
const [first, second] = [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5)];
const manifest = (parts: readonly object[], more: object = {}) => ({
  format: 'cp-handover/1',
  parts,
  ...more,
});
const sizes = [first, second].map(partSizeOf);
const whole = encodeContent(manifest(sizes), [first, second]);
/** Content with any text for a manifest. */
function contentOf(text: string | Uint8Array): Uint8Array {
  const bytes = Buffer.from(text as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

test('HB-7 parts come back in the order of the manifest, each a copy of its own', () => {
  const { parts } = read(whole);
  expect(parts).toEqual([first, second]);
  // A view would keep the whole file in memory for as long as one part of it is used.
  expect(parts.map(({ buffer }) => buffer.byteLength)).toEqual([3, 2]);
});

test('HB-7 parts of another length, hash or order are damage, and so is what follows them', () => {
  const [size, other] = sizes as [object, object];
  for (const [what, parts, bytes] of [
    ['another content of the same length', [size], [Uint8Array.of(1, 2, 4)]],
    ['one byte less', [size], [first.slice(1)]],
    ['one byte more', [size], [first, Uint8Array.of(0)]],
    ['a length beyond the end, under the hash of what is there', [{ ...size, bytes: 4 }], [first]],
    ['another order', [other, size], [first, second]],
    ['a part that is missing', [size, other], [first]],
    ['a part that is not named', [size], [first, second]],
  ] as const)
    expect(codeOf(encodeContent(manifest(parts), bytes)), what).toBe('handoverDamaged');
});

test('HB-7 content that ends in its own beginning is damage', () => {
  for (let length = 0; length < whole.length; length += 1)
    expect(codeOf(whole.slice(0, length)), `${length} bytes`).toBe('handoverDamaged');
  expect(codeOf(whole)).toBe('accepted');
});

test('HB-6 a manifest beyond its limit is not read', () => {
  const around = canonicalJson(manifest([], { note: '' }) as never).length;
  const note = 'x'.repeat(handoverLimits.manifestBytes - around);
  expect(codeOf(encodeContent(manifest([], { note }), []))).toBe('accepted');
  expect(codeOf(encodeContent(manifest([], { note: `${note}x` }), []))).toBe('handoverDamaged');
});

test('HB-8 the one text of a manifest is UTF-8 without a mark at its beginning', () => {
  const text = canonicalJson(manifest([], { note: 'é\ufffd' }) as never);
  expect(codeOf(contentOf(text))).toBe('accepted');
  expect(codeOf(contentOf(`\ufeff${text}`))).toBe('handoverDamaged');
  expect(codeOf(contentOf(Buffer.from(text, 'latin1')))).toBe('handoverDamaged');
  for (const other of [text.replace('"note"', ' "note"'), text.replace('é', '\\u00e9'), `${text}\n`])
    expect(codeOf(contentOf(other)), other).toBe('handoverDamaged');
});

test.each([
  ['cp-handover/2', 'handoverTooNew'],
  ['cp-handover/10', 'handoverTooNew'],
  ['cp-handover/0', 'handoverDamaged'],
  ['cp-handover/1.5', 'handoverDamaged'],
  ['cp-handover/Infinity', 'handoverDamaged'],
  ['cp-handover/1000000', 'handoverDamaged'],
  ['cp-receipt/2', 'handoverDamaged'],
  ['my-handover/2', 'handoverDamaged'],
  ['other/cp-handover/2', 'handoverDamaged'],
  ['', 'handoverDamaged'],
])('HB-8 a format called %j is %s', (format, code) => {
  expect(codeOf(contentOf(canonicalJson({ format, parts: [] })))).toBe(code);
});

test('HB-8 what is no object has no format', () => {
  for (const text of ['null', '[]', '"cp-handover/2"', '2', ''])
    expect(codeOf(contentOf(text))).toBe('handoverDamaged');
});
