import * as Y from 'yjs';
import { readUpdateRanges } from '../../../relay/protocol/update-ranges.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { DeviceKey, PublicDeviceKey } from '../identity/device-key.ts';
import { decodeContent, encodeContent, partSizeOf } from './content.ts';
import { type BundleManifest, bundleFormat, bundleManifest, type DocumentPart } from './manifest.ts';
import { readSignedFile, writeSignedFile } from './signed-file.ts';

/** What a bundle holds of one document. */
export interface BundleDocument {
  readonly part: DocumentPart;
  readonly update: Uint8Array;
}

/** A bundle that was read and checked to its last byte. */
export interface VerifiedBundle {
  readonly manifest: BundleManifest;
  readonly documents: readonly BundleDocument[];
  /** Bytes of shared snapshots by their hash. */
  readonly snapshots: ReadonlyMap<string, Uint8Array>;
  readonly signer: PublicDeviceKey;
  readonly hash: string;
  readonly encrypted: boolean;
}

export interface NewBundle {
  readonly manifest: Omit<BundleManifest, 'format' | 'parts'>;
  readonly documents: readonly NewDocument[];
  readonly snapshots?: readonly Uint8Array[];
  readonly deviceKey: DeviceKey;
  readonly passphrase?: string | undefined;
  readonly random?: (bytes: number) => Uint8Array;
}

export interface NewDocument {
  readonly id: string;
  readonly doc: Y.Doc;
  /** Encoded state vector of what the receiver is known to have. */
  readonly base: Uint8Array | null;
}

/** The bytes of a bundle. Throws `handoverTooLarge`. */
export function writeBundle(bundle: NewBundle): Promise<Uint8Array> {
  const written = bundle.documents.map(writeDocument);
  const snapshots = bundle.snapshots ?? [];
  const manifest: BundleManifest = {
    ...bundle.manifest,
    format: bundleFormat,
    parts: [...written.map(({ part }) => part), ...snapshots.map(snapshotPartOf)],
  };
  const content = encodeContent(bundleManifest.parse(manifest), [
    ...written.map(({ update }) => update),
    ...snapshots,
  ]);
  return writeSignedFile({ ...bundle, kind: 'bundle', content });
}

/** Checks everything before it returns; throws a `handover…` code or `fileTooLarge`. */
export async function readBundle(file: Uint8Array, passphrase?: string): Promise<VerifiedBundle> {
  const { content, ...verified } = await readSignedFile(file, 'bundle', passphrase);
  const { manifest, parts } = decodeContent(content, bundleManifest, bundleFormat);
  const documents: BundleDocument[] = [];
  const snapshots = new Map<string, Uint8Array>();
  for (const [index, part] of manifest.parts.entries()) {
    if (part.kind === 'document') documents.push({ part, update: parts[index]! });
    else snapshots.set(part.id, parts[index]!);
  }
  // HB-11: bytes that are no update never get near a document.
  if (!documents.every(({ update }) => readUpdateRanges(update).ok)) throw new AppError('handoverDamaged');
  return { ...verified, manifest, documents, snapshots };
}

function writeDocument({ id, doc, base }: NewDocument): BundleDocument {
  const update = base ? Y.encodeStateAsUpdate(doc, base) : Y.encodeStateAsUpdate(doc);
  const part: DocumentPart = {
    kind: 'document',
    id,
    base: base && base64(base),
    stateVector: base64(Y.encodeStateVector(doc)),
    ...partSizeOf(update),
  };
  return { part, update };
}

function snapshotPartOf(bytes: Uint8Array) {
  const size = partSizeOf(bytes);
  return { kind: 'snapshot' as const, id: size.sha256, ...size };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
