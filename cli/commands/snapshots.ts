import { randomUUID } from 'node:crypto';
import type { WorkspaceServices } from '../../electron/backend/services/backend-services.ts';
import type { SnapshotRow } from '../../shared/contract/snapshots.ts';
import {
  isForPartnership,
  type SnapshotPart,
  snapshotParts,
  type Visibility,
} from '../../shared/domain/snapshots/visibility.ts';
import { CommandFailure, type Session } from '../session.ts';
import { table } from '../table.ts';

interface Choice {
  workspace?: string;
}
export interface SnapshotShare extends Choice {
  assessment?: string;
  visibility?: Visibility;
  part?: SnapshotPart[];
  freeze?: true;
  unsigned?: true;
}

/** Prints the snapshots of this laptop and those that others share. */
export async function listSnapshots(session: Session, options: Choice & { json?: true }): Promise<void> {
  const { print, text } = session;
  const rows = (await session.workspace(options.workspace)).snapshots.list();
  if (options.json) {
    for (const row of rows) print(JSON.stringify(row));
    return;
  }
  const columns = ['snapshot', 'origin', 'visibility', 'framework', 'referenceDate', 'state'] as const;
  const lines = rows.map((row) => [
    row.hash.slice(0, shortHashLength),
    row.assessmentId === null ? row.origin : text('snapshots.own', { origin: row.origin }),
    text(`snapshots.visibility.${row.visibility}`),
    row.frameworkVersion,
    row.referenceDate,
    row.condition === 'whole'
      ? text(`snapshots.state.${row.state}`)
      : text(`snapshots.condition.${row.condition}`),
  ]);
  const heads = columns.map((column) => text(`column.${column}`));
  for (const line of table(heads, lines)) print(line);
}

/** Shares a snapshot that is kept here, or one that is made now of an assessment; prints its hash. */
export async function shareSnapshot(
  session: Session,
  hash: string | undefined,
  options: SnapshotShare,
): Promise<void> {
  const workspace = await session.workspace(options.workspace);
  const shared = hash === undefined ? makeAndShare(workspace, options) : shareKept(workspace, hash);
  session.note(session.text('snapshots.shared'));
  session.print(shared);
}

/** Takes back what this laptop has shared; prints its hash. */
export async function withdrawSnapshot(session: Session, hash: string, options: Choice): Promise<void> {
  const { snapshots } = await session.workspace(options.workspace);
  const row = ownRow(snapshots.list(), hash);
  if (row.state === 'kept') throw new CommandFailure('snapshots.notShared');
  snapshots.withdraw(row.hash);
  session.note(session.text('snapshots.withdrawn'));
  session.print(row.hash);
}

function shareKept({ snapshots }: WorkspaceServices, hash: string): string {
  const row = ownRow(snapshots.list(), hash);
  snapshots.share(row.hash);
  return row.hash;
}

function makeAndShare({ snapshots, context }: WorkspaceServices, options: SnapshotShare): string {
  const { assessment: assessmentId = '', visibility = 'partnershipNamed', part, freeze, unsigned } = options;
  const assessment = context.entities.get('assessment', assessmentId);
  if (!assessment) throw new CommandFailure('snapshots.noAssessment', { id: assessmentId });
  if (!isForPartnership(visibility)) {
    throw new CommandFailure('snapshots.staysHome');
  }
  // Freezing cannot be taken back: it is asked for in so many words.
  if (assessment.fields['status'] !== 'frozen' && !freeze) throw new CommandFailure('snapshots.notFrozen');
  const choice = {
    opId: randomUUID(),
    assessmentId,
    visibility,
    parts: [...(part ?? snapshotParts)],
    signed: !unsigned,
  };
  const { hash } = snapshots.preview(choice);
  return snapshots.make({ ...choice, hash, share: true }).hash;
}

const shortHashLength = 12;

/** By its hash or the first characters of it. */
function ownRow(rows: readonly SnapshotRow[], hash: string): SnapshotRow {
  const found = hash.length < shortestPrefix ? [] : rows.filter((row) => row.hash.startsWith(hash));
  const [row] = found;
  if (!row || found.length > 1) throw new CommandFailure('snapshots.unknown', { hash });
  if (row.assessmentId === null) throw new CommandFailure('snapshots.notOwn');
  return row;
}

const shortestPrefix = 6;
