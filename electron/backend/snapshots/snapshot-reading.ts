import type { OpenSnapshot, SnapshotRow } from '../../../shared/contract/snapshots.ts';
import { assessmentSummary } from '../../../shared/domain/figures/assessment-summary.ts';
import type { AssessmentSummary } from '../../../shared/domain/assessment-bundle.ts';
import type { FrameworkRegistry } from '../../../shared/framework/registry.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import type {
  SnapshotEntry,
  SnapshotRepository,
  StoredSnapshot,
} from '../repositories/snapshot-repository.ts';
import type { AnonymousScores } from './anonymous-groups.ts';
import { type ReadSnapshot, readSnapshot } from './snapshot-file.ts';

export interface SnapshotReading {
  /** SN-11: of an anonymous one that others share, without any of its figures. */
  row(stored: StoredSnapshot): SnapshotRow;
  /** The numbers of an anonymous one, for a group; undefined for any other and while it can't be read. */
  scores(stored: StoredSnapshot): AnonymousScores | undefined;
  /**
   * Throws `snapshotAnonymous` (SN-11), `snapshotWithdrawn`, `snapshotNotHere`, or what is wrong with its
   * content.
   */
  open(stored: StoredSnapshot): OpenSnapshot;
}

interface Read {
  condition: SnapshotRow['condition'];
  title: string;
  summary: AssessmentSummary | null;
  scores?: AnonymousScores;
}

/** Content never changes, so what was read of it once is kept. */
export function createSnapshotReading(
  repository: SnapshotRepository,
  frameworks: FrameworkRegistry,
): SnapshotReading {
  const known = new Map<string, Read>();
  const contentOf = ({ entry }: StoredSnapshot): ReadSnapshot | undefined => {
    const bytes = repository.bytes(entry.hash);
    return bytes && checkedSnapshot(bytes, entry, frameworks);
  };
  const read = (stored: StoredSnapshot): Read => {
    const found = known.get(stored.entry.hash);
    if (found) return found;
    try {
      const content = contentOf(stored);
      if (!content) return { condition: 'waiting', title: '', summary: null };
      const { bundle } = content;
      const framework = frameworks.get(content.file.frameworkVersion);
      const title = bundle.assessment.fields.title;
      const summary = assessmentSummary(bundle, framework);
      const scores = isAnonymous(stored) ? scoresOf(stored.entry, content, summary) : undefined;
      return keep(stored, { condition: 'whole', title, summary, ...(scores && { scores }) });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const condition = error.code === 'snapshotDamaged' ? 'damaged' : 'tooNew';
      return keep(stored, { condition, title: '', summary: null });
    }
  };
  const keep = (stored: StoredSnapshot, result: Read): Read => {
    known.set(stored.entry.hash, result);
    return result;
  };
  const row = (stored: StoredSnapshot): SnapshotRow => {
    const { withdrawal: _withdrawal, ...entry } = stored.entry;
    const { notedAt, receivedAt, state } = stored;
    const { condition, title, summary } = read(stored);
    return {
      ...entry,
      condition,
      title,
      summary: isHidden(stored) ? null : summary,
      assessmentId: stored.own?.assessmentId ?? null,
      state,
      notedAt,
      receivedAt,
    };
  };
  return {
    row,
    scores: (stored) => read(stored).scores,
    open(stored) {
      if (isHidden(stored)) throw new AppError('snapshotAnonymous');
      if (stored.state === 'withdrawn' && !stored.own) throw new AppError('snapshotWithdrawn');
      const content = contentOf(stored);
      if (!content) throw new AppError('snapshotNotHere');
      const { file, bundle, signedBy } = content;
      const { engineVersion, frozenOn, sharedParts: parts } = file;
      return { row: row(stored), parts, engineVersion, frozenOn, signedBy, bundle };
    },
  };
}

function isAnonymous({ entry }: StoredSnapshot): boolean {
  return entry.visibility === 'partnershipAnonymous';
}

/** SN-11: what others share without a name is shown together only; whoever made it may see it. */
function isHidden(stored: StoredSnapshot): boolean {
  return isAnonymous(stored) && stored.own === null;
}

function scoresOf(
  { origin, hash, frameworkVersion, referenceDate }: SnapshotEntry,
  { bundle }: ReadSnapshot,
  { themes }: AssessmentSummary,
): AnonymousScores {
  const nothing = { past: null, present: null, desired: null };
  const entries = bundle.entries.map(({ fields }) => {
    const { past, present, desired } = fields;
    return [fields.criterionId, fields.notApplicable ? nothing : { past, present, desired }] as const;
  });
  return {
    alias: origin,
    hash,
    frameworkVersion,
    referenceDate,
    themes: new Map(
      themes.map(({ themeId, past, present, desired }) => [themeId, { past, present, desired }]),
    ),
    criteria: new Map(entries),
  };
}

/** What a list says of a snapshot must be what it says of itself (SN-9). */
export function checkedSnapshot(
  bytes: Uint8Array,
  entry: SnapshotEntry,
  frameworks: FrameworkRegistry,
): ReadSnapshot {
  const content = readSnapshot(bytes, frameworks);
  const own = entryOf(content.file, entry.hash, bytes.byteLength);
  const differing = Object.keys(own).find(
    (field) => own[field as keyof SnapshotEntry] !== entry[field as keyof SnapshotEntry],
  );
  if (differing !== undefined) throw new AppError('snapshotDamaged', { place: differing });
  return content;
}

export function entryOf(file: ReadSnapshot['file'], hash: string, byteLength: number): SnapshotEntry {
  return {
    hash,
    byteLength,
    visibility: file.visibility,
    origin: 'alias' in file.origin ? file.origin.alias : file.origin.organisation,
    frameworkVersion: file.frameworkVersion,
    referenceDate: file.referenceDate ?? '',
    withdrawal: file.withdrawal,
  };
}
