import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { EntityKind } from '../../../shared/domain/model/kinds.ts';
import { canonicalJson, type Json } from '../../../shared/kernel/canonical-json.ts';

// The format is specified in docs/spec/exchange-file.md; its rules are cited here by their ids.

export const exchangeSchemaId = 'cps-exchange/1';
export const newestExchangeVersion = 1;

/** Kinds of records that a file of one assessment holds, in the order in which they are written. */
export const exchangeKinds = [
  'partner',
  'region',
  'evidenceItem',
  'assessment',
  'criterionEntry',
  'themeNarrative',
  'evidenceLink',
  'individualScore',
] as const satisfies readonly EntityKind[];
export type ExchangeKind = (typeof exchangeKinds)[number];

const latestTimeMs = 8_640_000_000_000_000;
const recordId = z.string().min(1).max(200);

export const exchangeRecord = z.strictObject({
  kind: z.enum(exchangeKinds),
  id: recordId,
  parentId: recordId.nullable(),
  /** A part that was removed; it has no fields. */
  deleted: z.boolean(),
  modifiedAt: z.int().min(0).max(latestTimeMs),
  fields: z.record(z.string(), z.unknown()),
});
export type ExchangeRecord = z.infer<typeof exchangeRecord>;

/** EX-3: the envelope. */
export const exchangeFile = z.strictObject({
  schema: z.literal(exchangeSchemaId),
  kind: z.literal('assessment'),
  exportedAt: z.iso.datetime(),
  origin: z.strictObject({
    deviceId: z.string().min(1).max(64),
    organisation: z.string().max(300),
    appVersion: z.string().min(1).max(40),
  }),
  frameworkVersion: z.string().min(1).max(20),
  records: z.array(exchangeRecord).min(1).max(10_000),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ExchangeFile = z.infer<typeof exchangeFile>;

/** EX-5: SHA-256 (hex) of the canonical JSON of everything but the hash. */
export function exchangeHash(file: Readonly<Record<string, unknown>>): string {
  const { hash: _hash, ...content } = file;
  return createHash('sha256')
    .update(canonicalJson(content as { [key: string]: Json }))
    .digest('hex');
}

/** The text of an exchange file, its hash filled in. */
export function writeExchangeFile(content: Omit<ExchangeFile, 'hash'>): string {
  return `${JSON.stringify({ ...content, hash: exchangeHash(content) }, null, 2)}\n`;
}
