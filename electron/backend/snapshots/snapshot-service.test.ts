import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SnapshotMaking } from '../../../shared/contract/snapshots.ts';
import { assessmentFigures } from '../../../shared/domain/figures/assessment-figures.ts';
import { createFrameworkRegistry } from '../../../shared/framework/registry.ts';
import { canonicalJson, type Json } from '../../../shared/kernel/canonical-json.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { type DeviceKey, openDeviceKey } from '../identity/device-key.ts';
import {
  createSnapshotRepository,
  type SnapshotEntry,
  type SnapshotRepository,
  type StoredSnapshot,
} from '../repositories/snapshot-repository.ts';
import { type AssessmentService, createAssessmentService } from '../services/assessment-service.ts';
import {
  newOpId,
  temporaryFolder,
  type TestWorkspace,
  testWorkspace,
} from '../services/workspace.test-support.ts';
import { identifyingAssessment, identifyingWords } from './identifying-assessment.test-support.ts';
import { readSnapshot, snapshotHash } from './snapshot-file.ts';
import { createSnapshotService, type SnapshotService } from './snapshot-service.ts';

const frameworks = createFrameworkRegistry();
const framework = frameworks.get('1.0.0');
const assessmentId = 'a-istra';
const allParts = ['justifications', 'narratives', 'evidence'] as const;
let workspace: TestWorkspace;
let assessments: AssessmentService;
let repository: SnapshotRepository;
let snapshots: SnapshotService;
let folder: ReturnType<typeof temporaryFolder>;
let key: DeviceKey;
let changes: number;

function serviceOn(target: TestWorkspace): SnapshotService {
  return createSnapshotService({
    context: target.context,
    repository: createSnapshotRepository(target.context.database),
    records: target.records,
    assessments: createAssessmentService(target.context, target.records, frameworks),
    frameworks,
    deviceKey: () => key,
    appVersion: '0.1.0',
    wallClock: target.clock,
    randomBytes,
    changed: () => (changes += 1),
  });
}

beforeEach(() => {
  changes = 0;
  folder = temporaryFolder();
  key = openDeviceKey(folder.path);
  workspace = testWorkspace();
  workspace.change(identifyingAssessment());
  assessments = createAssessmentService(workspace.context, workspace.records, frameworks);
  repository = createSnapshotRepository(workspace.context.database);
  snapshots = serviceOn(workspace);
});
afterEach(() => {
  workspace.dispose();
  folder.dispose();
});

type Choice = Omit<SnapshotMaking, 'hash' | 'share'>;
const choice = (visibility: SnapshotMaking['visibility'], more: Partial<Choice> = {}): Choice => ({
  opId: newOpId(),
  assessmentId,
  visibility,
  parts: [...allParts],
  signed: true,
  ...more,
});
function make(visibility: SnapshotMaking['visibility'], share = false, more: Partial<Choice> = {}): string {
  const chosen = choice(visibility, more);
  const { hash } = snapshots.preview(chosen);
  return snapshots.make({ ...chosen, hash, share }).hash;
}
const textOf = (hash: string) => new TextDecoder().decode(repository.bytes(hash));
const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
};
const status = () => workspace.context.entities.get('assessment', assessmentId)?.fields['status'];

