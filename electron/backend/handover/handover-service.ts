import { createHash } from 'node:crypto';
import {
  type HandoverOverview,
  handoverPieceBytes,
  type HandoverPlan,
  type HandoverResult,
  type HandoverSender,
  type Opened,
  type OpenedBundle,
  type OpenedReceipt,
  type ReceiptView,
  type WrittenFile,
} from '../../../shared/contract/handover.ts';
import type { SnapshotRow } from '../../../shared/contract/snapshots.ts';
import type { FrameworkRegistry } from '../../../shared/framework/registry.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { WallClock } from '../../../shared/kernel/clock.ts';
import { StorageError } from '../../../relay/storage/room-storage.ts';
import { asAppError } from '../db/sqlite-errors.ts';
import type { DeviceKey, PublicDeviceKey } from '../identity/device-key.ts';
import { createHandoverRepository } from '../repositories/handover-repository.ts';
import type { WorkspaceServices } from '../services/backend-services.ts';
import type { BackupService } from '../services/backup-service.ts';
import type { SharedWorkspaces } from '../services/shared-workspaces.ts';
import { createSnapshotRepository } from '../repositories/snapshot-repository.ts';
import { readDescription } from '../services/workspace-description.ts';
import { readBundle, type VerifiedBundle } from './bundle-file.ts';
import { personOf, rememberPerson, senderOf } from './handover-people.ts';
import { overviewOf, receiptView } from './handover-views.ts';
import type { Person } from './manifest.ts';
import { ownOrganisation } from './own-organisation.ts';
import { readReceipt, type VerifiedReceipt } from './receipt-file.ts';
import type { PlanPreview } from './preview-plan.ts';
import { fileKindOf } from './signed-file.ts';
import { noteReceipt, writeReceiptOf } from './take-receipt.ts';
import { previewBundle, previewSnapshots, takeIn } from './take-in.ts';
import { createTransferFiles, type IncomingPiece } from './transfer-files.ts';
import { type HandoverRequest, oneLine, writeHandover } from './write-handover.ts';

/** Files that carry plans from laptop to laptop by hand (docs/spec/handover-file.md). */
export interface HandoverService {
  overview(): Promise<HandoverOverview>;
  create(request: HandoverRequest): Promise<WrittenFile>;
  /** @param received SHA-256 of a bundle that was taken in here. */
  writeReceipt(received: string): Promise<WrittenFile>;
  read(fileId: string, offset: number): { base64: string; next: number | null };
  /** The whole of a file that was written, for programs without a window. */
  content(fileId: string): Uint8Array;
  forget(fileId: string): void;
  receive(fileId: string, piece: IncomingPiece): void;
  open(fileId: string, passphrase?: string): Promise<Opened>;
  enterWorkspace(fileId: string): Promise<void>;
  accept(fileId: string, chosen: Accepted, senderConfirmed: boolean): Promise<HandoverResult>;
  acceptReceipt(fileId: string, senderConfirmed: boolean): Promise<ReceiptView>;
}

/** Ids of plans and hashes of snapshots. */
export interface Accepted {
  readonly plans: readonly string[];
  readonly snapshots?: readonly string[];
}

export interface HandoverServiceOptions {
  frameworks: FrameworkRegistry;
  workspace: () => WorkspaceServices;
  sharedWorkspaces: SharedWorkspaces;
  backups: BackupService;
  deviceKey: () => DeviceKey;
  displayName: () => string;
  appVersion: string;
  wallClock: WallClock;
  newId: () => string;
}

type Verified =
  | { readonly kind: 'bundle'; readonly bundle: VerifiedBundle }
  | { readonly kind: 'receipt'; readonly receipt: VerifiedReceipt };

/** Opened files are kept unpacked while they are looked at: no more than this many. */
const maxOpened = 2;

