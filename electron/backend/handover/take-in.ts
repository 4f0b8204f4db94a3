import type {
  HandoverPlan,
  HandoverResult,
  HandoverSender,
  HandoverSnapshot,
} from '../../../shared/contract/handover.ts';
import { planIdOf } from '../../../shared/documents/companions.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { DocumentHub } from '../documents/document-hub.ts';
import type { HandoverRepository, ReceivedFile } from '../repositories/handover-repository.ts';
import { backendSession } from '../services/assessment-service.ts';
import type { RecordService } from '../services/record-service.ts';
import type { SnapshotService } from '../snapshots/snapshot-service.ts';
import type { WorkspaceContext } from '../services/workspace-context.ts';
import type { VerifiedBundle } from './bundle-file.ts';
import type { ManifestPlan } from './manifest.ts';
import { previewSnapshot, type SnapshotSources } from './preview-snapshot.ts';
import { type PlanPreview, previewPlan } from './preview-plan.ts';

export interface TakeInSources extends SnapshotSources {
  readonly snapshots: Pick<SnapshotService, 'takeIn'>;
  readonly context: WorkspaceContext;
  readonly hub: Pick<DocumentHub, 'read' | 'applyUpdate'>;
  readonly records: RecordService;
  readonly repository: HandoverRepository;
  /** Makes a backup and returns its name. */
  readonly backUp: () => string;
  readonly newId: () => string;
  readonly now: number;
}

/** What the user ticked: ids of plans, hashes of snapshots. */
export interface Chosen {
  readonly plans: ReadonlySet<string>;
  readonly snapshots: ReadonlySet<string>;
}

/** Origin of log entries that came with a file. */
export const handoverOrigin = 'handover';

/** What each plan of a bundle would bring. Changes nothing. */
export async function previewBundle(
  sources: Pick<TakeInSources, 'context' | 'hub'>,
  bundle: VerifiedBundle,
): Promise<PlanPreview[]> {
  const previews: PlanPreview[] = [];
  for (const plan of bundle.manifest.plans) {
    const documents = bundle.documents.filter(({ part }) => planIdOf(part.id) === plan.id);
    previews.push(await previewPlan(sources, plan, documents));
  }
  return previews;
}

export function previewSnapshots(
  sources: SnapshotSources,
  { snapshots }: VerifiedBundle,
): HandoverSnapshot[] {
  return [...snapshots].map(([hash, bytes]) => previewSnapshot(sources, hash, bytes));
}

/**
 * HB-14, HB-17: takes the chosen plans in. All of them are checked again first; then a backup is made; then
 * the documents are merged and durable, one after the other; the list and the note of it come last, so that
 * a stop in between leaves what taking the file in once more completes.
 */
export async function takeIn(
  sources: TakeInSources,
  bundle: VerifiedBundle,
  sender: HandoverSender,
  { plans: chosen, snapshots: chosenSnapshots }: Chosen,
): Promise<HandoverResult> {
  const shown = previewSnapshots(sources, bundle).filter(({ hash }) => chosenSnapshots.has(hash));
  const newSnapshots = shown.filter(({ standing }) => standing === 'new');
  const refused = shown.find(({ refusal }) => refusal !== null);
  if (refused?.refusal) throw new AppError(refused.refusal);
  const previews = await previewBundle(sources, bundle);
  for (const preview of previews) if (chosen.has(preview.id)) refuseWhenRefused(preview);
  const taken = previews.filter(({ id }) => chosen.has(id));
  const changing = taken.filter(({ standing }) => standing !== 'unchanged');
  const changes = changing.length > 0 || newSnapshots.length > 0;
  const backup = changes ? sources.backUp() : null;
  for (const preview of changing) {
    for (const { part, update } of bundle.documents) {
      if (planIdOf(part.id) === preview.id) await sources.hub.applyUpdate(part.id, update, handoverOrigin);
    }
    listPlan(sources, bundle.manifest.plans.find(({ id }) => id === preview.id)!, preview.listedTitle);
  }
  for (const { hash } of newSnapshots) sources.snapshots.takeIn(bundle.snapshots.get(hash)!);
  noteReceived(sources, bundle, sender, previews, { plans: chosen, snapshots: chosenSnapshots });
  if (changing.length > 0) sources.context.announce({ type: 'documents' });
  const named = ({ id, title }: HandoverPlan) => ({ id, title });
  return {
    taken: taken.map((preview) => ({ ...named(preview), outcome: outcomeOf(preview) })),
    declined: previews.filter(({ id }) => !chosen.has(id)).map(named),
    snapshotsAdded: newSnapshots.length,
    changed: changes,
    backup,
  };
}

function refuseWhenRefused({ refusal }: HandoverPlan): void {
  if (refusal === 'baseMissing') throw new AppError('handoverBaseMissing');
  if (refusal !== null) throw new AppError('handoverDamaged');
}

function outcomeOf({ standing }: HandoverPlan): 'added' | 'changed' | 'unchanged' {
  if (standing === 'new') return 'added';
  return standing === 'unchanged' ? 'unchanged' : 'changed';
}

/** The plan's row; the partnership's commons follows the rows. */
function listPlan({ context, records, newId }: TakeInSources, plan: ManifestPlan, title: string): void {
  const { id, type, templateVersion, language } = plan;
  const row = context.entities.get('planDocument', id);
  const patch = row ? { title } : { title, type, templateVersion, language };
  const change = { kind: 'planDocument' as const, id, parentId: null, patch, deleted: false };
  records.apply({ opId: newId(), session: backendSession, scope: 'workspace', changes: [change] });
}

/** What was taken before stays taken when the same file is opened again and declined. */
function noteReceived(
  sources: TakeInSources,
  bundle: VerifiedBundle,
  sender: HandoverSender,
  previews: readonly HandoverPlan[],
  { plans: chosen, snapshots: chosenSnapshots }: Chosen,
): void {
  const { repository, now } = sources;
  const { manifest, hash } = bundle;
  const before = repository.received(hash);
  const takenBefore = new Set(before?.plans.filter(({ outcome }) => outcome === 'taken').map(({ id }) => id));
  const lost = previews
    .filter(({ id }) => chosen.has(id))
    .flatMap((plan) => plan.lost.map((text) => ({ ...text, planId: plan.id })));
  const received: ReceivedFile = {
    id: hash,
    bundleId: manifest.id,
    at: now,
    createdAt: Date.parse(manifest.createdAt),
    senderKeyId: sender.keyId,
    organisation: sender.organisation,
    displayName: sender.displayName,
    plans: manifest.plans.map(({ id, title }) => ({
      id,
      title,
      outcome: chosen.has(id) || takenBefore.has(id) ? 'taken' : 'declined',
    })),
    snapshots: previewSnapshots(sources, bundle).map((snapshot) => ({
      id: snapshot.hash,
      title: snapshot.title,
      outcome: chosenSnapshots.has(snapshot.hash) || snapshot.standing === 'here' ? 'taken' : 'declined',
    })),
    documents: bundle.documents.map(({ part: { id, stateVector } }) => ({ id, stateVector })),
    lost: [...(before?.lost ?? []), ...lost],
  };
  repository.putReceived(received);
}