describe('freezing', () => {
  test('SN-1: freezes the assessment and keeps a copy that is named by its content', () => {
    const hash = make('ownOrganisation');
    expect(status()).toBe('frozen');
    expect(snapshotHash(repository.bytes(hash)!)).toBe(hash);
    expect(snapshots.list()).toMatchObject([
      {
        hash,
        assessmentId,
        title: 'Klasteri Istre 2014',
        origin: 'Istarska razvojna agencija',
        state: 'kept',
        condition: 'whole',
        frameworkVersion: '1.0.0',
        referenceDate: '2014-06-30',
      },
    ]);
    expect(
      codeOf(() => workspace.change(identifyingAssessment().find(({ id }) => id === 'a-istra/4.1')!)),
    ).toBe(undefined);
    const other = { kind: 'criterionEntry' as const, id: 'a-istra/4.1', parentId: assessmentId };
    expect(codeOf(() => workspace.change({ ...other, patch: { present: 5 } }))).toBe('assessmentFrozen');
  });

  test('SN-1: the preview is, to the letter, what is made', () => {
    const chosen = choice('partnershipNamed');
    const preview = snapshots.preview(chosen);
    const { hash } = snapshots.make({ ...chosen, hash: preview.hash, share: true });
    expect(canonicalJson(JSON.parse(preview.text) as Json)).toBe(textOf(hash));
    expect(preview.counts).toEqual({ scores: 12, texts: 2, sources: 1 });
  });

  test('SN-1: sent twice makes one', () => {
    const chosen = choice('partnershipNamed');
    const { hash } = snapshots.preview(chosen);
    snapshots.make({ ...chosen, hash, share: true });
    snapshots.make({ ...chosen, hash, share: true });
    expect(snapshots.list()).toHaveLength(1);
  });

  test('SN-1: is refused when something changed since the preview, and nothing is frozen then', () => {
    const chosen = choice('partnershipNamed');
    const { hash } = snapshots.preview(chosen);
    workspace.change({
      kind: 'criterionEntry',
      id: 'a-istra/4.1',
      parentId: assessmentId,
      patch: { present: 1 },
    });
    expect(codeOf(() => snapshots.make({ ...chosen, hash, share: true }))).toBe('snapshotChanged');
    expect(status()).toBe('draft');
    expect(snapshots.list()).toEqual([]);
  });

  test('SN-5: parts that were not ticked stay at home, attached files always', () => {
    const nothing = textOf(make('partnershipNamed', false, { parts: [] }));
    for (const word of ['Rasprava u Puli', 'Biljeska', 'Zakon o klasterima', 'Tisak Pula', 'Opseg']) {
      expect(nothing).not.toContain(word);
    }
    const everything = textOf(make('partnershipNamed'));
    for (const word of ['Rasprava u Puli', 'Biljeska', 'Zakon o klasterima', 'Opseg']) {
      expect(everything).toContain(word);
    }
    for (const word of [
      'zapisnik-pula.pdf',
      'f'.repeat(64),
      'Procjenitelj',
      'Misljenje',
      'Voditelj',
      'Assessor 1',
    ]) {
      expect(everything).not.toContain(word);
    }
  });

  test('SN-4: a signed one names the key, and a change of one character breaks it', () => {
    const hash = make('partnershipNamed');
    expect(snapshots.open(hash).signedBy).toBe(key.id);
    const forged = new TextEncoder().encode(textOf(hash).replace('"present":3', '"present":4'));
    expect(codeOf(() => readSnapshot(forged, frameworks))).toBe('snapshotDamaged');
    expect(snapshots.open(make('partnershipNamed', false, { signed: false })).signedBy).toBeNull();
  });

  test.each(['partnershipNamed', 'partnershipAnonymous'] as const)(
    'SN-7: %s: the figures are the ones of the assessment itself',
    (visibility) => {
      const at = (bundle: Parameters<typeof assessmentFigures>[0]) =>
        assessmentFigures(bundle, framework).themes.map(
          ({ themeId, scores, gap, confidence, class: advice }) => [
            themeId,
            scores.past.value,
            scores.present.value,
            scores.desired.value,
            gap.value,
            confidence.value,
            advice,
          ],
        );
      const home = at(assessments.bundle(assessmentId));
      expect(home.find(([themeId]) => themeId === 'T4')?.[5]).toBeGreaterThan(0);
      expect(at(snapshots.open(make(visibility)).bundle)).toEqual(home);
    },
  );
});