export function createHandoverService(options: HandoverServiceOptions): HandoverService {
  const { wallClock, newId } = options;
  const files = createTransferFiles();
  const opened = new Map<string, Verified>();
  const keepOpened = (fileId: string, verified: Verified) => {
    opened.delete(fileId);
    opened.set(fileId, verified);
    for (const oldest of [...opened.keys()].slice(0, -maxOpened)) opened.delete(oldest);
  };
  const current = () => {
    const workspace = options.workspace();
    const { context, hub } = workspace;
    const who: Person = {
      organisation: oneLine(ownOrganisation(context.entities)),
      displayName: oneLine(options.displayName()),
    };
    return {
      ...workspace,
      repository: createHandoverRepository(context.database),
      snapshotRepository: createSnapshotRepository(context.database),
      frameworks: options.frameworks,
      deviceKey: options.deviceKey(),
      workspaceName: readDescription(context.database)?.name || hub.sharedId.get(),
      who,
      appVersion: options.appVersion,
      now: wallClock(),
      newId,
      backUp: () => options.backups.backUp(context.id, context.database, 'beforeHandover').fileName,
    };
  };
  const openWorkspace = () => {
    try {
      return current();
    } catch (error) {
      if (error instanceof AppError && error.code === 'noWorkspaceOpen') return undefined;
      throw error;
    }
  };
  const placeOf = (sharedId: string): OpenedBundle['workspace']['place'] => {
    if (openWorkspace()?.hub.sharedId.get() === sharedId) return 'open';
    return options.sharedWorkspaces.find(sharedId) === undefined ? 'nowhere' : 'here';
  };
  const verify = async (bytes: Uint8Array, passphrase?: string): Promise<Verified> => {
    if (fileKindOf(bytes).kind === 'receipt') return { kind: 'receipt', receipt: await readReceipt(bytes) };
    return { kind: 'bundle', bundle: await readBundle(bytes, passphrase) };
  };
  const verifiedBundle = (fileId: string): VerifiedBundle => {
    const found = opened.get(fileId);
    if (found?.kind !== 'bundle') throw new AppError('handoverFileGone');
    const { id, name } = found.bundle.manifest.workspace;
    if (placeOf(id) !== 'open') throw new AppError('handoverOtherWorkspace', { name });
    return found.bundle;
  };
  const senderIn = (workspace: ReturnType<typeof current>, verified: Verified) => {
    const { signer, who } =
      verified.kind === 'bundle'
        ? { signer: verified.bundle.signer, who: verified.bundle.manifest.sender }
        : { signer: verified.receipt.signer, who: verified.receipt.manifest.receiver };
    return { signer, sender: senderOf(workspace.repository, workspace.deviceKey, signer, who) };
  };
  const refuseUnconfirmed = (standing: string, confirmed: boolean) => {
    if (standing !== 'own' && standing !== 'known' && !confirmed)
      throw new AppError('handoverSenderUnconfirmed');
  };

  const openBundle = async (
    fileId: string,
    fileName: string,
    bundle: VerifiedBundle,
  ): Promise<OpenedBundle> => {
    const { manifest, hash, encrypted } = bundle;
    const place = placeOf(manifest.workspace.id);
    const workspace = place === 'open' ? current() : undefined;
    return {
      kind: 'bundle',
      fileId,
      fileName,
      bytes: files.get(fileId).bytes.length,
      createdAt: Date.parse(manifest.createdAt),
      sender: workspace
        ? senderIn(workspace, { kind: 'bundle', bundle }).sender
        : strangerOf(bundle.signer, manifest.sender),
      workspace: { name: manifest.workspace.name, place },
      received: hash,
      encrypted,
      partial: bundle.documents.some(({ part }) => part.base !== null),
      takenAt: workspace?.repository.received(hash)?.at ?? null,
      plans: workspace ? (await previewBundle(workspace, bundle)).map(withoutListedTitle) : [],
      snapshots: workspace ? previewSnapshots(workspace, bundle) : [],
    };
  };
  const openReceipt = async (
    fileId: string,
    fileName: string,
    receipt: VerifiedReceipt,
  ): Promise<OpenedReceipt> => {
    const { manifest, signer } = receipt;
    const place = placeOf(manifest.workspace.id);
    const workspace = place === 'open' ? current() : undefined;
    const noted = workspace && noteReceipt(workspace.repository, receipt, false);
    return {
      kind: 'receipt',
      fileId,
      fileName,
      bytes: files.get(fileId).bytes.length,
      createdAt: Date.parse(manifest.createdAt),
      sender: workspace
        ? senderIn(workspace, { kind: 'receipt', receipt }).sender
        : strangerOf(signer, manifest.receiver),
      workspace: { name: '', place },
      receipt: workspace && noted ? await receiptView(workspace, noted.file, noted.receipt) : null,
      about: noted?.file.fileName ?? '',
    };
  };

  // One after the other: two windows must not merge the same file into the same plans at once.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = last.then(work);
    last = result.catch(() => undefined); // its caller gets the failure; the next one must still run
    return result;
  };
  const accept: HandoverService['accept'] = async (fileId, accepted, senderConfirmed) => {
    const chosen = { plans: new Set(accepted.plans), snapshots: new Set(accepted.snapshots) };
    const takesAny = chosen.plans.size + chosen.snapshots.size > 0;
    const bundle = verifiedBundle(fileId);
    const workspace = current();
    const { signer, sender } = senderIn(workspace, { kind: 'bundle', bundle });
    if (takesAny) refuseUnconfirmed(sender.standing, senderConfirmed);
    const result = await takeIn(workspace, bundle, sender, chosen).catch((error: unknown) => {
      throw error instanceof StorageError ? asAppError(error.cause ?? error) : error;
    });
    if (takesAny) rememberPerson(workspace.repository, signer, sender, workspace.now);
    return result;
  };

  return {
    overview: async () => overviewOf(current()),
    async create(request) {
      const workspace = current();
      if (request.plans.length + (request.snapshots ?? []).length === 0) {
        throw new AppError('invalidInput', { field: 'plans' });
      }
      const { file, plans, documents } = await writeHandover(workspace, request);
      const fileName = fileNameOf(
        plans.length === 1 ? plans[0]!.title : workspace.workspaceName,
        workspace.now,
      );
      const written = { fileId: request.id, fileName: `${fileName}.cphandover`, bytes: file.length };
      files.put(request.id, { fileName: written.fileName, bytes: file });
      workspace.repository.putSent({
        id: request.id,
        at: workspace.now,
        fileName: written.fileName,
        bytes: file.length,
        hash: createHash('sha256').update(file).digest('hex'),
        encrypted: request.passphrase !== undefined,
        receiver: request.receiver ?? null,
        plans: plans.map(({ id, title }) => ({ id, title })),
        snapshots: titlesOf(workspace.snapshots.portable(), request.snapshots ?? []),
        documents,
      });
      return written;
    },
    async writeReceipt(received) {
      const workspace = current();
      const fileId = newId();
      const bytes = await writeReceiptOf(workspace, received, fileId);
      const fileName = `${fileNameOf(workspace.who.organisation || workspace.workspaceName, workspace.now)}.cpreceipt`;
      files.put(fileId, { fileName, bytes });
      return { fileId, fileName, bytes: bytes.length };
    },
    read(fileId, offset) {
      const { bytes } = files.get(fileId);
      const end = Math.min(bytes.length, offset + handoverPieceBytes);
      const base64 = Buffer.from(bytes.subarray(offset, end)).toString('base64');
      return { base64, next: end < bytes.length ? end : null };
    },
    content: (fileId) => files.get(fileId).bytes,
    forget(fileId) {
      files.forget(fileId);
      const repository = openWorkspace()?.repository;
      if (repository?.receipts(fileId).length === 0) repository.removeSent(fileId);
    },
    receive(fileId, piece) {
      files.receive(fileId, piece);
      opened.delete(fileId);
    },
    async open(fileId, passphrase) {
      const { fileName, bytes } = files.get(fileId);
      let verified = opened.get(fileId);
      if (!verified) {
        if (fileKindOf(bytes).encrypted && passphrase === undefined) {
          return { kind: 'locked', fileId, fileName, bytes: bytes.length };
        }
        verified = await verify(bytes, passphrase);
        keepOpened(fileId, verified);
      }
      return verified.kind === 'bundle'
        ? openBundle(fileId, fileName, verified.bundle)
        : openReceipt(fileId, fileName, verified.receipt);
    },
    async enterWorkspace(fileId) {
      const verified = opened.get(fileId);
      if (verified?.kind !== 'bundle') throw new AppError('handoverFileGone');
      const { id, name } = verified.bundle.manifest.workspace;
      await options.sharedWorkspaces.openOrCreate({ sharedId: id, name }, null);
    },
    accept: (fileId, chosen, senderConfirmed) => inTurn(() => accept(fileId, chosen, senderConfirmed)),
    async acceptReceipt(fileId, senderConfirmed) {
      const verified = opened.get(fileId);
      if (verified?.kind !== 'receipt') throw new AppError('handoverFileGone');
      const workspace = current();
      const { signer, sender } = senderIn(workspace, verified);
      refuseUnconfirmed(sender.standing, senderConfirmed);
      if (workspace.hub.sharedId.get() !== verified.receipt.manifest.workspace.id) {
        throw new AppError('handoverReceiptUnknown');
      }
      const noted = noteReceipt(workspace.repository, verified.receipt, true);
      if (!noted) throw new AppError('handoverReceiptUnknown');
      rememberPerson(workspace.repository, signer, sender, workspace.now);
      return receiptView(workspace, noted.file, noted.receipt);
    },
  };
}

/** While its workspace is not open, nothing is known of whose files were accepted there. */
function strangerOf(signer: PublicDeviceKey, who: Person): HandoverSender {
  return { ...personOf(signer, who), standing: 'new', knownSince: null };
}

function withoutListedTitle({ listedTitle: _listed, ...plan }: PlanPreview): HandoverPlan {
  return plan;
}

/** A name that every file system takes, in whatever script. */
function fileNameOf(title: string, now: number): string {
  const words = title.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
  return [words.join('-').slice(0, 80) || 'plans', new Date(now).toISOString().slice(0, 10)].join('-');
}

function titlesOf(portable: readonly SnapshotRow[], hashes: readonly string[]) {
  const titles = new Map(portable.map(({ hash, title }) => [hash, title]));
  return hashes.map((id) => ({ id, title: titles.get(id) ?? '' }));
}
