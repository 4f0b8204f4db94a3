import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { join } from 'node:path';
import * as Y from 'yjs';
import { encodeDocumentFrame } from '../../shared/documents/document-frame.ts';
import { companionDocumentId } from '../../shared/documents/companions.ts';
import { channelPair } from '../../shared/kernel/channel.ts';
import { startLaptop, temporaryFolder, type TestLaptop } from './laptops.test-support.ts';
import { until } from '../../shared/until.test-support.ts';

let folder: ReturnType<typeof temporaryFolder>;
let laptop: TestLaptop;
const planId = 'plan-1';
const path = () => join(folder.path, 'workspace.sqlite');

beforeEach(() => {
  folder = temporaryFolder();
  laptop = startLaptop({ path: path() });
  laptop.addPlan(planId);
});
afterEach(async () => {
  await laptop.close();
  folder.remove();
});

const textOf = (doc: Y.Doc) => doc.getText('note').toJSON();
const storedText = async () => {
  const doc = await laptop.hub.read(planId);
  const text = textOf(doc);
  doc.destroy();
  return text;
};

describe('windows of one laptop', () => {
  test('see what another writes and say "saved" only when it is in the file', async () => {
    const writer = laptop.window().open(planId);
    const reader = laptop.window().open(planId);
    await Promise.all([writer.synced, reader.synced]);
    writer.doc.getText('note').insert(0, 'hello');
    expect(writer.saved()).toBe(false);
    await until('saved', () => writer.saved());
    expect(await storedText()).toBe('hello');
    await until('the other window has it', () => textOf(reader.doc) === 'hello');
    expect(reader.saved()).toBe(true);
  });

  test('a deletion alone is not saved before it is in the file', async () => {
    const session = laptop.window().open(planId);
    await session.synced;
    session.doc.getText('note').insert(0, 'hello');
    await until('saved', () => session.saved());
    session.doc.getText('note').delete(0, 4);
    expect(session.saved()).toBe(false);
    await until('saved', () => session.saved());
    expect(await storedText()).toBe('o');
  });

  test('edits made before the backend answered are brought to it once', async () => {
    const session = laptop.window().open(planId);
    session.doc.getText('note').insert(0, 'early');
    await until('saved', () => session.saved());
    expect(await storedText()).toBe('early');
    expect((await laptop.hub.sequences()).get(planId)).toBe(1);
  });

  test('show each other who is present, until one leaves', async () => {
    const first = laptop.window().open(planId);
    const second = laptop.window().open(planId);
    await Promise.all([first.synced, second.synced]);
    first.awareness.setLocalStateField('user', { name: 'Ana' });
    const seen = () => second.awareness.getStates().get(first.doc.clientID)?.['user'];
    await until('presence arrived', () => seen() !== undefined);
    expect(seen()).toEqual({ name: 'Ana' });
    first.close();
    await until('presence is gone', () => !second.awareness.getStates().has(first.doc.clientID));
  });
});

test('a session opened right after one that was closed is not told "saved" by the answers to that one', async () => {
  const window = laptop.window();
  const first = window.open(planId);
  await first.synced;
  for (let index = 0; index < 5; index += 1) first.doc.getText('note').insert(0, 'a');
  first.close();
  const second = window.open(planId);
  second.doc.getText('note').insert(0, 'b');
  await until('saved', () => second.saved());
  expect(await storedText()).toMatch(/^(?:a{5}b|ba{5})$/);
});

describe('a broken link', () => {
  test('edits made without a backend are kept and are stored when it is back', async () => {
    const window = laptop.window();
    const session = window.open(planId);
    await session.synced;
    session.doc.getText('note').insert(0, 'one ');
    await until('saved', () => session.saved());
    window.breakChannel();
    expect(session.state().interruption).toBe('connectionLost');
    session.doc.getText('note').insert(4, 'two');
    expect(session.saved()).toBe(false);
    await laptop.close();
    laptop = startLaptop({ path: path(), fresh: false });
    expect(await storedText()).toBe('one ');
    window.connect(laptop.hub);
    await until('saved', () => session.saved());
    expect(await storedText()).toBe('one two');
    expect(session.state().interruption).toBeNull();
    window.close();
  });

  test('what was on its way when the link broke is sent again', async () => {
    const window = laptop.window();
    const session = window.open(planId);
    await session.synced;
    session.doc.getText('note').insert(0, 'lost on the way');
    window.breakChannel();
    expect(session.saved()).toBe(false);
    window.connect(laptop.hub);
    await until('saved', () => session.saved());
    expect(await storedText()).toBe('lost on the way');
  });

  test('closing a session with unsaved edits still brings them to the backend', async () => {
    const window = laptop.window();
    const session = window.open(planId);
    await session.synced;
    window.breakChannel();
    session.doc.getText('note').insert(0, 'last words');
    session.close();
    window.connect(laptop.hub);
    await until('the document is destroyed', () => session.doc.isDestroyed);
    expect(await storedText()).toBe('last words');
  });

  test('a hub that is closed and replaced takes its windows along', async () => {
    const window = laptop.window();
    const session = window.open(planId);
    await session.synced;
    await laptop.hub.close();
    await until('told', () => session.state().interruption === 'notStored');
    session.doc.getText('note').insert(0, 'between');
    laptop.database.close();
    laptop = startLaptop({ path: path(), fresh: false });
    window.connect(laptop.hub);
    await until('saved', () => session.saved());
    expect(await storedText()).toBe('between');
    window.close();
  });
});

