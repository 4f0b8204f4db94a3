import { bundleOf } from '../../../shared/demo/demo-bundles.ts';
import type { DemoPartnership } from '../../../shared/demo/demo-partnership.ts';
import type { DemoSnapshot } from '../../../shared/demo/shared-snapshots.ts';
import type { FrameworkRegistry } from '../../../shared/framework/registry.ts';
import { createSnapshotRepository } from '../repositories/snapshot-repository.ts';
import type { WorkspaceContext } from '../services/workspace-context.ts';
import { draftSnapshot, type SnapshotDraft } from './snapshot-draft.ts';

/**
 * Puts what the demo's partners share into a new workspace, as if it had come from them. Every laptop makes
 * the very same bytes, so that two that meet hold one copy.
 */
export function fillDemoSnapshots(
  context: Pick<WorkspaceContext, 'database'>,
  demo: DemoPartnership,
  frameworks: FrameworkRegistry,
): void {
  const repository = createSnapshotRepository(context.database);
  for (const snapshot of demo.snapshots) {
    const { entry, bytes, hash } = draftOf(snapshot, demo, frameworks);
    const at = Date.parse(`${snapshot.frozenOn}T12:00:00Z`);
    repository.putBytes(hash, bytes);
    repository.put({ entry, state: 'shared', own: null, notedAt: at, receivedAt: at });
  }
}

function draftOf(
  snapshot: DemoSnapshot,
  demo: DemoPartnership,
  frameworks: FrameworkRegistry,
): SnapshotDraft {
  const { assessmentId, alias, frozenOn } = snapshot;
  const bundle = bundleOf(demo.records, assessmentId);
  return draftSnapshot(
    {
      opId: `demo/snapshot/${assessmentId}`,
      assessmentId,
      visibility: alias === null ? 'partnershipNamed' : 'partnershipAnonymous',
      parts: ['justifications', 'narratives', 'evidence'],
      signed: false,
    },
    {
      bundle,
      framework: frameworks.get(bundle.assessment.fields.frameworkVersion),
      alias: () => alias ?? '',
      key: () => {
        throw new Error('the demo signs nothing');
      },
      // Not the version of the app: the bytes stay the same when that changes.
      engineVersion: 'demo',
      today: frozenOn,
    },
  );
}
