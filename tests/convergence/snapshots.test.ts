import { describe, expect, test } from 'vitest';
import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import { createSnapshotRepository } from '../../electron/backend/repositories/snapshot-repository.ts';
import {
  identifyingAssessment,
  identifyingWords,
} from '../../electron/backend/snapshots/identifying-assessment.test-support.ts';
import { snapshotHash } from '../../electron/backend/snapshots/snapshot-file.ts';
import type { SnapshotMaking } from '../../shared/contract/snapshots.ts';
import { readCommonsSnapshots, writeCommonsSnapshot } from '../../shared/documents/commons-snapshots.ts';
import {
  clearSnapshotBytes,
  readSnapshotBytes,
  snapshotDocumentId,
  writeSnapshotBytes,
} from '../../shared/documents/snapshot-document.ts';
import { RoomBench } from './lan-room.test-support.ts';
import { laptopBench } from './laptop-bench.test-support.ts';
import { type TestLaptop } from './laptops.test-support.ts';
import { until } from '../../shared/until.test-support.ts';

const bench = laptopBench();
const assessmentId = 'a-istra';

function start(
  name: string,
  options: { fresh?: boolean; online?: boolean; broken?: boolean } = {},
): TestLaptop {
  const { fresh = true, online = true, broken = false } = options;
  const laptop = bench.start(name, { fresh, ...(online ? {} : { relay: null }) });
  if (!broken) laptop.snapshots.list();
  return laptop;
}

function share(laptop: TestLaptop, visibility: SnapshotMaking['visibility'] = 'partnershipNamed'): string {
  if (!laptop.context.entities.get('assessment', assessmentId)) {
    const changes = identifyingAssessment();
    laptop.records.apply({ opId: randomUUID(), session: randomUUID(), scope: assessmentId, changes });
  }
  const chosen = {
    opId: randomUUID(),
    assessmentId,
    visibility,
    parts: ['justifications' as const, 'narratives' as const, 'evidence' as const],
    signed: true,
  };
  const { hash } = laptop.snapshots.preview(chosen);
  return laptop.snapshots.make({ ...chosen, hash, share: true }).hash;
}

const listed = (laptop: TestLaptop, hash: string) => laptop.snapshots.list().find((row) => row.hash === hash);
const whole = (laptop: TestLaptop, hash: string) => listed(laptop, hash)?.condition === 'whole';
const confirmed = (laptop: TestLaptop) => laptop.hub.status().unconfirmedChanges === 0;

async function stored<T>(laptop: TestLaptop, documentId: string, read: (doc: Y.Doc) => T): Promise<T> {
  const doc = await laptop.hub.read(documentId);
  try {
    return read(doc);
  } finally {
    doc.destroy();
  }
}

async function edit(laptop: TestLaptop, documentId: string, work: (doc: Y.Doc) => void): Promise<void> {
  const document = await laptop.hub.open(documentId);
  await document.change(work);
  document.close();
}

/** A laptop that keeps to no rule changes the document of a snapshot at the relay. */
async function tamper(laptop: TestLaptop, hash: string, work: (doc: Y.Doc) => void): Promise<void> {
  const documentId = snapshotDocumentId(hash);
  laptop.hub.setFurtherDocuments([{ documentId, title: null }]);
  await until('it is linked', () => laptop.hub.documentStatus(documentId, '').state === 'confirmed');
  await until('it is in step', () => laptop.hub.status().relay === 'connected');
  await edit(laptop, documentId, work);
  await until('the relay has it', () => laptop.hub.documentStatus(documentId, '').unconfirmedChanges === 0);
}

describe('a snapshot that is shared', () => {
  test('SN-9: is seen by others with the same content, and read without a network ever after', async () => {
    await bench.relay.start();
    const [ana, bora] = [start('ana'), start('bora')];
    const hash = share(ana);
    await until('bora has it', () => whole(bora, hash));
    expect(listed(bora, hash)).toMatchObject({
      assessmentId: null,
      title: 'Klasteri Istre 2014',
      origin: 'Istarska razvojna agencija',
      visibility: 'partnershipNamed',
      frameworkVersion: '1.0.0',
      referenceDate: '2014-06-30',
      state: 'shared',
    });
    expect(listed(bora, hash)?.receivedAt).toBeGreaterThan(0);
    const { row: _own, ...there } = ana.snapshots.open(hash);
    const { row: _received, ...here } = bora.snapshots.open(hash);
    expect(here).toEqual(there);
    expect(listed(bora, hash)?.summary).toEqual(listed(ana, hash)?.summary);
    await bench.stop('bora');
    await bench.stop('ana');
    await bench.relay.kill();
    const alone = start('bora', { fresh: false, online: false });
    await alone.snapshots.settled();
    expect(alone.snapshots.open(hash).bundle).toEqual(here.bundle);
    expect(alone.bugs).toEqual([]);
  });

  test('SN-9: reaches a laptop that was not there, from the relay alone; the hub tells where it is', async () => {
    await bench.relay.start();
    const ana = start('ana');
    const hash = share(ana);
    await ana.snapshots.settled();
    await until('the relay has it', () => confirmed(ana));
    expect(ana.hub.status().documents).toMatchObject([
      { documentId: snapshotDocumentId(hash), title: 'Klasteri Istre 2014', state: 'confirmed' },
    ]);
    await bench.stop('ana');
    const late = start('late');
    await until('the latecomer has it', () => whole(late, hash));
    expect(late.hub.status().documents).toEqual([]);
  });

  test('SN-9: made without a network goes out when there is one', async () => {
    const ana = start('ana');
    const hash = share(ana);
    await ana.snapshots.settled();
    expect(ana.hub.status().unconfirmedChanges).toBeGreaterThan(0);
    await bench.relay.start();
    const bora = start('bora');
    ana.hub.retryNow();
    await until('bora has it', () => whole(bora, hash));
  });
});

