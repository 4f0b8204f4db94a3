import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { OpenedBundle, OpenedReceipt } from '../../../shared/contract/handover.ts';
import { companionDocumentId } from '../../../shared/documents/companions.ts';
import { chapterFragment } from '../../../shared/documents/plan-document.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { type Backend, startBackend } from '../backend.ts';
import { identifyingAssessment } from '../snapshots/identifying-assessment.test-support.ts';
import { readBundle, writeBundle } from './bundle-file.ts';
import { planId, smallBundle, testDeviceKey } from './handover.test-support.ts';
import { writeReceipt } from './receipt-file.ts';
import { temporaryFolder, testClock } from '../services/workspace.test-support.ts';

const clock = testClock();
const organisation = (legalName: string) => ({
  legalName,
  shortName: '',
  country: 'HR',
  type: 'D' as const,
  regionName: '',
  nutsCode: '',
});
const codeOf = (error: unknown) => (error instanceof AppError ? error.code : error);

async function laptop(displayName: string) {
  const folder = temporaryFolder();
  const start = () =>
    startBackend({
      profileDir: folder.path,
      appVersion: '0.1.0',
      linkToRelay: false,
      wallClock: clock,
      log: ({ error }) => {
        throw error;
      },
    });
  let backend: Backend = await start();
  const services = () => backend.services;
  services().profile.update({ displayName });
  return {
    services,
    hub: () => services().workspace().hub,
    async newPlan(): Promise<string> {
      const plan = {
        opId: randomUUID(),
        templateKey: 'sustainability-plan' as const,
        language: 'en',
        another: true,
      };
      return (
        await services()
          .workspace()
          .plans.create({ ...plan, title: 'Our plan' })
      ).id;
    },
    async write(planId: string, text: string, chapter = 'ownership') {
      const document = await services().workspace().hub.open(planId);
      await document.change((doc) => {
        const paragraph = new Y.XmlElement('paragraph');
        paragraph.insert(0, [new Y.XmlText(text)]);
        chapterFragment(doc, chapter).push([paragraph]);
      });
      document.close();
    },
    async change(planId: string, work: (fragment: Y.XmlFragment) => void, chapter = 'ownership') {
      const document = await services().workspace().hub.open(planId);
      await document.change((doc) => work(chapterFragment(doc, chapter)));
      document.close();
    },
    async text(planId: string, chapter = 'ownership') {
      const doc = await services().workspace().hub.read(planId);
      const text = chapterFragment(doc, chapter).toJSON();
      doc.destroy();
      return text;
    },
    /** Gives a file to this laptop as a window does, in pieces. */
    give(bytes: Uint8Array, fileName = 'a.cphandover'): string {
      const fileId = randomUUID();
      for (let offset = 0; offset === 0 || offset < bytes.length; offset += 700) {
        const piece = bytes.subarray(offset, offset + 700);
        services().handover.receive(fileId, { fileName, bytes: bytes.length, offset, piece });
      }
      return fileId;
    },
    async openBundle(bytes: Uint8Array, passphrase?: string): Promise<OpenedBundle> {
      const opened = await services().handover.open(this.give(bytes), passphrase);
      if (opened.kind !== 'bundle') throw new Error(`opened as ${opened.kind}`);
      return opened;
    },
    async openReceipt(bytes: Uint8Array): Promise<OpenedReceipt> {
      const opened = await services().handover.open(this.give(bytes, 'a.cpreceipt'));
      if (opened.kind !== 'receipt') throw new Error(`opened as ${opened.kind}`);
      return opened;
    },
    async export(
      plans: string[],
      more: { passphrase?: string; receiver?: string; snapshots?: string[] } = {},
    ): Promise<Uint8Array> {
      const { fileId } = await services().handover.create({ id: randomUUID(), plans, ...more });
      return services().handover.content(fileId);
    },
    async receiptFor({ received }: OpenedBundle): Promise<Uint8Array> {
      const { fileId } = await services().handover.writeReceipt(received);
      return services().handover.content(fileId);
    },
    /** Everything that is stored of the documents, and what lists show. */
    async state() {
      await services().workspace().plans.settled();
      const workspace = services().workspace();
      return {
        sequences: Object.fromEntries(await workspace.hub.sequences()),
        rows: workspace.context.entities.list('planDocument', true),
        backups: services().backups.list(workspace.context.id),
        overview: await services().handover.overview(),
      };
    },
    async restart() {
      await backend.close();
      backend = await start();
    },
    async dispose() {
      await backend.close();
      folder.dispose();
    },
  };
}
type Laptop = Awaited<ReturnType<typeof laptop>>;

