import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isAlias, maxSnapshotBytes } from '../../../shared/documents/commons-snapshots.ts';
import type { AssessmentBundle } from '../../../shared/domain/assessment-bundle.ts';
import type { EntityKind } from '../../../shared/domain/model/kinds.ts';
import type { EntityRecord } from '../../../shared/domain/model/schemas.ts';
import { completeFields } from '../../../shared/domain/model/validation.ts';
import { type SnapshotRecord, snapshotRecords } from '../../../shared/domain/snapshots/snapshot-records.ts';
import { snapshotParts, visibilityLadder } from '../../../shared/domain/snapshots/visibility.ts';
import type { FrameworkRegistry } from '../../../shared/framework/registry.ts';
import { canonicalJson, type Json } from '../../../shared/kernel/canonical-json.ts';
import { AppError, type AppErrorCode } from '../../../shared/kernel/errors.ts';
import { type DeviceKey, deviceKeyId, isSignedBy, publicDeviceKeySchema } from '../identity/device-key.ts';
import { bundleFault } from '../services/exchange-bundle.ts';
import { exchangeRecord } from '../services/exchange-file.ts';
import {
  checkedRecord,
  parseExchangeText,
  refuseBySchema,
  refuseReservedNames,
} from '../services/exchange-reader.ts';

// The format is specified in docs/spec/snapshots.md; its rules are cited here by their ids.

const hexHash = z.string().regex(/^[0-9a-f]{64}$/);
const calendarDate = z.iso.date().nullable();

/** SN-3: the envelope. */
const snapshotFile = z.strictObject({
  schema: z.literal('cps-exchange/1'),
  kind: z.literal('snapshot'),
  visibility: z.enum(visibilityLadder),
  origin: z.union([
    z.strictObject({ organisation: z.string().min(1).max(300), partnerId: z.string().max(200).nullable() }),
    z.strictObject({ alias: z.string().refine(isAlias) }),
  ]),
  frameworkVersion: z.string().min(1).max(20),
  engineVersion: z.string().min(1).max(40),
  referenceDate: calendarDate,
  frozenOn: calendarDate,
  sharedParts: z.array(z.enum(snapshotParts)).max(snapshotParts.length),
  withdrawal: hexHash,
  records: z.array(exchangeRecord).min(1).max(10_000),
  signature: z
    .strictObject({ key: publicDeviceKeySchema.strict(), value: z.string().regex(/^[A-Za-z0-9_-]{86}$/) })
    .optional(),
});
export type SnapshotFile = z.infer<typeof snapshotFile>;

