import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { findElectron, whyNoWindow } from './find-electron.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workbench-electron-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const machine = (platform: NodeJS.Platform, environment: Record<string, string> = {}, userId = 1000) => ({
  platform,
  environment,
  userId,
});
const put = (path: string, content = '') => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
};

test('an installed program is found where its package says', () => {
  expect(findElectron(folder, machine('linux'))).toBeUndefined();
  put('path.txt', 'electron\n');
  expect(findElectron(folder, machine('linux'))).toBeUndefined();
  put('dist/electron');
  expect(findElectron(folder, machine('linux'))).toBe(join(folder, 'dist/electron'));
});

test('another folder can be named, and is not guessed around', () => {
  put('dist/electron');
  put('other/electron.exe');
  const environment = { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'other') };
  expect(findElectron(folder, machine('win32', environment))).toBe(join(folder, 'other/electron.exe'));
  expect(findElectron(folder, machine('linux', environment))).toBeUndefined();
});

test('a window needs a display and a user that the sandbox accepts', () => {
  expect(whyNoWindow(machine('linux'))).toBe('There is no display here');
  expect(whyNoWindow(machine('linux', { DISPLAY: ':0' }))).toBeUndefined();
  expect(whyNoWindow(machine('linux', { WAYLAND_DISPLAY: 'wayland-0' }))).toBeUndefined();
  expect(whyNoWindow(machine('linux', { DISPLAY: ':0' }, 0))).toBe('Electron does not run as the root user');
  expect(whyNoWindow(machine('darwin'))).toBeUndefined();
});