let anna: Laptop;
let bert: Laptop;
beforeEach(async () => {
  [anna, bert] = await Promise.all([laptop('Anna'), laptop('Bert')]);
  await anna
    .services()
    .createPartnership({ name: 'Cluster partnership', organisation: organisation('Region A') });
});
afterEach(async () => {
  await Promise.all([anna.dispose(), bert.dispose()]);
});
/** Bert's laptop has a workspace of the same partnership. */
const join = () =>
  bert
    .services()
    .sharedWorkspaces.openOrCreate(
      { sharedId: anna.hub().sharedId.get(), name: 'Cluster partnership' },
      organisation('Agency B'),
    );

describe('two laptops that share no network', () => {
  test('HB-14, HB-20, HB-21 a plan goes over, a receipt comes back, both then hold the same text', async () => {
    await join();
    const plan = await anna.newPlan();
    await anna.write(plan, 'Anna writes this.');
    const file = await anna.export([plan]);
    const opened = await bert.openBundle(file);
    expect(opened).toMatchObject({
      sender: { organisation: 'Region A', displayName: 'Anna', standing: 'new' },
      workspace: { name: 'Cluster partnership', place: 'open' },
      takenAt: null,
      plans: [{ id: plan, title: 'Our plan', standing: 'new', refusal: null }],
    });
    expect(opened.plans[0]!.chapters).toMatchObject([
      { key: 'ownership', kind: 'added', changes: [{ kind: 'added', text: 'Anna writes this.' }] },
    ]);
    const refused = await bert
      .services()
      .handover.accept(opened.fileId, { plans: [plan] }, false)
      .catch(codeOf);
    expect(refused).toBe('handoverSenderUnconfirmed');
    const result = await bert.services().handover.accept(opened.fileId, { plans: [plan] }, true);
    expect(result).toMatchObject({ changed: true, taken: [{ id: plan, outcome: 'added' }] });
    expect(await bert.text(plan)).toBe(await anna.text(plan));
    expect(
      bert
        .services()
        .workspace()
        .plans.list()
        .map(({ title }) => title),
    ).toEqual(['Our plan']);

    const receipt = await anna.openReceipt(await bert.receiptFor(opened));
    expect(receipt).toMatchObject({ sender: { organisation: 'Agency B', standing: 'new' } });
    const view = await anna.services().handover.acceptReceipt(receipt.fileId, true);
    expect(view).toMatchObject({ complete: true, changesSince: 0, taken: [{ id: plan }], declined: [] });
    await anna.write(plan, 'And more.');
    await anna.restart();
    const { sent } = await anna.services().handover.overview();
    expect(sent).toMatchObject([
      { plans: [{ id: plan }], receipts: [{ displayName: 'Bert', complete: true }] },
    ]);
    expect(sent[0]!.receipts[0]!.changesSince).toBeGreaterThan('And more.'.length);
  });

  test('HB-15 a preview says what changes in which chapter, and changes nothing', async () => {
    await join();
    const plan = await anna.newPlan();
    await anna.write(plan, 'The region has three clusters.');
    await anna.write(plan, 'This goes.');
    const first = await bert.openBundle(await anna.export([plan]));
    await bert.services().handover.accept(first.fileId, { plans: [plan] }, true);
    await bert.write(plan, 'Written by Bert.', 'finances');
    await anna.change(plan, (vision) => {
      const words = (vision.get(vision.length - 2) as Y.XmlElement).get(0) as Y.XmlText;
      words.delete(15, 5);
      words.insert(15, 'four');
      vision.delete(vision.length - 1, 1);
    });
    const before = await bert.state();
    const opened = await bert.openBundle(await anna.export([plan]));
    expect(opened.sender.standing).toBe('known');
    expect(opened.plans).toMatchObject([{ standing: 'changed', lost: [], refusal: null }]);
    expect(opened.plans[0]!.chapters).toEqual([
      expect.objectContaining({
        key: 'ownership',
        kind: 'changed',
        paragraphs: { added: 0, removed: 1, changed: 1 },
        changes: [
          {
            kind: 'changed',
            words: [
              { kind: 'same', text: 'The region has ' },
              { kind: 'removed', text: 'three ' },
              { kind: 'added', text: 'four ' },
              { kind: 'same', text: 'clusters.' },
            ],
          },
          { kind: 'removed', text: 'This goes.' },
        ],
      }),
    ]);
    expect(await bert.state()).toEqual(before);
    await bert.services().handover.accept(opened.fileId, { plans: [plan] }, false);
    expect(await bert.text(plan)).toBe(await anna.text(plan));
    expect(await bert.text(plan, 'finances')).toContain('Written by Bert.');
    expect((await bert.state()).backups.map(({ reason }) => reason)).toEqual([
      'beforeHandover',
      'beforeHandover',
    ]);
  });

  test('HB-17 taking the same file in again changes nothing and says so', async () => {
    await join();
    const plan = await anna.newPlan();
    await anna.write(plan, 'Once.');
    const file = await anna.export([plan]);
    const opened = await bert.openBundle(file);
    await bert.services().handover.accept(opened.fileId, { plans: [plan] }, true);
    const { sequences, rows, backups } = await bert.state();
    const again = await bert.openBundle(file);
    expect(again.takenAt).toBe(clock());
    expect(again.plans).toMatchObject([{ standing: 'unchanged', chapters: [] }]);
    const result = await bert.services().handover.accept(again.fileId, { plans: [plan] }, true);
    expect(result).toMatchObject({ changed: false, backup: null, taken: [{ outcome: 'unchanged' }] });
    expect(await bert.state()).toMatchObject({ sequences, rows, backups });
    expect((await bert.services().handover.overview()).received).toHaveLength(1);
  });

  test('HB-14 plans are taken one by one; what was declined is in the receipt and not here', async () => {
    await join();
    const [wanted, unwanted] = [await anna.newPlan(), await anna.newPlan()];
    const opened = await bert.openBundle(await anna.export([wanted, unwanted]));
    const result = await bert.services().handover.accept(opened.fileId, { plans: [wanted] }, true);
    expect(result.declined.map(({ id }) => id)).toEqual([unwanted]);
    expect(
      bert
        .services()
        .workspace()
        .plans.list()
        .map(({ id }) => id),
    ).toEqual([wanted]);
    expect((await bert.hub().sequences()).has(unwanted)).toBe(false);
    const receipt = await anna.openReceipt(await bert.receiptFor(opened));
    expect(receipt.receipt).toMatchObject({
      taken: [{ id: wanted }],
      declined: [{ id: unwanted }],
      complete: true,
    });
  });

  test('HB-12 after a receipt a file can hold only what is new; without its base it is refused', async () => {
    await join();
    const plan = await anna.newPlan();
    await anna.write(plan, 'Long text. '.repeat(2_000));
    const whole = await anna.export([plan]);
    const opened = await bert.openBundle(whole);
    await bert.services().handover.accept(opened.fileId, { plans: [plan] }, true);
    const receipt = await anna.openReceipt(await bert.receiptFor(opened));
    await anna.services().handover.acceptReceipt(receipt.fileId, true);
    await anna.write(plan, 'News.');
    const { receivers } = await anna.services().handover.overview();
    expect(receivers).toMatchObject([{ organisation: 'Agency B', displayName: 'Bert' }]);
    const part = await anna.export([plan], { receiver: receivers[0]!.keyId });
    const all = await anna.export([plan]);
    expect(part.length).toBeLessThan(all.length);
    const news = await bert.openBundle(part);
    expect(news).toMatchObject({ partial: true, plans: [{ standing: 'changed' }] });
    await bert.services().handover.accept(news.fileId, { plans: [plan] }, false);
    expect(await bert.text(plan)).toBe(await anna.text(plan));

    const carla = await laptop('Carla');
    try {
      await carla
        .services()
        .sharedWorkspaces.openOrCreate({ sharedId: anna.hub().sharedId.get(), name: 'C' }, null);
      const incomplete = await carla.openBundle(part);
      expect(incomplete.plans).toMatchObject([{ standing: 'refused', refusal: 'baseMissing' }]);
      const before = await carla.state();
      const refused = await carla
        .services()
        .handover.accept(incomplete.fileId, { plans: [plan] }, true)
        .catch(codeOf);
      expect(refused).toBe('handoverBaseMissing');
      expect(await carla.state()).toEqual(before);
    } finally {
      await carla.dispose();
    }
  });

  test('HB-16 words that a merge would hide are shown, and kept with the note of the file', async () => {
    await join();
    const plan = await anna.newPlan();
    await anna.write(plan, 'Agreed words.');
    const first = await bert.openBundle(await anna.export([plan]));
    await bert.services().handover.accept(first.fileId, { plans: [plan] }, true);
    await bert.change(plan, (vision) => {
      vision.delete(vision.length - 1, 1);
      const list = new Y.XmlElement('bulletList');
      vision.push([list]);
    });
    await anna.change(plan, (vision) => {
      const words = (vision.get(vision.length - 1) as Y.XmlElement).get(0) as Y.XmlText;
      words.insert(6, ', quite new');
    });
    const opened = await bert.openBundle(await anna.export([plan]));
    const lost = {
      chapterKey: 'ownership',
      text: ', quite new',
      paragraph: 'Agreed, quite new words.',
      side: 'file',
    };
    expect(opened.plans[0]!.lost).toEqual([lost]);
    await bert.services().handover.accept(opened.fileId, { plans: [plan] }, false);
    await bert.restart();
    const { received } = await bert.services().handover.overview();
    expect(received.flatMap((file) => file.lost)).toEqual([{ ...lost, planId: plan }]);
  });

  test('HB-10 pictures and comments travel along', async () => {
    await join();
    const plan = await anna.newPlan();
    const hash = 'b'.repeat(64);
    for (const [companion, map] of [
      ['images', 'images'],
      ['comments', 'threads'],
    ] as const) {
      const document = await anna.hub().open(companionDocumentId(plan, companion));
      await document.change((doc) => void doc.getMap(map).set(hash, Uint8Array.of(0x47, 0x49, 0x46, 0x38)));
      document.close();
    }
    const opened = await bert.openBundle(await anna.export([plan]));
    expect(opened.plans).toMatchObject([{ newImages: 1, commentsChanged: true }]);
    await bert.services().handover.accept(opened.fileId, { plans: [plan] }, true);
    const images = await bert.hub().read(companionDocumentId(plan, 'images'));
    expect(images.getMap('images').get(hash)).toEqual(Uint8Array.of(0x47, 0x49, 0x46, 0x38));
  });

  test('HB-19 a plan that was removed here comes back, and a new title arrives', async () => {
    await join();
    const plan = await anna.newPlan();
    const first = await bert.openBundle(await anna.export([plan]));
    await bert.services().handover.accept(first.fileId, { plans: [plan] }, true);
    bert.services().workspace().plans.setRemoved(plan, true, randomUUID());
    anna.services().workspace().plans.rename(plan, 'A better title', randomUUID());
    await expect
      .poll(async () => (await anna.hub().read(plan)).getMap('meta').get('title'))
      .toBe('A better title');
    const opened = await bert.openBundle(await anna.export([plan]));
    expect(opened.plans).toMatchObject([{ standing: 'changed', removedHere: true, title: 'A better title' }]);
    await bert.services().handover.accept(opened.fileId, { plans: [plan] }, false);
    expect(bert.services().workspace().plans.list()).toMatchObject([{ id: plan, title: 'A better title' }]);
  });
});

