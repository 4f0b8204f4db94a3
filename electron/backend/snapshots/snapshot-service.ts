import type { AnonymousGroup } from '../../../shared/contract/anonymous-groups.ts';
import type {
  OpenSnapshot,
  SnapshotChoice,
  SnapshotMaking,
  SnapshotPreview,
  SnapshotRow,
} from '../../../shared/contract/snapshots.ts';
import { isForPartnership, mayLeaveLaptop } from '../../../shared/domain/snapshots/visibility.ts';
import { comparableDates } from '../../../shared/domain/figures/comparison.ts';
import type { FrameworkRegistry } from '../../../shared/framework/registry.ts';
import type { Framework } from '../../../shared/framework/schema.ts';
import type { WallClock } from '../../../shared/kernel/clock.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { DeviceKey } from '../identity/device-key.ts';
import type { SnapshotRepository, StoredSnapshot } from '../repositories/snapshot-repository.ts';
import { type AssessmentService, backendSession } from '../services/assessment-service.ts';
import type { RecordService } from '../services/record-service.ts';
import type { WorkspaceContext } from '../services/workspace-context.ts';
import { anonymousGroups } from './anonymous-groups.ts';
import { newAlias } from './snapshot-alias.ts';
import { draftSnapshot, type SnapshotDraft } from './snapshot-draft.ts';
import { readSnapshot, snapshotHash, withdrawalOf } from './snapshot-file.ts';
import { checkedSnapshot, createSnapshotReading, entryOf } from './snapshot-reading.ts';

/** Frozen copies of assessments (docs/spec/snapshots.md): made here, shared, taken back, received. */
export interface SnapshotService {
  /** Newest first; those that others have withdrawn are left out. */
  list(): SnapshotRow[];
  /** Throws `snapshotAnonymous` for one that others share without a name: those are shown together only. */
  open(hash: string): OpenSnapshot;
  /** What is shared without names, own ones among it: figures of several partners, never of one. */
  together(): AnonymousGroup[];
  preview(choice: SnapshotChoice): SnapshotPreview;
  /**
   * Freezes the assessment and keeps its copy, in one transaction. Throws `snapshotChanged` when it is not
   * what the preview has shown, `snapshotStaysHome` when it was to be shared and may not be.
   */
  make(input: SnapshotMaking): { hash: string };
  share(hash: string): void;
  /** Takes back what this laptop has shared. Copies that were made before can't be called back. */
  withdraw(hash: string): void;
  /** For hand-over files: snapshots that may leave this laptop and are here in full. */
  portable(): SnapshotRow[];
  /** Their bytes. Throws `notFound`, and `snapshotStaysHome` for one that may not leave. */
  bytesToSend(hash: string): Uint8Array<ArrayBuffer>;
  /**
   * Keeps a snapshot that came in a file, after checking it as a whole. False when it was here already.
   * Throws `snapshotWithdrawn` for one that was taken back, `snapshotStaysHome` for one that should not have come.
   */
  takeIn(bytes: Uint8Array): boolean;
}

export interface SnapshotServiceOptions {
  context: WorkspaceContext;
  repository: SnapshotRepository;
  records: Pick<RecordService, 'apply'>;
  assessments: Pick<AssessmentService, 'bundle'>;
  frameworks: FrameworkRegistry;
  deviceKey: () => DeviceKey;
  appVersion: string;
  wallClock: WallClock;
  /** Bytes from a cryptographic source. */
  randomBytes: (length: number) => Uint8Array;
  /** What is to be shared or withdrawn has changed. */
  changed: () => void;
}