describe('an anonymous snapshot', () => {
  test('SN-6: holds no word that leads to its partner, no key, no time, no home id', () => {
    const hash = make('partnershipAnonymous', true);
    const text = textOf(hash);
    for (const word of identifyingWords) expect(text).not.toContain(word);
    expect(text).not.toContain(key.publicKey.x);
    expect(text).not.toMatch(/"signature"|"HR"|"D"|legalName|title|quote|publisher/);
    expect(text).not.toMatch(/"modifiedAt":[^0]/);
    expect(JSON.parse(text)).toMatchObject({ frozenOn: null, sharedParts: [] });
    expect(snapshots.list()[0]?.origin).toMatch(/^[A-Z2-9]{3}-[A-Z2-9]{3}$/);
    expect(JSON.stringify(repository.get(hash)?.entry)).not.toMatch(new RegExp(identifyingWords.join('|')));
  });

  test('SN-8: has one alias per partner and round, and another in the next round', () => {
    const first = snapshots.preview(choice('partnershipAnonymous')).origin;
    expect(snapshots.preview(choice('partnershipAnonymous')).origin).toBe(first);
    workspace.change({
      kind: 'assessment',
      id: assessmentId,
      parentId: 'p-istra',
      patch: { referenceDate: '2015-06-30' },
    });
    expect(snapshots.preview(choice('partnershipAnonymous')).origin).not.toBe(first);
  });

  test('SN-8: is not refused for one by name that never left', () => {
    make('partnershipNamed');
    expect(codeOf(() => snapshots.preview(choice('partnershipAnonymous')))).toBeUndefined();
  });

  test('SN-8: is refused once the same scores were shared by name', () => {
    make('partnershipNamed', true);
    expect(codeOf(() => snapshots.preview(choice('partnershipAnonymous')))).toBe('snapshotAlreadyNamed');
  });

  test('SN-8: is refused while the partner shares another without its name for a date close to it', () => {
    const first = make('partnershipAnonymous', true);
    expect(make('partnershipAnonymous', true)).not.toBe(first);
    const next = identifyingAssessment().find(({ kind }) => kind === 'assessment')!;
    workspace.change({
      ...next,
      id: 'a-next',
      patch: { ...next.patch, referenceDate: '2015-06-30', title: 'Next' },
    });
    const chosen = choice('partnershipAnonymous', { assessmentId: 'a-next' });
    expect(codeOf(() => snapshots.preview(chosen))).toBe('snapshotCountedTwice');
    for (const { hash } of snapshots.list()) snapshots.withdraw(hash);
    const { hash } = snapshots.preview(chosen);
    snapshots.make({ ...chosen, hash, share: false });
    const back = make('partnershipAnonymous', true);
    expect(codeOf(() => snapshots.share(hash))).toBe('snapshotCountedTwice');
    snapshots.withdraw(back);
    snapshots.share(hash);
    expect(snapshots.list().find((row) => row.hash === hash)?.state).toBe('shared');
  });

  test('SN-11: can be opened by its maker and by nobody else; lists tell no figure of it', () => {
    const hash = make('partnershipAnonymous', true);
    expect(snapshots.open(hash).bundle.entries.length).toBeGreaterThan(0);
    expect(snapshots.list()[0]?.summary).not.toBeNull();
    const there = testWorkspace();
    const received = serviceOn(there);
    received.takeIn(snapshots.bytesToSend(hash));
    expect(codeOf(() => received.open(hash))).toBe('snapshotAnonymous');
    const rows = [...received.list(), ...received.portable()];
    expect(rows).toMatchObject([1, 2].map(() => ({ hash, condition: 'whole', title: '', summary: null })));
    expect(JSON.stringify(received.together())).not.toMatch(/"median":\d/);
    expect(received.together()).toMatchObject([{ frameworkVersion: '1.0.0', partners: 1 }]);
    there.dispose();
  });

  test('SN-11: only what is shared counts, own ones with those of others', () => {
    const partnersIn = () => snapshots.together().map(({ partners }) => partners);
    const hash = make('partnershipAnonymous');
    expect(partnersIn()).toEqual([]);
    snapshots.share(hash);
    make('ownOrganisation');
    expect(partnersIn()).toEqual([1]);
    snapshots.withdraw(hash);
    expect(partnersIn()).toEqual([]);
  });

  test('SN-11: three partners make a median', () => {
    const there = testWorkspace();
    const received = serviceOn(there);
    for (const present of [1, 2, 5]) {
      const other = testWorkspace();
      other.change(identifyingAssessment());
      other.change({
        kind: 'criterionEntry',
        id: `${assessmentId}/4.1`,
        parentId: assessmentId,
        patch: { present },
      });
      other.change({
        kind: 'criterionEntry',
        id: `${assessmentId}/4.2`,
        parentId: assessmentId,
        patch: { notApplicable: present === 5, notApplicableReason: { hr: 'Nema' } },
      });
      const service = serviceOn(other);
      const chosen = choice('partnershipAnonymous');
      const { hash } = service.preview(chosen);
      service.make({ ...chosen, hash, share: true });
      received.takeIn(service.bytesToSend(hash));
      other.dispose();
    }
    const [group] = received.together();
    const presentOf = (id: string) =>
      group?.themes.flatMap(({ criteria }) => criteria).find(({ criterionId }) => criterionId === id)?.slots
        .present;
    expect(presentOf('4.1')).toMatchObject({ count: 3, median: 2, lowerQuartile: null });
    // One of the three has said that it does not apply to him: his number behind that does not count.
    expect(presentOf('4.2')).toMatchObject({ count: null, median: null });
    there.dispose();
  });

  test.each<[string, (file: Record<string, unknown>) => unknown]>([
    ['a title', (file) => ((recordOf(file, 'assessment')['title'] = 'Istra'), file)],
    [
      'a justification',
      (file) => ((recordOf(file, 'criterionEntry')['justification'] = { hr: 'Istra' }), file),
    ],
    [
      'the year of a source with a title',
      (file) => ((recordOf(file, 'evidenceItem')['title'] = 'Istra'), file),
    ],
    ['the real area', (file) => ((recordOf(file, 'region')['nutsCode'] = 'HR036'), file)],
    ['a day of freezing', (file) => ({ ...file, frozenOn: '2014-07-01' })],
    ['a name as origin', (file) => ({ ...file, origin: { organisation: 'Istra', partnerId: null } })],
    ['a name as alias', (file) => ({ ...file, origin: { alias: 'Istra' } })],
    ['times', (file) => ((recordsOf(file)[0]!['modifiedAt'] = 5), file)],
  ])('SN-6: with %s is not accepted from anybody', (_title, alter) => {
    const file = JSON.parse(textOf(make('partnershipAnonymous'))) as Record<string, unknown>;
    const bytes = new TextEncoder().encode(canonicalJson(alter(file) as Json));
    expect(codeOf(() => readSnapshot(bytes, frameworks))).toBe('snapshotDamaged');
  });
});

