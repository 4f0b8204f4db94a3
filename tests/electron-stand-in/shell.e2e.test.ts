import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as waitMs } from 'node:timers/promises';

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import type { MenuOutline } from './menus.ts';
import { type FixturePage, portArrived, TestApps } from './fixture/test-apps.ts';
import { startMain } from './launch.ts';

/* What the shell does for people: windows, menus, dialogs, files, and an orderly end. */

let apps: TestApps;

beforeAll(async () => {
  apps = await TestApps.build();
});
afterEach(() => apps.endAll());
afterAll(() => apps.dispose());

const json = { name: 'Exchange file', extensions: ['json'] };

test('the window and its size are kept; a place that no screen shows is repaired', async () => {
  const profileDir = await apps.profile();
  const first = await apps.launch({ profileDir });
  const kept = { x: 300, y: 200, width: 1000, height: 700 };
  await first.app.control.placeWindow(await first.app.targetOf(first.page), kept, false);
  await first.app.quit();

  const second = await apps.launch({ profileDir });
  expect(await second.app.control.windows()).toMatchObject([{ bounds: kept, maximized: false }]);
  await second.app.control.placeWindow(
    await second.app.targetOf(second.page),
    { x: 2500, y: 100, width: 1000, height: 700 },
    true,
  );
  await second.app.quit();

  const third = await apps.launch({ profileDir });
  await expect
    .poll(() => third.app.control.windows())
    .toMatchObject([{ bounds: { x: 460, y: 170, width: 1000, height: 700 }, maximized: true }]);
  await third.app.quit();
  await writeFile(join(profileDir, 'window-state.json'), '{"bounds":{"x":');
  const fourth = await apps.launch({ profileDir });
  expect(await fourth.app.control.windows()).toMatchObject([{ bounds: { width: 1280, height: 800 } }]);
});

test('menus speak the language of the profile and follow the page', async () => {
  const profileDir = await apps.profile();
  await writeFile(join(profileDir, 'profile.json'), JSON.stringify({ language: 'el' }));
  const { app, page } = await apps.launch({ profileDir });
  expect((await app.control.menu()).map(({ label }) => label)).toEqual([
    '&Αρχείο',
    '&Επεξεργασία',
    '&Προβολή',
    'Πα&ράθυρο',
    '&Βοήθεια',
  ]);
  const choose = (language: 'en' | 'hr') =>
    page.evaluate(
      (chosen) => (window as unknown as FixturePage).workbenchShell.setLanguage(chosen),
      language,
    );
  await choose('hr');
  expect(labelOf(await app.control.menu(), 'openFile')).toBe('Otvori datoteku…');
  expect(await app.control.spellCheckerLanguages()).toEqual(['hr', 'en-GB']);
  await choose('en');
  expect(labelOf(await app.control.menu(), 'openFile')).toBe('Open file…');
  // The backend owns the profile: the shell has not written to it.
  expect(await readFile(join(profileDir, 'profile.json'), 'utf8')).toBe('{"language":"el"}');
});

test('menu items reach the focused window; undo is that of the field', async () => {
  const { app, page } = await apps.launch({ profileDir: await apps.profile() });
  await portArrived(page);
  await app.clickMenu('openFile');
  await app.clickMenu('search');
  await page.waitForFunction(() => (window as unknown as FixturePage).fixture.seen.commands.length === 2);
  const commands = await page.evaluate(() => (window as unknown as FixturePage).fixture.seen.commands);
  expect(commands).toEqual(['openFile', 'search']);
  await page.locator('#text').pressSequentially('ab');
  await app.clickMenu('undo');
  await expect.poll(() => page.inputValue('#text')).toBe('');
  await app.clickMenu('redo');
  await expect.poll(() => page.inputValue('#text')).toBe('ab');
});