export function createSnapshotService(options: SnapshotServiceOptions): SnapshotService {
  const { context, repository, frameworks, assessments } = options;
  const reading = createSnapshotReading(repository, frameworks);
  const announce = () => context.announce({ type: 'snapshots' });

  const aliasOf = (partnerKey: string, round: string): string => {
    const known = repository.alias(partnerKey, round);
    if (known !== undefined) return known;
    const taken = new Set(repository.list().map(({ entry }) => entry.origin));
    const alias = newAlias(options.randomBytes, taken);
    repository.putAlias(partnerKey, round, alias);
    return alias;
  };
  const draft = (choice: SnapshotChoice): SnapshotDraft => {
    const bundle = assessments.bundle(choice.assessmentId);
    const { frameworkVersion, referenceDate, partnerId } = bundle.assessment.fields;
    const framework = frameworks.find(frameworkVersion);
    if (!framework) throw new AppError('frameworkUnknown', { version: frameworkVersion });
    refuseKnownByName(choice, partnerId, referenceDate ?? '');
    refuseCountedTwice(choice, partnerId, referenceDate ?? '', framework);
    return draftSnapshot(choice, {
      bundle,
      framework,
      alias: () => aliasOf(partnerId ?? choice.assessmentId, referenceDate ?? ''),
      key: options.deviceKey,
      engineVersion: options.appVersion,
      today: new Date(options.wallClock()).toISOString().slice(0, 10),
    });
  };
  /** The same numbers beside a name would tell whose the alias is. */
  const refuseKnownByName = (choice: SnapshotChoice, partnerId: string | null, round: string) => {
    if (choice.visibility !== 'partnershipAnonymous') return;
    const named = repository
      .list()
      .some(
        ({ own, state, entry }) =>
          own &&
          state !== 'kept' &&
          entry.visibility !== 'partnershipAnonymous' &&
          (own.assessmentId === choice.assessmentId ||
            (own.partnerId !== null && own.partnerId === partnerId && entry.referenceDate === round)),
      );
    if (named) throw new AppError('snapshotAlreadyNamed');
  };
  /** In two rounds a partner has two aliases: medians would take him for two partners. */
  const refuseCountedTwice = (
    choice: Pick<SnapshotChoice, 'visibility'>,
    partnerId: string | null,
    round: string,
    framework: Framework,
  ) => {
    if (choice.visibility !== 'partnershipAnonymous' || partnerId === null) return;
    const counted = repository
      .list()
      .some(
        ({ own, state, entry }) =>
          own?.partnerId === partnerId &&
          state === 'shared' &&
          entry.visibility === 'partnershipAnonymous' &&
          entry.referenceDate !== round &&
          comparableDates(entry.referenceDate, round, framework),
      );
    if (counted) throw new AppError('snapshotCountedTwice');
  };
  const ownOf = (hash: string): StoredSnapshot & { own: NonNullable<StoredSnapshot['own']> } => {
    const stored = repository.get(hash);
    if (!stored?.own) throw new AppError('notFound');
    return { ...stored, own: stored.own };
  };
  const setState = (stored: StoredSnapshot, state: StoredSnapshot['state']) => {
    if (stored.state === state) return;
    repository.put({ ...stored, state });
    announce();
    options.changed();
  };
  const share = (stored: StoredSnapshot) => {
    if (!isForPartnership(stored.entry.visibility)) throw new AppError('snapshotStaysHome');
    if (stored.state === 'withdrawn') throw new AppError('snapshotWithdrawn');
    const { visibility, referenceDate, frameworkVersion } = stored.entry;
    const framework = frameworks.get(frameworkVersion);
    refuseCountedTwice({ visibility }, stored.own?.partnerId ?? null, referenceDate, framework);
    setState(stored, 'shared');
  };

  return {
    list: () =>
      repository
        .list()
        .filter(({ own, state }) => own !== null || state !== 'withdrawn')
        .map((stored) => reading.row(stored)),
    open(hash) {
      const stored = repository.get(hash);
      if (!stored) throw new AppError('notFound');
      return reading.open(stored);
    },
    together: () =>
      anonymousGroups(
        repository
          .list()
          .filter(({ state }) => state === 'shared')
          .flatMap((stored) => reading.scores(stored) ?? []),
        frameworks,
      ),
    preview(choice) {
      const made = draft(choice);
      const text = JSON.stringify(JSON.parse(new TextDecoder().decode(made.bytes)), null, 2);
      return {
        hash: made.hash,
        byteLength: made.bytes.byteLength,
        text,
        origin: made.entry.origin,
        counts: countsOf(made),
      };
    },
    make(input) {
      const known = repository.get(input.hash);
      if (!known?.own) {
        const made = draft(input);
        if (made.hash !== input.hash) throw new AppError('snapshotChanged');
        if (input.share && !isForPartnership(input.visibility)) throw new AppError('snapshotStaysHome');
        context.database.transaction(() => {
          freeze(input);
          keep(input.assessmentId, made);
        })();
        announce();
      }
      if (input.share) share(ownOf(input.hash));
      return { hash: input.hash };
    },
    share: (hash) => share(ownOf(hash)),
    withdraw(hash) {
      const stored = ownOf(hash);
      if (stored.state === 'shared') setState(stored, 'withdrawn');
    },
    portable: () =>
      repository
        .list()
        .filter((stored) => stored.state !== 'withdrawn' && maySend(stored))
        .map((stored) => reading.row(stored))
        .filter(({ condition }) => condition === 'whole'),
    bytesToSend(hash) {
      const stored = repository.get(hash);
      const bytes = repository.bytes(hash);
      if (!stored || !bytes || stored.state === 'withdrawn') throw new AppError('notFound');
      if (!maySend(stored)) throw new AppError('snapshotStaysHome');
      return bytes;
    },
    takeIn(bytes) {
      const hash = snapshotHash(bytes);
      const stored = repository.get(hash);
      if (stored?.state === 'withdrawn') throw new AppError('snapshotWithdrawn');
      if (stored && stored.receivedAt !== null) return false;
      const { file } = readSnapshot(bytes, frameworks);
      if (!mayLeaveLaptop(file.visibility)) throw new AppError('snapshotStaysHome');
      if (stored) checkedSnapshot(bytes, stored.entry, frameworks);
      const now = options.wallClock();
      context.database.transaction(() => {
        repository.putBytes(hash, bytes);
        repository.put({
          entry: entryOf(file, hash, bytes.byteLength),
          state: 'shared',
          own: null,
          notedAt: stored?.notedAt ?? now,
          receivedAt: now,
        });
      })();
      announce();
      options.changed();
      return true;
    },
  };

  function freeze({ opId, assessmentId }: SnapshotMaking): void {
    const assessment = context.entities.get('assessment', assessmentId);
    if (assessment?.fields['status'] === 'frozen') return;
    const change = {
      kind: 'assessment' as const,
      id: assessmentId,
      parentId: assessment?.parentId ?? null,
      patch: { status: 'frozen' },
    };
    options.records.apply({ opId, session: backendSession, scope: assessmentId, changes: [change] });
  }

  function keep(assessmentId: string, made: SnapshotDraft): void {
    const partnerId = context.entities.get('assessment', assessmentId)?.fields['partnerId'];
    const now = options.wallClock();
    repository.putBytes(made.hash, made.bytes);
    repository.put({
      entry: made.entry,
      state: 'kept',
      own: { assessmentId, partnerId: typeof partnerId === 'string' ? partnerId : null, secret: made.secret },
      notedAt: now,
      receivedAt: now,
    });
  }
}

/** What others gave to a working group is not ours to pass on. */
function maySend({ entry, own }: StoredSnapshot): boolean {
  return own ? mayLeaveLaptop(entry.visibility) : isForPartnership(entry.visibility);
}

/** Whether a secret is the one that takes a snapshot back (SN-10). */
export function withdraws(secret: string | null, stored: StoredSnapshot): boolean {
  return secret !== null && withdrawalOf(secret) === stored.entry.withdrawal;
}

function countsOf({ records }: SnapshotDraft): SnapshotPreview['counts'] {
  let [scores, texts, sources] = [0, 0, 0];
  for (const { kind, fields } of records) {
    const values = fields as Readonly<Record<string, unknown>>;
    if (kind === 'criterionEntry') {
      scores += ['past', 'present', 'desired'].filter((slot) => typeof values[slot] === 'number').length;
      if (hasText(values['justification'])) texts += 1;
    }
    if (kind === 'themeNarrative' && hasText(values['text'])) texts += 1;
    if (kind === 'evidenceItem') sources += 1;
  }
  return { scores, texts, sources };
}

function hasText(value: unknown): boolean {
  return value !== null && typeof value === 'object' && Object.values(value).some((text) => text !== '');
}
