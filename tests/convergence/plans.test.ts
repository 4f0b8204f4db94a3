import { describe, expect, test } from 'vitest';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import { startBackend } from '../../electron/backend/backend.ts';
import type { NewPlan } from '../../electron/backend/documents/plan-service.ts';
import { companionDocumentId } from '../../shared/documents/companions.ts';
import { addSuggestion, readSuggestions } from '../../shared/documents/suggestions.ts';
import { findWords } from '../../shared/documents/word-place.ts';
import { setChapterOwner, readChapters, setChapterState } from '../../shared/documents/chapters.ts';
import { chapterText } from '../../shared/documents/plan-text.ts';
import { chapterFragment, planMetaMap, readPlanMeta } from '../../shared/documents/plan-document.ts';
import { laptopBench } from './laptop-bench.test-support.ts';
import { type TestLaptop } from './laptops.test-support.ts';
import { until } from '../../shared/until.test-support.ts';

const bench = laptopBench();

function start(name: string, fresh = true): TestLaptop {
  const laptop = bench.start(name, { fresh });
  expect(laptop.plans).toBeDefined();
  return laptop;
}

const jsp = (title = 'Joint Strategic Plan'): NewPlan => ({
  opId: randomUUID(),
  templateKey: 'joint-strategic-plan',
  language: 'en',
  another: false,
  title,
});

async function edit(laptop: TestLaptop, id: string, change: (doc: Y.Doc) => void): Promise<void> {
  const local = await laptop.hub.open(id);
  await local.change(change);
  local.close();
}

async function look<T>(laptop: TestLaptop, id: string, read: (doc: Y.Doc) => T): Promise<T> {
  const doc = await laptop.hub.read(id);
  try {
    return read(doc);
  } finally {
    doc.destroy();
  }
}

function writeParagraph(doc: Y.Doc, chapter: string, text: string): void {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(text)]);
  chapterFragment(doc, chapter).insert(0, [paragraph]);
}

describe('plans of one laptop', () => {
  test('a plan has the chapters of its template, and making it again opens it', async () => {
    const ana = start('ana');
    const made = await ana.plans.create(jsp());
    expect(made.existed).toBe(false);
    expect(await ana.plans.create(jsp('Other title'))).toEqual({ id: made.id, existed: true });
    await ana.plans.settled();
    const [row] = ana.plans.list();
    expect(row).toMatchObject({ id: made.id, title: 'Joint Strategic Plan', words: 0, language: 'en' });
    const chapters = await look(ana, made.id, (doc) => readChapters(doc).length);
    expect(row?.chapters).toEqual({ total: chapters, agreed: 0, empty: chapters });
    expect(chapters).toBeGreaterThan(10);
  });

  test('a further plan is another document, and the same command again is the same plan', async () => {
    const ana = start('ana');
    const shared = await ana.plans.create(jsp());
    const further = { ...jsp('Regional plan'), another: true };
    const { id } = await ana.plans.create(further);
    expect(id).not.toBe(shared.id);
    expect(await ana.plans.create(further)).toEqual({ id, existed: true });
    expect(ana.plans.list().map(({ title }) => title)).toEqual(['Joint Strategic Plan', 'Regional plan']);
    expect(await look(ana, id, (doc) => readPlanMeta(doc).title)).toBe('Regional plan');
  });

  test('words, chapter states and search follow the text', async () => {
    const ana = start('ana');
    const { id } = await ana.plans.create(jsp());
    await edit(ana, id, (doc) => {
      writeParagraph(doc, 'summary', 'Three short words');
      setChapterState(doc, 'mandate', 'agreed');
    });
    await ana.plans.settled();
    expect(ana.plans.list()[0]).toMatchObject({ words: 3, chapters: { agreed: 1 } });
    const [hit] = ana.context.search.find('short', 5);
    expect(hit).toMatchObject({ type: 'plan', contextId: id, place: 'summary' });
    await edit(ana, id, (doc) => chapterFragment(doc, 'summary').delete(0, 1));
    await ana.plans.settled();
    expect(ana.plans.list()[0]?.words).toBe(0);
    expect(ana.context.search.find('short', 5)).toEqual([]);
  });

  test('text that was not indexed before the end is found after the next start', async () => {
    let ana = start('ana');
    const { id } = await ana.plans.create(jsp());
    await ana.plans.settled();
    await edit(ana, id, (doc) => writeParagraph(doc, 'summary', 'Unfinished business'));
    expect(ana.context.search.find('unfinished', 5)).toEqual([]);
    await ana.close();
    ana = start('ana', false);
    await ana.plans.settled();
    expect(ana.context.search.find('unfinished', 5)).toHaveLength(1);
  });

  test('a removed plan is neither listed nor found, and comes back whole', async () => {
    const ana = start('ana');
    const { id } = await ana.plans.create(jsp());
    await edit(ana, id, (doc) => writeParagraph(doc, 'summary', 'Hidden treasure'));
    await ana.plans.settled();
    ana.plans.setRemoved(id, true, randomUUID());
    await ana.plans.settled();
    expect(ana.plans.list()).toEqual([]);
    expect(ana.context.search.find('treasure', 5)).toEqual([]);
    ana.plans.setRemoved(id, false, randomUUID());
    await ana.plans.settled();
    expect(ana.plans.list()).toMatchObject([{ id, words: 2 }]);
    expect(ana.context.search.find('treasure', 5)).toHaveLength(1);
  });

  test('what is not a template, a language or a plan is refused', async () => {
    const ana = start('ana');
    await expect(ana.plans.create({ ...jsp(), language: 'xx' })).rejects.toMatchObject({
      code: 'invalidInput',
    });
    expect(() => ana.plans.rename('nothing', 'Title', randomUUID())).toThrow(/notFound/);
    expect(ana.plans.list()).toEqual([]);
  });

  test('renaming does not touch a document of a newer version', async () => {
    const ana = start('ana');
    const { id } = await ana.plans.create(jsp());
    await edit(ana, id, (doc) => planMetaMap(doc).set('schemaVersion', 99));
    ana.plans.rename(id, 'New name', randomUUID());
    await ana.plans.settled();
    expect(ana.plans.list()[0]?.title).toBe('New name');
    expect(await look(ana, id, (doc) => readPlanMeta(doc).title)).toBe('Joint Strategic Plan');
    expect(ana.bugs).toEqual([]);
  });
});

