import type { HandoverSnapshot } from '../../../shared/contract/handover.ts';
import { mayLeaveLaptop } from '../../../shared/domain/snapshots/visibility.ts';
import type { FrameworkRegistry } from '../../../shared/framework/registry.ts';
import { AppError, type AppErrorCode } from '../../../shared/kernel/errors.ts';
import type { SnapshotRepository } from '../repositories/snapshot-repository.ts';
import { readSnapshot, type SnapshotFile } from '../snapshots/snapshot-file.ts';

export interface SnapshotSources {
  readonly snapshotRepository: Pick<SnapshotRepository, 'get'>;
  readonly frameworks: FrameworkRegistry;
}

/** HB-22: reads a snapshot of a file through and tells whether it can be taken in. Changes nothing. */
export function previewSnapshot(
  { snapshotRepository, frameworks }: SnapshotSources,
  hash: string,
  bytes: Uint8Array,
): HandoverSnapshot {
  const refused = (refusal: AppErrorCode): HandoverSnapshot => ({
    hash,
    title: '',
    origin: '',
    referenceDate: '',
    standing: 'refused',
    refusal,
  });
  const stored = snapshotRepository.get(hash);
  if (stored?.state === 'withdrawn') return refused('snapshotWithdrawn');
  try {
    const { file, bundle } = readSnapshot(bytes, frameworks);
    if (!mayLeaveLaptop(file.visibility)) return refused('snapshotStaysHome');
    const isHere = stored !== undefined && stored.receivedAt !== null;
    return {
      hash,
      title: bundle.assessment.fields.title,
      origin: originOf(file),
      referenceDate: file.referenceDate ?? '',
      standing: isHere ? 'here' : 'new',
      refusal: null,
    };
  } catch (error) {
    if (error instanceof AppError) return refused(error.code);
    throw error;
  }
}

function originOf({ origin }: SnapshotFile): string {
  return 'alias' in origin ? origin.alias : origin.organisation;
}