test('save and open go through the dialogs of the system and keep every byte', async () => {
  const profileDir = await apps.profile();
  const { app, page } = await apps.launch({ profileDir });
  await app.queueDialogAnswer({ kind: 'save', filePath: join(profileDir, 'assessment') });
  const saved = await page.evaluate(
    (filter) =>
      (window as unknown as FixturePage).workbenchShell.saveFile({
        suggestedName: '../Αποτίμηση: 2014/2020',
        content: new Uint8Array([0, 255, 10]),
        filters: [filter],
      }),
    json,
  );
  expect(saved).toEqual({ status: 'saved', name: 'assessment.json' });
  expect([...(await readFile(join(profileDir, 'assessment.json')))]).toEqual([0, 255, 10]);
  const [shown] = await app.dialogs(1);
  expect(shown?.defaultPath).toMatch(/\/Αποτίμηση 2014 2020$/);
  expect(shown?.filters).toEqual([json]);

  await writeFile(join(profileDir, 'text.json'), 'žaba');
  const open = (maxBytes: number) =>
    page.evaluate(
      ([filter, limit]) =>
        (window as unknown as FixturePage).workbenchShell.openFile({
          filters: [filter],
          as: 'text',
          maxBytes: limit,
        }),
      [json, maxBytes] as const,
    );
  for (let times = 0; times < 2; times += 1) {
    await app.queueDialogAnswer({ kind: 'open', filePaths: [join(profileDir, 'text.json')] });
  }
  await app.queueDialogAnswer({ kind: 'cancel' });
  expect(await open(100)).toEqual({ status: 'opened', name: 'text.json', content: 'žaba' });
  expect(await open(3)).toEqual({ status: 'failed', name: 'text.json', code: 'fileTooLarge' });
  expect(await open(100)).toEqual({ status: 'cancelled' });
});

test('a save that fails says so and leaves the old file', async () => {
  const profileDir = await apps.profile();
  const { app, page } = await apps.launch({ profileDir });
  await app.queueDialogAnswer({ kind: 'save', filePath: join(profileDir, 'window-state.json/inside.json') });
  await writeFile(join(profileDir, 'window-state.json'), 'old');
  const outcome = await page.evaluate(() =>
    (window as unknown as FixturePage).workbenchShell.saveFile({
      suggestedName: 'a.json',
      content: 'x',
      filters: [],
    }),
  );
  expect(outcome).toEqual({ status: 'failed', code: 'folderNotWritable' });
  expect(await readFile(join(profileDir, 'window-state.json'), 'utf8')).toBe('old');
});

test('a second start hands its file to the running app and ends', async () => {
  const profileDir = await apps.profile();
  const { app, page } = await apps.launch({ profileDir });
  await portArrived(page);
  const bytes = Uint8Array.from({ length: 3_000_000 }, (_, index) => index * 7);
  const file = join(profileDir, 'sent over.cphandover');
  await writeFile(file, bytes);
  const second = startMain({
    profileDir,
    mainBundle: apps.mainBundle,
    args: [pathToFileURL(file).href, join(profileDir, 'gone.cpreceipt')],
  });
  const code = await new Promise((resolve) => second.once('exit', resolve));
  expect(code).toBe(0);
  const [sent, gone] = await filesSeen(page, 2);
  expect(sent).toMatchObject({ status: 'opened', name: 'sent over.cphandover' });
  expect(Buffer.from(sent?.bytes ?? '', 'latin1').equals(bytes)).toBe(true);
  expect(gone).toMatchObject({ status: 'failed', name: 'gone.cpreceipt', code: 'fileNotReadable' });
  expect(await app.windows()).toHaveLength(1);
});

test('a file on the first command line waits for the page', async () => {
  const profileDir = await apps.profile();
  const file = join(profileDir, 'early.json');
  await writeFile(file, Uint8Array.of(0x22, 0xff, 0x22));
  const { page } = await apps.launch({ profileDir, args: [file] });
  expect(await filesSeen(page, 1)).toEqual([{ status: 'opened', name: 'early.json', bytes: '"\xff"' }]);
});

test('a file that macOS names before the app is ready waits too', async () => {
  const profileDir = await apps.profile();
  const files = [join(profileDir, 'early.cphandover'), join(profileDir, 'late.cpreceipt')] as const;
  for (const file of files) await writeFile(file, 'x');
  const { app, page } = await apps.launch({ profileDir, settings: { earlyFiles: [files[0]] } });
  await filesSeen(page, 1);
  await app.control.openFile(files[1]);
  expect((await filesSeen(page, 2)).map(({ name }) => name)).toEqual(['early.cphandover', 'late.cpreceipt']);
});

