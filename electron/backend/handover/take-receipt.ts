import * as Y from 'yjs';
import { planIdOf } from '../../../shared/documents/companions.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { deviceKeyId } from '../identity/device-key.ts';
import type { HandoverRepository, SentFile, StoredReceipt } from '../repositories/handover-repository.ts';
import { type VerifiedReceipt, writeReceipt } from './receipt-file.ts';
import type { HandoverSources } from './write-handover.ts';

/** HB-20: the receipt of a bundle that was taken in here, as things stand now. Throws `notFound`. */
export async function writeReceiptOf(
  sources: HandoverSources,
  received: string,
  receiptId: string,
): Promise<Uint8Array> {
  const file = sources.repository.received(received);
  if (!file) throw new AppError('notFound');
  const taken = new Set(file.plans.filter(({ outcome }) => outcome === 'taken').map(({ id }) => id));
  const documents: { id: string; stateVector: string }[] = [];
  for (const { id } of file.documents.filter((document) => taken.has(planIdOf(document.id)))) {
    const doc = await sources.hub.read(id);
    documents.push({ id, stateVector: Buffer.from(Y.encodeStateVector(doc)).toString('base64') });
    doc.destroy();
  }
  const manifest = {
    id: receiptId,
    createdAt: new Date(sources.now).toISOString(),
    appVersion: sources.appVersion,
    workspace: { id: sources.hub.sharedId.get() },
    receiver: sources.who,
    bundle: { id: file.bundleId, sha256: file.id },
    plans: file.plans.map(({ id, outcome }) => ({ id, outcome })),
    snapshots: file.snapshots.map(({ id, outcome }) => ({ id, outcome })),
    documents,
  };
  return writeReceipt(manifest, sources.deviceKey);
}

/**
 * HB-21: what a receipt says, when it is about a file that was made here; undefined otherwise. An older
 * receipt of the same laptop does not replace a newer one.
 */
export function noteReceipt(
  repository: HandoverRepository,
  { manifest, signer }: VerifiedReceipt,
  keep: boolean,
): { file: SentFile; receipt: StoredReceipt } | undefined {
  const file = repository.sent(manifest.bundle.id);
  if (!file || file.hash !== manifest.bundle.sha256) return undefined;
  const planIds = new Set(file.plans.map(({ id }) => id));
  const documentIds = new Set(file.documents.map(({ id }) => id));
  const receipt: StoredReceipt = {
    fileId: file.id,
    keyId: deviceKeyId(signer),
    createdAt: Date.parse(manifest.createdAt),
    organisation: manifest.receiver.organisation,
    displayName: manifest.receiver.displayName,
    plans: manifest.plans.filter(({ id }) => planIds.has(id)),
    snapshots: manifest.snapshots.filter(({ id }) => file.snapshots.some((sent) => sent.id === id)),
    documents: manifest.documents.filter(({ id }) => documentIds.has(id)),
  };
  const before = repository.receipts(file.id).find(({ keyId }) => keyId === receipt.keyId);
  if (keep && (before?.createdAt ?? 0) <= receipt.createdAt) repository.putReceipt(receipt);
  return { file, receipt };
}