describe('plans of two laptops', () => {
  test('both make the strategic plan offline and write in it: it is one plan with one copy of everything', async () => {
    const ana = start('ana');
    const bora = start('bora');
    const made = await ana.plans.create(jsp());
    expect((await bora.plans.create(jsp())).id).toBe(made.id);
    const before = await look(ana, made.id, (doc) => readChapters(doc).map(({ key }) => key));
    await edit(ana, made.id, (doc) => writeParagraph(doc, 'summary', 'Written by Ana.'));
    await edit(bora, made.id, (doc) => writeParagraph(doc, 'summary', 'Written by Bora.'));
    await bench.relay.start();
    for (const laptop of [ana, bora]) laptop.hub.retryNow();
    const textAt = (laptop: TestLaptop) =>
      look(laptop, made.id, (doc) => JSON.stringify(chapterFragment(doc, 'summary').toJSON()));
    const whole = (text: string) => text.includes('Ana') && text.includes('Bora');
    for (const laptop of [ana, bora]) {
      let text = '';
      for (let attempt = 0; attempt < 500 && !whole(text); attempt += 1) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        text = await textAt(laptop);
      }
      expect(text.match(/Written by/g)).toHaveLength(2);
      expect(await look(laptop, made.id, (doc) => readChapters(doc).map(({ key }) => key))).toEqual(before);
    }
    const bytes = (laptop: TestLaptop) => look(laptop, made.id, (doc) => Y.encodeStateAsUpdate(doc));
    expect(await bytes(ana)).toEqual(await bytes(bora));
    expect(ana.plans.list()).toHaveLength(1);
  });

  test('a plan made on one appears on the other with its text; renames and removals follow, both ways', async () => {
    await bench.relay.start();
    const ana = start('ana');
    const bora = start('bora');
    const { id } = await ana.plans.create({ ...jsp('Our own plan'), another: true });
    await edit(ana, id, (doc) => writeParagraph(doc, 'summary', 'From Ana'));
    await until('listed', () => bora.plans.list()[0]?.title === 'Our own plan');
    await until('read', () => bora.context.search.find('Ana', 5).length === 1);
    bora.plans.rename(id, 'Renamed by Bora', randomUUID());
    await until('renamed', () => ana.plans.list()[0]?.title === 'Renamed by Bora');
    ana.plans.setRemoved(id, true, randomUUID());
    await until('removed', () => bora.plans.list().length === 0);
    bora.plans.setRemoved(id, false, randomUUID());
    await until('restored', () => ana.plans.list().length === 1);
    expect([...ana.bugs, ...bora.bugs]).toEqual([]);
  });

  test('what others have written is told until somebody looks at it, and only theirs', async () => {
    await bench.relay.start();
    const ana = start('ana');
    const bora = start('bora');
    const { id } = await ana.plans.create(jsp());
    await until('listed', () => bora.plans.list().length === 1);
    await until('news', () => bora.plans.list()[0]?.unseenSince !== null);
    expect(ana.plans.list()[0]?.unseenSince).toBeNull();
    const window = bora.window();
    const session = window.open(id);
    await until('seen', () => bora.plans.list()[0]?.unseenSince === null);
    await edit(ana, id, (doc) => writeParagraph(doc, 'summary', 'While Bora looks'));
    await until('arrived', () => chapterText(chapterFragment(session.doc, 'summary')).includes('Bora looks'));
    expect(bora.plans.list()[0]?.unseenSince).toBeNull();
    window.close();
    await edit(bora, id, (doc) => writeParagraph(doc, 'vision', 'Her own'));
    expect(bora.plans.list()[0]?.unseenSince).toBeNull();
    await edit(ana, id, (doc) => writeParagraph(doc, 'summary', 'While Bora is away'));
    await until('told', () => typeof bora.plans.list()[0]?.unseenSince === 'number');
    expect([...ana.bugs, ...bora.bugs]).toEqual([]);
  });

  test('a chapter waits for its owner while it is empty or has suggestions', async () => {
    const ana = start('ana');
    const { id } = await ana.plans.create(jsp());
    await edit(ana, id, (doc) => setChapterOwner(doc, 'vision', 'p1'));
    await ana.plans.settled();
    const waiting = () =>
      ana.plans.list()[0]?.waiting.map(({ key, empty, suggestions }) => [key, empty, suggestions]);
    expect(waiting()).toEqual([['vision', true, 0]]);
    await edit(ana, id, (doc) => writeParagraph(doc, 'vision', 'One small market'));
    await ana.plans.settled();
    expect(waiting()).toEqual([]);
    const text = await ana.hub.read(id);
    const place = findWords(chapterFragment(text, 'vision'), 'small');
    const author = { partnerId: null, name: 'Bora' };
    const suggestion = { id: 's', chapterKey: 'vision', by: 'large', reason: '', author, at: 1 };
    await edit(ana, companionDocumentId(id, 'comments'), (doc) =>
      addSuggestion(text, doc, { ...suggestion, place: place! }),
    );
    await ana.plans.settled();
    expect(waiting()).toEqual([['vision', false, 1]]);
  });

  test('a rename on one and a removal on the other, both offline, both happen', async () => {
    await bench.relay.start();
    const ana = start('ana');
    const bora = start('bora');
    const { id } = await ana.plans.create(jsp());
    await until('listed', () => bora.plans.list().length === 1);
    await bench.relay.kill();
    await until(
      'offline',
      () => ana.hub.status().relay === 'offline' && bora.hub.status().relay === 'offline',
    );
    ana.plans.rename(id, 'New title', randomUUID());
    bora.plans.setRemoved(id, true, randomUUID());
    await bench.relay.start();
    for (const laptop of [ana, bora]) laptop.hub.retryNow();
    const row = (laptop: TestLaptop) => laptop.context.entities.get('planDocument', id);
    const both = (laptop: TestLaptop) =>
      row(laptop)?.deleted === true && row(laptop)?.fields['title'] === 'New title';
    await until('both', () => both(ana) && both(bora));
    expect(both(ana)).toBe(true);
  });
});

