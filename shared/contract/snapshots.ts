import { z } from 'zod';
import type { AnonymousGroup } from './anonymous-groups.ts';
import type { AssessmentBundle, AssessmentSummary } from '../domain/assessment-bundle.ts';
import { snapshotParts, visibilityLadder } from '../domain/snapshots/visibility.ts';
import type { SnapshotPart, Visibility } from '../domain/snapshots/visibility.ts';
import { entityId, opId, procedure, trusted } from './base.ts';

/** A frozen copy of an assessment: made here, or shared by others. */
export interface SnapshotRow {
  hash: string;
  /** The assessment here that it was made of; null for one that others share. */
  assessmentId: string | null;
  /** '' for one without a name, and while it has not arrived. */
  title: string;
  /** The organisation's name, or the alias of one that shares without its name. */
  origin: string;
  visibility: Visibility;
  frameworkVersion: string;
  /** ISO date or ''. */
  referenceDate: string;
  byteLength: number;
  /** kept: never left this laptop. */
  state: 'kept' | 'shared' | 'withdrawn';
  /** waiting: listed, but its content has not arrived. tooNew: made by a newer version of the app. */
  condition: 'whole' | 'waiting' | 'tooNew' | 'damaged';
  /** When it was made, or listed here first; milliseconds since 1970. */
  notedAt: number;
  receivedAt: number | null;
  /** Figures by the formulas of this app; null while it can't be read, and for what others share without a name. */
  summary: AssessmentSummary | null;
}

/** One snapshot as it is read: everything in it, and nothing that stayed at home. */
export interface OpenSnapshot {
  row: SnapshotRow;
  parts: readonly SnapshotPart[];
  engineVersion: string;
  /** Day on which it was frozen (ISO); null when it does not say. */
  frozenOn: string | null;
  /** Id of the laptop's key that signed it; null when nobody did. */
  signedBy: string | null;
  bundle: AssessmentBundle;
}

/** What would be made, before anything is. `text` is the snapshot itself, laid out for reading. */
export interface SnapshotPreview {
  hash: string;
  byteLength: number;
  text: string;
  /** Under which name others would see it. */
  origin: string;
  counts: Readonly<Record<'scores' | 'texts' | 'sources', number>>;
}

const choice = z.object({
  /** Made once per dialog: the same choices under the same id make the same snapshot. */
  opId,
  assessmentId: entityId,
  visibility: z.enum(visibilityLadder),
  parts: z.array(z.enum(snapshotParts)).max(snapshotParts.length),
  signed: z.boolean(),
});

const snapshotHash = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) });

export const snapshots = {
  list: procedure.output(trusted<SnapshotRow[]>()),
  open: procedure.input(snapshotHash).output(trusted<OpenSnapshot>()),
  /** What is shared without names, together. */
  together: procedure.output(trusted<AnonymousGroup[]>()),
  preview: procedure.input(choice).output(trusted<SnapshotPreview>()),
  /** Freezes the assessment if it is not frozen and makes what the preview with this hash has shown. */
  make: procedure
    .input(choice.extend({ hash: snapshotHash.shape.hash, share: z.boolean() }))
    .output(trusted<{ hash: string }>()),
  share: procedure.input(snapshotHash).output(trusted<null>()),
  withdraw: procedure.input(snapshotHash).output(trusted<null>()),
};

export type SnapshotChoice = z.output<typeof choice>;
export type SnapshotMaking = SnapshotChoice & { hash: string; share: boolean };
