import * as Y from 'yjs';
import { commonsPlanTypes } from '../../../shared/documents/commons.ts';
import { planDocumentIds } from '../../../shared/documents/companions.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { DocumentHub } from '../documents/document-hub.ts';
import type { DeviceKey } from '../identity/device-key.ts';
import type { DocumentVector, HandoverRepository, SentFile } from '../repositories/handover-repository.ts';
import type { StoredEntity } from '../repositories/entity-repository.ts';
import type { SnapshotService } from '../snapshots/snapshot-service.ts';
import type { WorkspaceContext } from '../services/workspace-context.ts';
import { type NewDocument, writeBundle } from './bundle-file.ts';
import { bundleManifest, type ManifestPlan, type Person } from './manifest.ts';
import { type StateVector, stateVectorOf } from './state-vectors.ts';
import { encodeStateVector } from '../../../relay/protocol/state-vector.ts';

export interface HandoverSources {
  readonly context: Pick<WorkspaceContext, 'entities'>;
  readonly hub: Pick<DocumentHub, 'read' | 'sequences' | 'sharedId'>;
  readonly repository: HandoverRepository;
  readonly snapshots: Pick<SnapshotService, 'bytesToSend' | 'portable'>;
  readonly deviceKey: DeviceKey;
  readonly workspaceName: string;
  readonly who: Person;
  readonly appVersion: string;
  readonly now: number;
}

export interface HandoverRequest {
  readonly id: string;
  readonly plans: readonly string[];
  /** Hashes of shared snapshots. */
  readonly snapshots?: readonly string[] | undefined;
  readonly passphrase?: string | undefined;
  /** Key id. */
  readonly receiver?: string | undefined;
}

/** HB-10: writes the chosen plans with everything that belongs to them. Throws `notFound`, `handoverTooLarge`. */
export async function writeHandover(
  sources: HandoverSources,
  request: HandoverRequest,
): Promise<{ file: Uint8Array; plans: ManifestPlan[]; documents: SentFile['documents'] }> {
  const plans = request.plans.map((id) => manifestPlan(sources.context.entities.get('planDocument', id)));
  const stored = await sources.hub.sequences();
  const known = request.receiver ? knownVectors(sources.repository, request.receiver) : undefined;
  const documents: NewDocument[] = [];
  try {
    for (const { id: planId } of plans) {
      for (const id of planDocumentIds(planId)) {
        if (id !== planId && !stored.has(id)) continue;
        const base = known?.get(id);
        documents.push({ id, doc: await sources.hub.read(id), base: base ? encodeStateVector(base) : null });
      }
    }
    const manifest = {
      id: request.id,
      createdAt: new Date(sources.now).toISOString(),
      appVersion: sources.appVersion,
      workspace: { id: sources.hub.sharedId.get(), name: oneLine(sources.workspaceName) },
      sender: {
        organisation: oneLine(sources.who.organisation),
        displayName: oneLine(sources.who.displayName),
      },
      plans,
    };
    const { deviceKey } = sources;
    const snapshots = (request.snapshots ?? []).map((hash) => sources.snapshots.bytesToSend(hash));
    const { passphrase } = request;
    const file = await writeBundle({ manifest, documents, snapshots, deviceKey, passphrase });
    return { file, plans, documents: documents.map(sentDocument) };
  } finally {
    for (const { doc } of documents) doc.destroy();
  }
}

/** What a laptop is known to have: it said so in receipts, and in the files that it sent. */
function knownVectors(repository: HandoverRepository, keyId: string): Map<string, StateVector> {
  const fromIt = repository.allReceived().filter(({ senderKeyId }) => senderKeyId === keyId);
  const said: DocumentVector[] = [...repository.receiptsOf(keyId), ...fromIt].flatMap(
    (file) => file.documents,
  );
  const vectors = new Map<string, Map<number, number>>();
  for (const { id, stateVector } of said) {
    const known = vectors.get(id) ?? new Map<number, number>();
    for (const [client, clock] of stateVectorOf(stateVector)) {
      known.set(client, Math.max(clock, known.get(client) ?? 0));
    }
    vectors.set(id, known);
  }
  return vectors;
}

function manifestPlan(plan: StoredEntity | undefined): ManifestPlan {
  if (!plan || plan.deleted) throw new AppError('notFound');
  const text = (field: string) => oneLine(typeof plan.fields[field] === 'string' ? plan.fields[field] : '');
  const parsed = bundleManifest.shape.plans.element.safeParse({
    id: plan.id,
    title: text('title') || plan.id,
    type: commonsPlanTypes.find((type) => type === plan.fields['type']) ?? 'other',
    templateVersion: text('templateVersion'),
    language: text('language') || 'en',
  });
  if (!parsed.success) throw new AppError('invalidInput', { field: 'plan' }, { cause: parsed.error });
  return parsed.data;
}

function sentDocument({ id, doc }: NewDocument): SentFile['documents'][number] {
  const stateVector = Buffer.from(Y.encodeStateVector(doc)).toString('base64');
  return { id, stateVector, deleted: deletedIn(doc) };
}

/** How many operations of a document are deleted. */
export function deletedIn(doc: Y.Doc): number {
  let count = 0;
  for (const ranges of Y.snapshot(doc).ds.clients.values()) for (const { len } of ranges) count += len;
  return count;
}

export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[^\P{Cf}\u200c\u200d]/gu, '')
    .replace(/ +/g, ' ')
    .trim();
}