describe('the demo partnership', () => {
  const backendIn = (name: string) =>
    startBackend({ profileDir: join(bench.folder, name), appVersion: '0.0.0', newId: randomUUID });

  test('has its three plans with text and two open suggestions, the same bytes on every laptop', async () => {
    const backends = await Promise.all([backendIn('first'), backendIn('second')]);
    const states: Uint8Array[][] = [];
    for (const backend of backends) {
      await backend.services.createDemo();
      const { plans, hub } = backend.services.workspace();
      await plans.settled();
      const rows = plans.list();
      expect(rows.map(({ templateKey }) => templateKey)).toEqual([
        'joint-strategic-plan',
        'sustainability-plan',
        'see-initiative',
      ]);
      for (const row of rows) expect(row.words).toBeGreaterThan(100);
      expect(rows[0]?.chapters.agreed).toBeGreaterThan(0);
      const docs = await Promise.all(rows.map(({ id }) => hub.read(id)));
      const comments = await Promise.all(rows.map(({ id }) => hub.read(companionDocumentId(id, 'comments'))));
      const open = docs.flatMap((doc, index) => readSuggestions(doc, comments[index]!));
      expect(open.map(({ state, words, replaces }) => [state, words === replaces])).toEqual([
        ['open', true],
        ['open', true],
      ]);
      states.push([...docs, ...comments].map((doc) => Y.encodeStateAsUpdate(doc)));
    }
    expect(states[0]).toEqual(states[1]);
    for (const backend of backends) await backend.close();
  });
});