describe('a disk that is full', () => {
  test('nothing counts as saved, and it is saved when there is room again', async () => {
    const session = laptop.window().open(planId);
    await session.synced;
    session.doc.getText('note').insert(0, 'before');
    await until('saved', () => session.saved());
    const pages = laptop.database.pragma('page_count', { simple: true });
    laptop.database.pragma(`max_page_count = ${String(pages)}`);
    const large = 'x'.repeat(200_000);
    session.doc.getText('note').insert(6, large);
    await until('told', () => session.state().interruption === 'notStored');
    expect(session.saved()).toBe(false);
    expect(await storedText()).toBe('before');
    expect(laptop.bugs.length).toBeGreaterThan(0);
    laptop.database.pragma('max_page_count = 1073741823');
    await until('saved', () => session.saved());
    expect(await storedText()).toBe(`before${large}`);
    expect(session.state().interruption).toBeNull();
  });
});

describe('what a window may ask for', () => {
  test('a document that the workspace does not have is refused and is not made', async () => {
    const session = laptop.window().open('no-such-plan');
    session.doc.getText('note').insert(0, 'x');
    await until('refused', () => session.state().readOnly === 'unavailable');
    expect(session.saved()).toBe(false);
    expect((await laptop.hub.sequences()).has('no-such-plan')).toBe(false);
  });

  test('the images of a plan are a document, the commons is not', async () => {
    const images = laptop.window().open(companionDocumentId(planId, 'images'));
    await images.synced;
    expect(images.state()).toMatchObject({ synced: true, readOnly: null });
    const commons = laptop.window().open('commons');
    await until('refused', () => commons.state().readOnly === 'unavailable');
    expect(commons.state().synced).toBe(false);
  });

  test('bytes that are no message end the document for that window only', async () => {
    const session = laptop.window().open(planId);
    await session.synced;
    const [here, there] = channelPair((task) => queueMicrotask(task));
    laptop.hub.attach(there);
    const answers: Uint8Array[] = [];
    here.onMessage((message) => answers.push(message as Uint8Array));
    here.send(new Uint8Array([255, 255, 255, 255, 255]));
    here.send(new Uint8Array());
    here.send(encodeDocumentFrame({ documentId: planId, link: 1 }, new Uint8Array([0, 2, 5, 1, 2, 3])));
    await until('ended', () => answers.some((answer) => answer.includes(127)));
    session.doc.getText('note').insert(0, 'still here');
    await until('saved', () => session.saved());
    expect(await storedText()).toBe('still here');
  });
});

test('a document that a newer version wrote is read-only and passes through untouched', async () => {
  const window = laptop.window();
  const newer = new Y.Doc();
  newer.getMap('meta').set('schemaVersion', 99);
  newer.getXmlFragment('chapter:future').insert(0, [new Y.XmlElement('hologram')]);
  newer.getMap('unknownRoot').set('deep', new Y.Map([['value', 1]]));
  await laptop.hub.applyUpdate(planId, Y.encodeStateAsUpdate(newer));
  const session = window.open(planId);
  await session.synced;
  expect(session.state().readOnly).toBe('newer');
  const stored = await laptop.hub.read(planId);
  expect(Y.encodeStateAsUpdate(stored)).toEqual(Y.encodeStateAsUpdate(newer));
  expect(Y.encodeStateAsUpdate(session.doc)).toEqual(Y.encodeStateAsUpdate(newer));
});

describe('check', () => {
  test('counts what is sound and finds what is not', async () => {
    await laptop.hub.applyUpdate(planId, updateOf('a'));
    const sound = await laptop.hub.check();
    expect(sound).toMatchObject({ documents: 1, entries: 1, damagedRows: 0, unreadable: [] });
    laptop.database.exec(`UPDATE document_entry SET bytes = x'0001'`);
    expect(await laptop.hub.check()).toMatchObject({ damagedRows: 1 });
  });
});

function updateOf(text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('note').insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}