export interface WrittenSnapshot {
  readonly hash: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** SN-2, SN-4: the bytes of a snapshot and their hash; signed when a key is given. */
export function writeSnapshot(
  content: Omit<SnapshotFile, 'signature'>,
  key: Pick<DeviceKey, 'publicKey' | 'sign'> | null,
): WrittenSnapshot {
  const signature = key && {
    key: key.publicKey,
    value: Buffer.from(key.sign(signedMessage(content))).toString('base64url'),
  };
  const text = canonicalJson({ ...content, ...(signature && { signature }) } as unknown as Json);
  const bytes = new TextEncoder().encode(text);
  if (bytes.byteLength > maxSnapshotBytes) {
    throw new AppError('snapshotTooLarge', { maxMegabytes: maxSnapshotBytes / (1024 * 1024) });
  }
  return { hash: snapshotHash(bytes), bytes };
}

/** SN-2: the name of a snapshot is the SHA-256 of its bytes. */
export function snapshotHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** SN-10: what a snapshot shows to everybody, and what only its maker knows and takes it back with. */
export function withdrawalOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export interface ReadSnapshot {
  readonly file: SnapshotFile;
  readonly bundle: AssessmentBundle;
  /** Id of the key that signed it; null when nobody did. */
  readonly signedBy: string | null;
}

/**
 * Reads and checks a snapshot as a whole (SN-2 to SN-6). Throws `snapshotDamaged`, or
 * `exchangeFileTooNew` and `exchangeFileUnknownFramework` for what a newer version of the app has made.
 */
export function readSnapshot(bytes: Uint8Array, frameworks: FrameworkRegistry): ReadSnapshot {
  try {
    return readChecked(bytes, frameworks);
  } catch (error) {
    if (error instanceof AppError && damagedFile.has(error.code)) {
      throw new AppError('snapshotDamaged', error.params, { cause: error });
    }
    throw error;
  }
}

/** What the rules that snapshots share with exchange files say of one that is not sound. */
const damagedFile: ReadonlySet<AppErrorCode> = new Set([
  'exchangeFileDamaged',
  'exchangeFileForeign',
  'exchangeFileNotJson',
]);

function readChecked(bytes: Uint8Array, frameworks: FrameworkRegistry): ReadSnapshot {
  if (bytes.byteLength > maxSnapshotBytes) throw damaged('size');
  const text = decode(bytes);
  const value = parseExchangeText(text);
  refuseBySchema(value, 'snapshot');
  // The same content has one form only: nothing can hide in white space or in a name that stands twice.
  if (canonicalJson(value as Json) !== text) throw damaged('form');
  refuseReservedNames(value);
  const parsed = snapshotFile.safeParse(value);
  if (!parsed.success) throw damaged(parsed.error.issues[0]?.path.join('.') ?? '');
  const file = parsed.data;
  const anonymous = 'alias' in file.origin;
  if (anonymous !== (file.visibility === 'partnershipAnonymous')) throw damaged('origin');
  const framework = frameworks.find(file.frameworkVersion);
  if (!framework) throw new AppError('exchangeFileUnknownFramework', { version: file.frameworkVersion });
  const records = file.records.map(checkedRecord);
  const fault = bundleFault(records, framework);
  if (fault !== undefined) throw damaged(fault);
  const bundle = bundleOf(records);
  if (anonymous) {
    const scope = { anonymous, parts: new Set<never>() };
    const again = exchangeForm(snapshotRecords(bundle, scope, framework));
    const bare = file.signature === undefined && file.frozenOn === null && file.sharedParts.length === 0;
    // SN-6: exactly what its maker may have written, so that no name is passed on by a broken peer either.
    if (!bare || canonicalJson(again as unknown as Json) !== canonicalJson(file.records as unknown as Json)) {
      throw damaged('anonymous');
    }
  }
  return { file, bundle, signedBy: signer(file) };
}

/** Records as they stand in the file: no time and no author. */
export function exchangeForm(records: readonly SnapshotRecord[]): SnapshotFile['records'] {
  return records.map(({ kind, id, parentId, fields }) => ({
    kind: kind as SnapshotFile['records'][number]['kind'],
    id,
    parentId,
    deleted: false,
    modifiedAt: 0,
    fields: fields as Record<string, unknown>,
  }));
}

function bundleOf(records: SnapshotFile['records']): AssessmentBundle {
  const ofKind = <Kind extends EntityKind>(kind: Kind): EntityRecord<Kind>[] =>
    records
      .filter((record) => record.kind === kind && !record.deleted)
      .map(({ id, parentId, fields }) => ({ kind, id, parentId, fields: completeFields(kind, fields) }));
  const [assessment] = ofKind('assessment');
  if (!assessment) throw damaged('assessment');
  return {
    assessment,
    partner: ofKind('partner')[0] ?? null,
    region: ofKind('region')[0] ?? null,
    entries: ofKind('criterionEntry'),
    narratives: ofKind('themeNarrative'),
    evidenceItems: ofKind('evidenceItem'),
    evidenceLinks: ofKind('evidenceLink'),
    individualScores: ofKind('individualScore'),
  };
}

function signer(file: SnapshotFile): string | null {
  const { signature, ...content } = file;
  if (!signature) return null;
  const value = new Uint8Array(Buffer.from(signature.value, 'base64url'));
  if (!isSignedBy(signature.key, signedMessage(content), value)) throw damaged('signature');
  return deviceKeyId(signature.key);
}

/** SN-4: bound to its purpose, so that no other thing the key signs can be taken for a snapshot. */
function signedMessage(content: Omit<SnapshotFile, 'signature'>): Uint8Array {
  const hash = createHash('sha256')
    .update(canonicalJson(content as unknown as Json))
    .digest('hex');
  return new TextEncoder().encode(`cps-snapshot/1\n${hash}`);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AppError('snapshotDamaged', { place: 'text' }, { cause: error });
  }
}

function damaged(place: string): AppError {
  return new AppError('snapshotDamaged', { place: place.slice(0, 200) });
}