describe('shared snapshots in a file', () => {
  const makeSnapshot = (
    laptopOf: Laptop,
    visibility: 'partnershipNamed' | 'workingGroup' | 'ownOrganisation',
  ) => {
    const { records, snapshots } = laptopOf.services().workspace();
    records.apply({
      opId: randomUUID(),
      session: randomUUID(),
      scope: 'workspace',
      changes: identifyingAssessment(),
    });
    const choice = {
      opId: randomUUID(),
      assessmentId: 'a-istra',
      visibility,
      parts: [],
      signed: false,
    };
    const { hash } = snapshots.preview(choice);
    return snapshots.make({ ...choice, hash, share: false }).hash;
  };

  test('HB-22 one for a working group goes over by hand, is there once, and is in the receipt', async () => {
    await join();
    const hash = makeSnapshot(anna, 'workingGroup');
    expect((await anna.services().handover.overview()).portable.map((snapshot) => snapshot.hash)).toEqual([
      hash,
    ]);
    const file = await anna.export([], { snapshots: [hash] });
    const opened = await bert.openBundle(file);
    expect(opened).toMatchObject({ plans: [], snapshots: [{ hash, standing: 'new', refusal: null }] });
    expect(bert.services().workspace().snapshots.list()).toEqual([]);
    const chosen = { plans: [], snapshots: [hash] };
    expect(await bert.services().handover.accept(opened.fileId, chosen, false).catch(codeOf)).toBe(
      'handoverSenderUnconfirmed',
    );
    const result = await bert.services().handover.accept(opened.fileId, chosen, true);
    expect(result).toMatchObject({ snapshotsAdded: 1, changed: true });
    expect(bert.services().workspace().snapshots.open(hash).bundle.assessment.fields.title).not.toBe('');
    const again = await bert.openBundle(file);
    expect(again.snapshots).toMatchObject([{ standing: 'here' }]);
    const repeated = await bert.services().handover.accept(again.fileId, chosen, true);
    expect(repeated).toMatchObject({ snapshotsAdded: 0, changed: false, backup: null });
    const receipt = await anna.openReceipt(await bert.receiptFor(opened));
    expect(receipt.receipt).toMatchObject({ snapshotsTaken: 1, snapshotsDeclined: 0, complete: true });
  });

  test('HB-22 one that stays home does not go into a file', async () => {
    const hash = makeSnapshot(anna, 'ownOrganisation');
    expect((await anna.services().handover.overview()).portable).toEqual([]);
    expect(await anna.export([], { snapshots: [hash] }).catch(codeOf)).toBe('snapshotStaysHome');
    expect((await anna.services().handover.overview()).sent).toEqual([]);
  });

  test('HB-22 what is no snapshot is refused and changes nothing', async () => {
    await join();
    const bytes = Buffer.from('{"schema":"cps-exchange/1","kind":"snapshot"}');
    const file = await writeBundle({
      ...smallBundle(),
      manifest: {
        ...smallBundle().manifest,
        workspace: { id: anna.hub().sharedId.get(), name: 'Cluster partnership' },
      },
      snapshots: [bytes],
    });
    const before = await bert.state();
    const opened = await bert.openBundle(file);
    expect(opened.snapshots).toMatchObject([{ standing: 'refused', refusal: 'snapshotDamaged' }]);
    const chosen = { plans: [planId], snapshots: opened.snapshots.map(({ hash }) => hash) };
    expect(await bert.services().handover.accept(opened.fileId, chosen, true).catch(codeOf)).toBe(
      'snapshotDamaged',
    );
    expect(await bert.state()).toEqual(before);
  });
});