test('two windows share one backend; closing one leaves the other at work', async () => {
  const { app, page } = await apps.launch({ profileDir: await apps.profile() });
  await portArrived(page);
  await app.clickMenu('newWindow');
  await expect.poll(async () => (await app.windows()).length).toBe(2);
  const other = (await app.windows()).find((candidate) => candidate !== page);
  if (!other) throw new Error('no second window');
  await portArrived(other);
  const [here, there] = await Promise.all(
    [page, other].map((each) => each.evaluate(() => (window as unknown as FixturePage).fixture.ask('hello'))),
  );
  expect(here).toMatch(/^hello from \d+$/);
  expect(there).toBe(here);
  const bounds = (await app.control.windows()).map((shown) => shown.bounds);
  expect(bounds[0]?.x).not.toBe(bounds[1]?.x);
  await app.closeWindow(page);
  expect(await app.windows()).toEqual([other]);
  expect(await other.evaluate(() => (window as unknown as FixturePage).fixture.ask('still'))).toContain(
    'still from',
  );
  await app.closeWindow(other);
  expect(await app.exited).toBe(0);
});

test('a window closed at any moment of its making leaves the app at work', async () => {
  const profileDir = await apps.profile();
  const { app, page } = await apps.launch({ profileDir });
  await portArrived(page);
  const first = await app.targetOf(page);
  for (let pauseMs = 0; pauseMs <= 160; pauseMs += 20) {
    await app.clickMenu('newWindow');
    await waitMs(pauseMs);
    const fresh = (await app.control.windows()).find(({ targetId }) => targetId !== first);
    await app.control.closeWindow(fresh?.targetId ?? '');
  }
  expect(await page.evaluate(() => (window as unknown as FixturePage).fixture.ask('here'))).toContain(
    'here from',
  );
  await app.quit();
});

test('leaving with unsent work asks in the language of the user, and staying stays', async () => {
  const profileDir = await apps.profile();
  const { app, page } = await apps.launch({ profileDir, settings: { systemLanguages: ['hr-HR'] } });
  await page.evaluate(() => (window as unknown as FixturePage).workbenchShell.setUnsentWork(3));
  await app.queueDialogAnswer({ kind: 'message', button: 'Ostani' });
  await app.closeWindow(page);
  const [asked] = await app.dialogs(1);
  expect(asked?.message).toBe('3 izmjene još nisu poslane ostalima.');
  expect(asked?.buttons).toEqual(['Ostani', 'Ipak izađi']);
  expect(await app.windows()).toHaveLength(1);

  await app.control.quit();
  await app.dialogs(2);
  expect(await app.windows()).toHaveLength(1);
  await app.queueDialogAnswer({ kind: 'message', button: 'Ipak izađi' });
  expect(await app.exited).toBe(0);
  expect(await readFile(join(profileDir, 'backend-journal.txt'), 'utf8')).toContain('flushed');
});

test('with nothing unsent the app ends unasked, the backend last and flushed', async () => {
  const profileDir = await apps.profile();
  const { app, page } = await apps.launch({ profileDir });
  await portArrived(page);
  await page.evaluate(() => (window as unknown as FixturePage).workbenchShell.setUnsentWork(2));
  await page.evaluate(() => (window as unknown as FixturePage).workbenchShell.setUnsentWork(0));
  await app.quit();
  const journal = await readFile(join(profileDir, 'backend-journal.txt'), 'utf8');
  const lines = journal.trim().split('\n');
  expect(lines[0]).toBe('started version 0.1.0');
  expect(lines.at(-1)).toBe('flushed');
});

interface SeenFile {
  status: string;
  name: string;
  code?: string;
  /** One character a byte: a page hands nothing else over unchanged. */
  bytes?: string;
}

/** What the page got of files, once there are so many. */
async function filesSeen(page: Page, count: number): Promise<SeenFile[]> {
  await page.waitForFunction(
    (wanted) => (window as unknown as FixturePage).fixture?.seen.files.length >= wanted,
    count,
  );
  return page.evaluate(() => {
    const files = (window as unknown as FixturePage).fixture.seen.files as (SeenFile & {
      content?: unknown;
    })[];
    return files.map(({ content, ...file }) => {
      if (!(content instanceof Uint8Array)) return file;
      let bytes = '';
      for (const byte of content) bytes += String.fromCharCode(byte);
      return { ...file, bytes };
    });
  });
}

function labelOf(menu: readonly MenuOutline[], id: string): string | undefined {
  for (const item of menu) {
    const label = item.id === id ? item.label : labelOf(item.items, id);
    if (label !== undefined) return label;
  }
  return undefined;
}
