import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError } from '../../../shared/kernel/errors.ts';
import { openProfile } from './profile-service.ts';
import { temporaryFolder } from './workspace.test-support.ts';

let folder: ReturnType<typeof temporaryFolder>;
let made: number;
beforeEach(() => {
  folder = temporaryFolder();
  made = 0;
});
afterEach(() => folder.dispose());

const open = (profileDir = folder.path) =>
  openProfile({ profileDir, appVersion: '0.1.0', newId: () => `device-number-${(made += 1)}` });
const file = () => join(folder.path, 'profile.json');
const stored = () => JSON.parse(readFileSync(file(), 'utf8')) as Record<string, unknown>;

test('a new profile gets a device id that stays', () => {
  expect(open().stored().deviceId).toBe('device-number-1');
  expect(open().stored().deviceId).toBe('device-number-1');
});

test('settings are kept, and only the owner may read them', () => {
  open().update({ language: 'hr', displayName: 'Planning desk' });
  expect(open().stored()).toMatchObject({
    language: 'hr',
    displayName: 'Planning desk',
    colorScheme: 'auto',
  });
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

test('settings of a newer app version stay in the file', () => {
  open();
  writeFileSync(file(), JSON.stringify({ ...stored(), fromTheFuture: { a: 1 } }));
  open().update({ language: 'el' });
  expect(stored()).toMatchObject({ fromTheFuture: { a: 1 }, language: 'el' });
});

test('one wrong setting does not cost the others', () => {
  open().update({ displayName: 'Planning desk' });
  writeFileSync(file(), JSON.stringify({ ...stored(), colorScheme: 'pink' }));
  expect(open().stored()).toMatchObject({ colorScheme: 'auto', displayName: 'Planning desk' });
});

test('a damaged file is set aside', () => {
  open();
  writeFileSync(file(), '{"deviceId": "devi');
  expect(open().stored().deviceId).toBe('device-number-2');
  expect(readFileSync(`${file()}.damaged`, 'utf8')).toBe('{"deviceId": "devi');
});

test('a file in the place of the folder is an expected failure', () => {
  writeFileSync(join(folder.path, 'taken'), '');
  expect(() => open(join(folder.path, 'taken'))).toThrow(new AppError('folderNotWritable'));
});

test('what could not be saved does not hold', () => {
  const profile = open();
  const before = profile.stored();
  folder.dispose();
  expect(() => profile.update({ language: 'el' })).toThrow(new AppError('folderNotWritable'));
  expect(profile.stored()).toEqual(before);
});

test.each([
  ['/home/x/OneDrive - Ministry/workbench', 'OneDrive'],
  ['C:\\Users\\x\\Dropbox\\workbench', 'Dropbox'],
  ['/home/x/Nextcloud/workbench', 'Nextcloud'],
])('a folder of a synchronising service is named: %s', (path, name) => {
  const profile = openProfile({
    profileDir: join(folder.path, path),
    appVersion: '0',
    newId: () => 'some-device',
  });
  expect(profile.view().syncedFolder).toBe(name);
});