describe('what may leave', () => {
  test.each(['private', 'ownOrganisation'] as const)('SN-8: %s leaves in no way', (visibility) => {
    const hash = make(visibility);
    expect(codeOf(() => snapshots.share(hash))).toBe('snapshotStaysHome');
    expect(codeOf(() => snapshots.bytesToSend(hash))).toBe('snapshotStaysHome');
    expect(snapshots.portable()).toEqual([]);
    const there = testWorkspace();
    expect(codeOf(() => serviceOn(there).takeIn(repository.bytes(hash)!))).toBe('snapshotStaysHome');
    there.dispose();
    expect(codeOf(() => make(visibility, true))).toBe('snapshotStaysHome');
    expect(changes).toBe(0);
  });

  test('SN-8: one for the working group leaves in a file only', () => {
    const hash = make('workingGroup');
    expect(codeOf(() => snapshots.share(hash))).toBe('snapshotStaysHome');
    expect(snapshots.portable().map((row) => row.hash)).toEqual([hash]);
    const there = testWorkspace();
    const received = serviceOn(there);
    expect(received.takeIn(snapshots.bytesToSend(hash))).toBe(true);
    expect(received.takeIn(snapshots.bytesToSend(hash))).toBe(false);
    expect(received.open(hash).row).toMatchObject({
      origin: 'Istarska razvojna agencija',
      assessmentId: null,
    });
    expect(received.portable()).toEqual([]);
    expect(codeOf(() => received.bytesToSend(hash))).toBe('snapshotStaysHome');
    expect(codeOf(() => received.withdraw(hash))).toBe('notFound');
    there.dispose();
  });

  test('SN-10: what was withdrawn is not shared again and does not leave', () => {
    const hash = make('partnershipNamed', true);
    snapshots.withdraw(hash);
    expect(codeOf(() => snapshots.share(hash))).toBe('snapshotWithdrawn');
    expect(snapshots.portable()).toEqual([]);
    expect(codeOf(() => snapshots.bytesToSend(hash))).toBe('notFound');
    expect(snapshots.open(hash).row.state).toBe('withdrawn');
  });
});

