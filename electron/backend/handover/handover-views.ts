import * as Y from 'yjs';
import type { HandoverOverview, ReceiptView, ReceivedView } from '../../../shared/contract/handover.ts';
import { planIdOf } from '../../../shared/documents/companions.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { DocumentHub } from '../documents/document-hub.ts';
import { type DeviceKey, deviceKeyId } from '../identity/device-key.ts';
import { keyFingerprint } from '../identity/key-fingerprint.ts';
import type {
  HandoverRepository,
  KnownPerson,
  ReceivedFile,
  SentFile,
  StoredReceipt,
} from '../repositories/handover-repository.ts';
import type { SnapshotService } from '../snapshots/snapshot-service.ts';
import { coversVector, operationsBeyond, stateVectorOf } from './state-vectors.ts';
import { deletedIn } from './write-handover.ts';

export interface ViewSources {
  readonly hub: Pick<DocumentHub, 'read'>;
  readonly snapshots: Pick<SnapshotService, 'portable'>;
  readonly repository: HandoverRepository;
  readonly deviceKey: DeviceKey;
}

/** Lists of a workspace show this many files; older ones stay noted. */
const maxShown = 50;

export async function overviewOf(sources: ViewSources): Promise<HandoverOverview> {
  const { repository, deviceKey } = sources;
  const read = documentReader(sources.hub);
  const sent: HandoverOverview['sent'] = [];
  for (const file of repository.allSent().slice(0, maxShown)) {
    const { id, at, fileName, bytes, encrypted, plans } = file;
    const receipts: ReceiptView[] = [];
    for (const receipt of repository.receipts(id))
      receipts.push(await receiptView(sources, file, receipt, read));
    const snapshots = file.snapshots.length;
    sent.push({ id, at, fileName, bytes, encrypted, plans: [...plans], snapshots, receipts });
  }
  return {
    fingerprint: keyFingerprint(deviceKey.publicKey),
    sent,
    received: repository
      .allReceived()
      .slice(0, maxShown)
      .map((file) => receivedView(repository, deviceKey, file)),
    portable: sources.snapshots
      .portable()
      .map(({ hash, title, origin, referenceDate }) => ({ hash, title, origin, referenceDate })),
    receivers: repository.people().filter(knownToHave(repository)).map(receiverView),
  };
}

/** What a receipt says of a file that was made here, and what has been written here since. */
export async function receiptView(
  { repository, hub }: ViewSources,
  file: SentFile,
  receipt: StoredReceipt,
  read: ReadState = documentReader(hub),
): Promise<ReceiptView> {
  const taken = new Set(receipt.plans.filter(({ outcome }) => outcome === 'taken').map(({ id }) => id));
  const reached = new Map(receipt.documents.map(({ id, stateVector }) => [id, stateVectorOf(stateVector)]));
  let complete = true;
  let changesSince = 0;
  for (const { id, stateVector, deleted } of file.documents) {
    if (!taken.has(planIdOf(id))) continue;
    const there = reached.get(id) ?? new Map<number, number>();
    complete &&= coversVector(there, stateVectorOf(stateVector));
    const here = await read(id);
    if (here) changesSince += operationsBeyond(here.vector, there) + Math.max(0, here.deleted - deleted);
  }
  const person = repository.person(receipt.keyId);
  return {
    keyId: receipt.keyId,
    fingerprint: person ? keyFingerprint({ x: person.publicKey }) : [],
    organisation: receipt.organisation,
    displayName: receipt.displayName,
    known: person !== undefined,
    createdAt: receipt.createdAt,
    taken: file.plans.filter(({ id }) => taken.has(id)),
    declined: file.plans.filter(({ id }) => !taken.has(id)),
    snapshotsTaken: receipt.snapshots.filter(({ outcome }) => outcome === 'taken').length,
    snapshotsDeclined: receipt.snapshots.filter(({ outcome }) => outcome === 'declined').length,
    complete,
    changesSince,
  };
}

interface DocumentState {
  readonly vector: ReadonlyMap<number, number>;
  readonly deleted: number;
}
type ReadState = (documentId: string) => Promise<DocumentState | undefined>;

/** Reads each document once, however many receipts speak of it. */
function documentReader(hub: Pick<DocumentHub, 'read'>): ReadState {
  const known = new Map<string, Promise<DocumentState | undefined>>();
  const read = async (id: string): Promise<DocumentState | undefined> => {
    try {
      const doc = await hub.read(id);
      const state = { vector: Y.decodeStateVector(Y.encodeStateVector(doc)), deleted: deletedIn(doc) };
      doc.destroy();
      return state;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return undefined; // a damaged document is told of where it is opened; the list of files is still true
    }
  };
  return (id) => {
    const state = known.get(id) ?? read(id);
    known.set(id, state);
    return state;
  };
}

function receivedView(repository: HandoverRepository, own: DeviceKey, file: ReceivedFile): ReceivedView {
  const person = repository.person(file.senderKeyId);
  const x = file.senderKeyId === own.id ? own.publicKey.x : person?.publicKey;
  const named = (outcome: string) =>
    file.plans.filter((plan) => plan.outcome === outcome).map(({ id, title }) => ({ id, title }));
  return {
    id: file.id,
    at: file.at,
    createdAt: file.createdAt,
    sender: {
      keyId: file.senderKeyId,
      fingerprint: x ? keyFingerprint({ x }) : [],
      organisation: file.organisation,
      displayName: file.displayName,
    },
    taken: named('taken'),
    declined: named('declined'),
    snapshots: file.snapshots.filter(({ outcome }) => outcome === 'taken').length,
    lost: [...file.lost],
  };
}

const knownToHave = (repository: HandoverRepository) => {
  const senders = new Set(repository.allReceived().map(({ senderKeyId }) => senderKeyId));
  return ({ keyId }: KnownPerson) => senders.has(keyId) || repository.receiptsOf(keyId).length > 0;
};

function receiverView({ publicKey, organisation, displayName, lastAt }: KnownPerson) {
  const keyId = deviceKeyId({ kty: 'OKP', crv: 'Ed25519', x: publicKey });
  return { keyId, fingerprint: keyFingerprint({ x: publicKey }), organisation, displayName, lastAt };
}
