import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { blocksToFragment } from '../../shared/documents/block-nodes.ts';
import { companionDocumentId } from '../../shared/documents/companions.ts';
import { readKeptText, settleKeptText } from '../../shared/documents/kept-text.ts';
import { chapterFragment, planMetaMap } from '../../shared/documents/plan-document.ts';
import { chapterText } from '../../shared/documents/plan-text.ts';
import { laptopBench } from './laptop-bench.test-support.ts';
import { type TestLaptop } from './laptops.test-support.ts';
import { until } from '../../shared/until.test-support.ts';

const planId = 'plan-1';
const commentsId = companionDocumentId(planId, 'comments');
const bench = laptopBench();

beforeEach(() => bench.relay.start());

function start(name: string, fresh = true): TestLaptop {
  const laptop = bench.start(name, { fresh });
  if (fresh) laptop.addPlan(planId);
  return laptop;
}

async function restart(name: string): Promise<TestLaptop> {
  await bench.stop(name);
  return start(name, false);
}

async function edit(laptop: TestLaptop, work: (doc: Y.Doc) => void, id = planId): Promise<void> {
  const document = await laptop.hub.open(id);
  await document.change(work);
  document.close();
}

async function read<T>(laptop: TestLaptop, look: (doc: Y.Doc) => T, id = planId): Promise<T> {
  const doc = await laptop.hub.read(id);
  try {
    return look(doc);
  } finally {
    doc.destroy();
  }
}

const vision = (doc: Y.Doc) => chapterFragment(doc, 'vision');
const textOf = (laptop: TestLaptop) => read(laptop, (doc) => chapterText(vision(doc)));
const keptBy = (laptop: TestLaptop) =>
  read(laptop, (plan) => read(laptop, (comments) => readKeptText(plan, comments), commentsId));
const write = (words: string) => (doc: Y.Doc) => {
  const text = (vision(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;
  text.insert(text.length, words);
};

/** What an editor does when a paragraph becomes a list. */
function makeList(doc: Y.Doc): void {
  const text = chapterText(vision(doc));
  vision(doc).delete(0, 1);
  blocksToFragment([{ type: 'bulletList', items: [text] }], vision(doc));
}

/** Two laptops that hold the same paragraph, and a relay that is away. */
async function apart() {
  const [ana, bora] = [start('ana'), start('bora')];
  await edit(ana, (doc) => {
    planMetaMap(doc).set('schemaVersion', 1);
    blocksToFragment([{ type: 'paragraph', text: 'We meet twice.' }], vision(doc));
  });
  await until('the same', async () => (await textOf(bora)) === 'We meet twice.');
  const isConfirmed = (laptop: TestLaptop) => laptop.hub.documentStatus(planId, '').state === 'confirmed';
  await until('confirmed', () => isConfirmed(ana) && isConfirmed(bora));
  await bench.relay.kill();
  return { ana, bora };
}

describe('words that a merge leaves nowhere', () => {
  test('are kept once, for both, and come back as a paragraph when one says so', async () => {
    const { ana, bora } = await apart();
    await edit(ana, write(' In spring and in autumn.'));
    await edit(bora, makeList);
    await bench.relay.start();
    // Restarted, they do not remember how long they were apart: that counts as long.
    const [first, second] = [await restart('ana'), await restart('bora')];
    for (const laptop of [first, second]) {
      await until('kept', async () => (await keptBy(laptop)).length > 0);
    }
    const [kept] = await keptBy(first);
    expect(kept).toMatchObject({ chapterKey: 'vision', text: ' In spring and in autumn.' });
    expect(await keptBy(second)).toEqual([{ ...kept, at: expect.any(Number) as number }]);
    expect(await textOf(first)).toBe('We meet twice.');

    const comments = await first.hub.open(commentsId);
    await edit(first, (doc) => {
      const copy = new Y.Doc();
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(comments.doc));
      settleKeptText(doc, copy, {
        id: kept!.id,
        putBack: true,
        author: { partnerId: null, name: 'Ana' },
        at: 1,
      });
    });
    comments.close();
    await until('back', async () => (await textOf(second)).endsWith('In spring and in autumn.'));
    expect([...first.bugs, ...second.bugs]).toEqual([]);
  });

  test('nothing is kept where both only wrote', async () => {
    const { ana, bora } = await apart();
    await edit(ana, write(' In spring.'));
    await edit(bora, write(' In autumn.'));
    await bench.relay.start();
    const [first, second] = [await restart('ana'), await restart('bora')];
    await until('merged', async () => (await textOf(first)) === (await textOf(second)));
    await until('looked at', async () => (await textOf(first)).includes('autumn'));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect([await keptBy(first), await keptBy(second)]).toEqual([[], []]);
    expect([...first.bugs, ...second.bugs]).toEqual([]);
  });
});