describe('whose file it is', () => {
  test('HB-18 a file of another partnership is refused, or opens a workspace for it', async () => {
    await bert.services().createPartnership({ name: 'Another one', organisation: organisation('Agency B') });
    const own = bert.services().workspace().context.id;
    const plan = await anna.newPlan();
    const opened = await bert.openBundle(await anna.export([plan]));
    expect(opened).toMatchObject({ workspace: { place: 'nowhere' }, plans: [] });
    const before = await bert.state();
    expect(
      await bert
        .services()
        .handover.accept(opened.fileId, { plans: [plan] }, true)
        .catch(codeOf),
    ).toBe('handoverOtherWorkspace');
    expect(await bert.state()).toEqual(before);
    await bert.services().handover.enterWorkspace(opened.fileId);
    expect(bert.services().workspace().context.id).not.toBe(own);
    const again = await bert.services().handover.open(opened.fileId);
    expect(again).toMatchObject({ workspace: { place: 'open' }, plans: [{ standing: 'new' }] });
    await bert.services().handover.accept(opened.fileId, { plans: [plan] }, true);
    expect(bert.services().workspace().plans.list()).toHaveLength(1);
    await bert.services().workspaces.open(own);
    const elsewhere = await bert.services().handover.open(opened.fileId);
    expect(elsewhere).toMatchObject({ workspace: { place: 'here' } });
  });

  test('HB-13 a laptop is known after the first time; the same name with another key stands out', async () => {
    await join();
    const plan = await anna.newPlan();
    const first = await bert.openBundle(await anna.export([plan]));
    await bert.services().handover.accept(first.fileId, { plans: [plan] }, true);
    const second = await laptop('Anna');
    try {
      await second
        .services()
        .sharedWorkspaces.openOrCreate(
          { sharedId: anna.hub().sharedId.get(), name: 'Cluster partnership' },
          organisation('REGION A'),
        );
      const other = await second.newPlan();
      const opened = await bert.openBundle(await second.export([other]));
      expect(opened.sender.standing).toBe('otherKey');
      expect(opened.sender.fingerprint).not.toEqual(first.sender.fingerprint);
      expect((await second.services().handover.overview()).fingerprint).toEqual(opened.sender.fingerprint);
      const own = await second.openBundle(await second.export([other]));
      expect(own.sender.standing).toBe('own');
    } finally {
      await second.dispose();
    }
  });

  test('HB-3 a locked file asks for its passphrase; a wrong one changes nothing', async () => {
    await join();
    const plan = await anna.newPlan();
    const file = await anna.export([plan], { passphrase: 'four horses by day' });
    const fileId = bert.give(file);
    expect(await bert.services().handover.open(fileId)).toMatchObject({ kind: 'locked' });
    expect(await bert.services().handover.open(fileId, 'wrong words').catch(codeOf)).toBe(
      'handoverPassphrase',
    );
    expect(
      await bert
        .services()
        .handover.accept(fileId, { plans: [plan] }, true)
        .catch(codeOf),
    ).toBe('handoverFileGone');
    const opened = await bert.services().handover.open(fileId, 'four horses by day');
    expect(opened).toMatchObject({ kind: 'bundle', encrypted: true });
  });

  test('HB-21 receipts count only for the file that they name, as it was sent', async () => {
    await join();
    const plan = await anna.newPlan();
    const opened = await bert.openBundle(await anna.export([plan]));
    await bert.services().handover.accept(opened.fileId, { plans: [plan] }, true);
    const receipt = await bert.receiptFor(opened);
    await anna.services().createPartnership({ name: 'Not this one', organisation: organisation('Region A') });
    const elsewhere = await anna.openReceipt(receipt);
    expect(elsewhere.receipt).toBeNull();
    expect(await anna.services().handover.acceptReceipt(elsewhere.fileId, true).catch(codeOf)).toBe(
      'handoverReceiptUnknown',
    );
    const altered = Uint8Array.from(receipt);
    altered[receipt.length - 10] = altered[receipt.length - 10]! ^ 1;
    expect(await anna.openReceipt(altered).catch(codeOf)).toBe('handoverDamaged');
    expect(await bert.services().handover.writeReceipt('0'.repeat(64)).catch(codeOf)).toBe('notFound');
  });

  test('HB-13, HB-21 a receipt is kept when its signer was confirmed and it is of this partnership', async () => {
    await join();
    const plan = await anna.newPlan();
    const file = await anna.export([plan]);
    const opened = await bert.openBundle(file);
    await bert.services().handover.accept(opened.fileId, { plans: [plan] }, true);
    const answer = await anna.openReceipt(await bert.receiptFor(opened));
    const keep = (fileId: string, confirmed: boolean) =>
      anna.services().handover.acceptReceipt(fileId, confirmed).catch(codeOf);
    expect(await keep(answer.fileId, false)).toBe('handoverSenderUnconfirmed');
    const receiptsHere = async () => (await anna.services().handover.overview()).sent[0]?.receipts.length;
    expect(await receiptsHere()).toBe(0);

    const { manifest, hash } = await readBundle(file);
    const { createdAt, appVersion, id, sender: receiver } = manifest;
    const said = { plans: [{ id: plan, outcome: 'taken' as const }], snapshots: [], documents: [] };
    const about = { bundle: { id, sha256: hash }, workspace: { id: 'another-partnership' } };
    const forgery = { id: randomUUID(), createdAt, appVersion, receiver, ...about, ...said };
    const forged = await writeReceipt(forgery, testDeviceKey());
    expect(await keep((await anna.openReceipt(forged)).fileId, true)).toBe('handoverReceiptUnknown');
    expect(await receiptsHere()).toBe(0);
    const fresh = await anna.openReceipt(await bert.receiptFor(opened));
    expect(await keep(fresh.fileId, true)).toMatchObject({ complete: true });
    expect(await receiptsHere()).toBe(1);
  });

  test('an altered file changes nothing', async () => {
    await join();
    const plan = await anna.newPlan();
    const file = await anna.export([plan]);
    const before = await bert.state();
    for (let index = 0; index < file.length; index += 97) {
      const altered = Uint8Array.from(file);
      altered[index] = altered[index]! ^ 0x10;
      const fileId = bert.give(altered);
      expect(await bert.services().handover.open(fileId).catch(codeOf), `byte ${index}`).toMatch(/^handover/);
      expect(
        await bert
          .services()
          .handover.accept(fileId, { plans: [plan] }, true)
          .catch(codeOf),
      ).toBe('handoverFileGone');
    }
    expect(await bert.state()).toEqual(before);
  });
});