describe('taking in what came in a file', () => {
  let there: TestWorkspace;
  let listed: SnapshotRepository;
  beforeEach(() => {
    there = testWorkspace();
    listed = createSnapshotRepository(there.context.database);
  });
  afterEach(() => there.dispose());
  /** As the commons listed it before the file came. */
  const list = (hash: string, more: Partial<StoredSnapshot>, entry: Partial<SnapshotEntry> = {}) =>
    listed.put({
      entry: { ...repository.get(hash)!.entry, ...entry },
      state: 'shared',
      own: null,
      notedAt: 5,
      receivedAt: null,
      ...more,
    });

  test('SN-10: does not bring back what its maker has withdrawn', () => {
    const hash = make('partnershipNamed', true);
    list(hash, { state: 'withdrawn' });
    expect(codeOf(() => serviceOn(there).takeIn(snapshots.bytesToSend(hash)))).toBe('snapshotWithdrawn');
    expect(listed.bytes(hash)).toBeUndefined();
  });

  test('SN-9: is refused when the list says something else of it', () => {
    const hash = make('partnershipNamed', true);
    list(hash, {}, { origin: 'Somebody else' });
    expect(codeOf(() => serviceOn(there).takeIn(snapshots.bytesToSend(hash)))).toBe('snapshotDamaged');
    expect(listed.bytes(hash)).toBeUndefined();
  });

  test('SN-9: is what the list waited for, noted when it was listed', () => {
    const hash = make('partnershipNamed', true);
    list(hash, {});
    expect(serviceOn(there).takeIn(snapshots.bytesToSend(hash))).toBe(true);
    expect(listed.get(hash)).toMatchObject({ state: 'shared', own: null, notedAt: 5 });
    expect(listed.get(hash)?.receivedAt).not.toBeNull();
  });
});

describe('reading', () => {
  test.each<[string, (text: string) => string]>([
    ['white space', (text) => `${text} `],
    ['a name twice', (text) => text.replace('{', '{"schema":"cps-exchange/1",')],
    ['a field of the program', (text) => text.replace('"fields":{', '"fields":{"__proto__":1,')],
    ['a cut end', (text) => text.slice(0, -1)],
    ['deep nesting', () => '['.repeat(100) + ']'.repeat(100)],
  ])('SN-2: refuses %s', (_title, alter) => {
    const text = textOf(make('partnershipNamed'));
    expect(codeOf(() => readSnapshot(new TextEncoder().encode(alter(text)), frameworks))).toBe(
      'snapshotDamaged',
    );
  });

  test('SN-2: what is larger than a snapshot may be is not even parsed', () => {
    const bytes = new TextEncoder().encode(`"${'x'.repeat(4 * 1024 * 1024)}"`);
    expect(() => readSnapshot(bytes, frameworks)).toThrow(
      expect.objectContaining({ code: 'snapshotDamaged', params: { place: 'size' } }),
    );
  });

  test('SN-3: one of a newer version is told apart from a damaged one', () => {
    const newer = textOf(make('partnershipNamed')).replace('cps-exchange/1', 'cps-exchange/2');
    expect(codeOf(() => readSnapshot(new TextEncoder().encode(newer), frameworks))).toBe(
      'exchangeFileTooNew',
    );
  });

  test('SN-2: one that is too large is not made', () => {
    const texts = Object.fromEntries(['en', 'el', 'hr', 'it', 'sl'].map((tag) => [tag, 'x'.repeat(20_000)]));
    for (const criterion of framework.themes.flatMap((theme) => theme.criteria)) {
      workspace.change({
        kind: 'criterionEntry',
        id: `${assessmentId}/${criterion.id}`,
        parentId: assessmentId,
        patch: { criterionId: criterion.id, justification: texts, notApplicableReason: texts },
      });
    }
    expect(codeOf(() => snapshots.preview(choice('partnershipNamed')))).toBe('snapshotTooLarge');
  });
});

function recordsOf(file: Record<string, unknown>): Record<string, unknown>[] {
  return file['records'] as Record<string, unknown>[];
}

function recordOf(file: Record<string, unknown>, kind: string): Record<string, unknown> {
  return recordsOf(file).find((record) => record['kind'] === kind)!['fields'] as Record<string, unknown>;
}