test('SN-9: in a room without internet a guest shares with the host and with another guest, and takes back', async () => {
  const bench = new RoomBench();
  try {
    const [host, ana, bea] = [bench.laptop('host', []), bench.laptop('ana', []), bench.laptop('bea', [])];
    for (const laptop of [host, ana, bea]) expect(laptop.snapshots.list()).toEqual([]);
    const room = await bench.host(host);
    await bench.join(ana, room.link);
    await bench.join(bea, room.link);
    const hash = share(ana);
    await until('the host has it', () => whole(host, hash));
    await until('the other guest has it', () => whole(bea, hash));
    ana.snapshots.withdraw(hash);
    await until('both have it no more', () => !listed(host, hash) && !listed(bea, hash));
  } finally {
    await bench.dispose();
  }
});

describe('a snapshot that is withdrawn', () => {
  test('SN-10: disappears on the others, its bytes from their store, the commons and the relay', async () => {
    await bench.relay.start();
    const [ana, bora] = [start('ana'), start('bora')];
    const hash = share(ana);
    await until('bora has it', () => whole(bora, hash));
    ana.snapshots.withdraw(hash);
    await until('bora has it no more', () => listed(bora, hash) === undefined);
    await bora.snapshots.settled();
    const repository = createSnapshotRepository(bora.database);
    expect(repository.bytes(hash)).toBeUndefined();
    expect(() => bora.snapshots.open(hash)).toThrow('snapshotWithdrawn');
    const bytesAt = (laptop: TestLaptop) =>
      stored(laptop, snapshotDocumentId(hash), (doc) => doc.getMap('snapshot').size);
    expect(await bytesAt(bora)).toBe(0);
    expect(await bytesAt(ana)).toBe(0);
    expect(listed(ana, hash)?.state).toBe('withdrawn');
    expect(ana.snapshots.open(hash).row.condition).toBe('whole');
    await until('the relay knows', () => confirmed(ana));
    const late = start('late');
    await until('the latecomer is in step', () => late.hub.status().relay === 'connected');
    await until(
      'the latecomer knows',
      () => createSnapshotRepository(late.database).get(hash)?.state === 'withdrawn',
    );
    expect(late.snapshots.list()).toEqual([]);
    expect([...ana.bugs, ...bora.bugs, ...late.bugs]).toEqual([]);
  });

  test('SN-10: on a laptop that was away it disappears when it is back', async () => {
    await bench.relay.start();
    const [ana, bora] = [start('ana'), start('bora')];
    const hash = share(ana);
    await until('bora has it', () => whole(bora, hash));
    await bench.stop('bora');
    ana.snapshots.withdraw(hash);
    await ana.snapshots.settled();
    await until('the relay knows', () => confirmed(ana));
    const back = start('bora', { fresh: false });
    await until('bora has it no more', () => listed(back, hash) === undefined);
    expect(createSnapshotRepository(back.database).bytes(hash)).toBeUndefined();
  });

  test('SN-10: nobody else can withdraw it, whatever they write', async () => {
    await bench.relay.start();
    const [ana, bora] = [start('ana'), start('bora')];
    const hash = share(ana);
    await until('bora has it', () => whole(bora, hash));
    const mallory = start('mallory', { broken: true });
    await tamper(mallory, hash, clearSnapshotBytes);
    await edit(mallory, 'commons', (doc) => {
      const map = doc.getMap('snapshots');
      map.set(`${hash}/withdrawn`, 'a'.repeat(64));
      map.delete(hash);
    });
    const late = start('late');
    await until('a latecomer gets what its owner has mended', () => whole(late, hash));
    expect(whole(bora, hash)).toBe(true);
    expect(listed(ana, hash)?.state).toBe('shared');
  });
});

