import { createHash } from 'node:crypto';
import type { SnapshotChoice } from '../../../shared/contract/snapshots.ts';
import type { AssessmentBundle } from '../../../shared/domain/assessment-bundle.ts';
import { type SnapshotRecord, snapshotRecords } from '../../../shared/domain/snapshots/snapshot-records.ts';
import { snapshotParts } from '../../../shared/domain/snapshots/visibility.ts';
import type { Framework } from '../../../shared/framework/schema.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { DeviceKey } from '../identity/device-key.ts';
import type { SnapshotEntry } from '../repositories/snapshot-repository.ts';
import { exchangeForm, type WrittenSnapshot, withdrawalOf, writeSnapshot } from './snapshot-file.ts';

export interface SnapshotDraft extends WrittenSnapshot {
  readonly entry: SnapshotEntry;
  /** Takes the snapshot back; never leaves this laptop before that. */
  readonly secret: string;
  readonly records: readonly SnapshotRecord[];
}

export interface DraftSources {
  readonly bundle: AssessmentBundle;
  readonly framework: Framework;
  readonly alias: () => string;
  readonly key: () => DeviceKey;
  readonly engineVersion: string;
  /** ISO date. */
  readonly today: string;
}

/**
 * A snapshot as it would be made. An anonymous one gets no texts, no signature and no day of freezing,
 * whatever was chosen: a name could stand in the first, and the others lead to a laptop.
 */
export function draftSnapshot(choice: SnapshotChoice, sources: DraftSources): SnapshotDraft {
  const { bundle, framework } = sources;
  const { visibility } = choice;
  const anonymous = visibility === 'partnershipAnonymous';
  const parts = snapshotParts.filter((part) => !anonymous && choice.parts.includes(part));
  const records = snapshotRecords(bundle, { anonymous, parts: new Set(parts) }, framework);
  const organisation = bundle.partner?.fields.legalName ?? '';
  if (!anonymous && organisation === '') throw new AppError('invalidInput', { field: 'partnerId' });
  const secret = secretOf(choice.opId);
  const withdrawal = withdrawalOf(secret);
  const written = writeSnapshot(
    {
      schema: 'cps-exchange/1',
      kind: 'snapshot',
      visibility,
      origin: anonymous
        ? { alias: sources.alias() }
        : { organisation, partnerId: bundle.partner?.id ?? null },
      frameworkVersion: framework.version,
      engineVersion: sources.engineVersion,
      referenceDate: bundle.assessment.fields.referenceDate,
      frozenOn: anonymous ? null : sources.today,
      sharedParts: parts,
      withdrawal,
      records: exchangeForm(records),
    },
    choice.signed && !anonymous ? sources.key() : null,
  );
  return {
    ...written,
    records,
    secret,
    entry: {
      hash: written.hash,
      byteLength: written.bytes.byteLength,
      visibility,
      origin: anonymous ? sources.alias() : organisation,
      frameworkVersion: framework.version,
      referenceDate: bundle.assessment.fields.referenceDate ?? '',
      withdrawal,
    },
  };
}

/** From the id of the command, which stays on this laptop: what a preview has shown can be made again. */
function secretOf(opId: string): string {
  return createHash('sha256').update(`cps-snapshot-withdrawal/1\n${opId}`).digest('hex');
}
