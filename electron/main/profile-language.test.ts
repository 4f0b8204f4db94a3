import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { readLanguage } from './profile-language.ts';
import { openWindowStateStore } from './window-state-store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbench-profile-'));
});
afterEach(() => rm(folder, { recursive: true }));

test.each([
  ['{"language":"hr"}', 'hr'],
  ['{"language":"xx"}', 'el'],
  ['{"language":', 'el'],
  ['null', 'el'],
])('with the profile %s the shell speaks %s', async (text, language) => {
  await writeFile(join(folder, 'profile.json'), text);
  expect(await readLanguage(folder, ['el-GR', 'en'])).toBe(language);
});

test('without a profile the system decides', async () => {
  expect(await readLanguage(folder, ['bs-BA'])).toBe('hr');
});

test('the window state is written once for many changes, and at the latest at the end', async () => {
  const path = join(folder, 'window-state.json');
  const store = await openWindowStateStore(path, () => {});
  expect(store.current()).toBeUndefined();
  const bounds = { x: 1, y: 2, width: 900, height: 600 };
  store.keep({ bounds: { ...bounds, x: 99 }, maximized: false });
  store.keep({ bounds, maximized: true });
  await store.flush();
  const next = await openWindowStateStore(path, () => {});
  expect(next.current()).toEqual({ bounds, maximized: true });
});

test('a window state that cannot be written is reported, not thrown', async () => {
  const reports: string[] = [];
  const store = await openWindowStateStore(folder, (what) => void reports.push(what));
  store.keep({ bounds: { x: 0, y: 0, width: 900, height: 600 }, maximized: false });
  await store.flush();
  expect(reports).toEqual(['The window state could not be written']);
});