describe('an anonymous snapshot', () => {
  test('SN-6: nothing that goes to others holds a word that leads to its partner', async () => {
    await bench.relay.start();
    const [ana, bora] = [start('ana'), start('bora')];
    const sent: Uint8Array[] = [];
    ana.hub.onCommitted(({ update }) => sent.push(update));
    const hash = share(ana, 'partnershipAnonymous');
    await until('bora has it', () => whole(bora, hash));
    await ana.snapshots.settled();
    const everything = Buffer.concat([
      ...sent,
      await stored(bora, 'commons', (doc) => Y.encodeStateAsUpdate(doc)),
      await stored(bora, snapshotDocumentId(hash), (doc) => Y.encodeStateAsUpdate(doc)),
    ]).toString('latin1');
    expect(everything).toContain('partnershipAnonymous');
    const names = [...identifyingWords, ana.context.deviceId, 'Tester', 'device-', 'signature'];
    for (const word of names) expect(everything).not.toContain(word);
    expect(listed(bora, hash)).toMatchObject({ title: '', assessmentId: null });
    expect(listed(bora, hash)?.origin).toBe(listed(ana, hash)?.origin);
  });

  test('SN-6: its changes come from Yjs clients that are used for nothing else', async () => {
    await bench.relay.start();
    const ana = start('ana');
    await ana.plans.create({
      opId: randomUUID(),
      templateKey: 'joint-strategic-plan',
      language: 'en',
      another: false,
      title: 'Joint Strategic Plan',
    });
    await ana.plans.settled();
    const clientsOf = (documentId: string) =>
      stored(ana, documentId, (doc) => new Set(Y.decodeStateVector(Y.encodeStateVector(doc)).keys()));
    const before = await clientsOf('commons');
    const hash = share(ana, 'partnershipAnonymous');
    await ana.snapshots.settled();
    const own = (await clientsOf('commons')).difference(before);
    expect(own.size).toBe(1);
    expect(own.isDisjointFrom(await clientsOf(snapshotDocumentId(hash)))).toBe(true);
  });
});

describe('what a broken peer writes', () => {
  const entry = (hash: string, more: object = {}) => ({
    hash,
    byteLength: 10,
    visibility: 'partnershipNamed' as const,
    origin: 'Nobody',
    frameworkVersion: '1.0.0',
    referenceDate: '2014-06-30',
    withdrawal: 'b'.repeat(64),
    ...more,
  });

  test('SN-9: bytes that do not fit their hash are never taken, later right ones are', async () => {
    await bench.relay.start();
    const ana = start('ana');
    const hash = share(ana);
    await ana.snapshots.settled();
    const { byteLength } = listed(ana, hash)!;
    await until('the relay has it', () => confirmed(ana));
    await bench.stop('ana');
    const mallory = start('mallory', { broken: true });
    await tamper(mallory, hash, (doc) => writeSnapshotBytes(doc, new Uint8Array(byteLength)));
    const late = start('late');
    let arrived = false;
    late.hub.onCommitted(({ documentId }) => (arrived ||= documentId === snapshotDocumentId(hash)));
    await until('the wrong bytes are here', () => arrived);
    await late.snapshots.settled();
    expect(listed(late, hash)?.condition).toBe('waiting');
    const back = start('ana', { fresh: false });
    await until('the latecomer gets the right ones', () => whole(late, hash));
    expect(late.snapshots.open(hash).bundle).toEqual(back.snapshots.open(hash).bundle);
  });

  test('SN-9: content that is no snapshot, under its right hash, is shown as damaged and not read', async () => {
    await bench.relay.start();
    const [mallory, bora] = [start('mallory', { broken: true }), start('bora')];
    const bytes = new TextEncoder().encode('not a snapshot');
    const hash = snapshotHash(bytes);
    await edit(mallory, 'commons', (doc) =>
      writeCommonsSnapshot(doc, entry(hash, { byteLength: bytes.length })),
    );
    await tamper(mallory, hash, (doc) => writeSnapshotBytes(doc, bytes));
    await until('it has arrived', () => listed(bora, hash)?.condition === 'damaged');
    expect(() => bora.snapshots.open(hash)).toThrow('snapshotDamaged');
    expect(bora.snapshots.portable()).toEqual([]);
  });

  test('SN-9: malformed entries are passed over, and what was listed first stays', async () => {
    await bench.relay.start();
    const [ana, bora] = [start('ana'), start('bora')];
    const hash = share(ana);
    await until('bora has it', () => whole(bora, hash));
    await edit(bora, 'commons', (doc) => {
      const map = doc.getMap('snapshots');
      map.set('x', 1);
      map.set('../../etc', entry('c'.repeat(64)));
      map.set('c'.repeat(64), { ...entry('c'.repeat(64)), byteLength: 1e12 });
      map.set('d'.repeat(64), { ...entry('d'.repeat(64)), visibility: 'private' });
      map.set('e'.repeat(64), { ...entry('e'.repeat(64)), visibility: 'partnershipAnonymous' });
      const { hash: _hash, ...listedEntry } = entry(hash, { origin: 'Somebody else' });
      map.set(hash, listedEntry);
    });
    await until('the owner has mended its entry', () => {
      return listed(ana, hash)?.origin === 'Istarska razvojna agencija';
    });
    await ana.snapshots.settled();
    await bora.snapshots.settled();
    expect(bora.snapshots.list().map((row) => [row.hash, row.origin])).toEqual([
      [hash, 'Istarska razvojna agencija'],
    ]);
    const shared = await stored(ana, 'commons', readCommonsSnapshots);
    expect(shared.map((item) => item.entry.origin)).toContain('Istarska razvojna agencija');
    expect(await stored(ana, snapshotDocumentId(hash), (doc) => readSnapshotBytes(doc, 1))).toBeNull();
  });
});
