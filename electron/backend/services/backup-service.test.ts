import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError, type AppErrorCode } from '../../../shared/kernel/errors.ts';
import { createWorkspaceFile, openWorkspaceFile } from '../db/workspace-file.ts';
import { type BackupService, createBackupService } from './backup-service.ts';
import { describeWorkspace, readDescription } from './workspace-description.ts';
import { temporaryFolder, testClock } from './workspace.test-support.ts';

const dayMs = 24 * 60 * 60 * 1000;
const june = Date.UTC(2014, 5, 1, 8);
let folder: ReturnType<typeof temporaryFolder>;
let clock: ReturnType<typeof testClock>;
let backups: BackupService;
let database: Database;
const file = () => join(folder.path, 'workspaces', 'w1', 'workspace.sqlite');
const backupFile = (name: string) => join(folder.path, 'workspaces', 'w1', 'backups', name);

beforeEach(() => {
  folder = temporaryFolder();
  clock = testClock(june);
  backups = createBackupService({ profileDir: folder.path, wallClock: clock });
  mkdirSync(join(folder.path, 'workspaces', 'w1'), { recursive: true });
  database = createWorkspaceFile(file());
  name('first');
});
afterEach(() => {
  database.close();
  folder.dispose();
});

const name = (text: string) => describeWorkspace(database, 'w1', { name: text, demo: false });
const open = () => openWorkspaceFile(file(), () => undefined);
const nameNow = () => {
  database = open();
  return readDescription(database)?.name;
};
function nameIn(path: string): string | undefined {
  const copy = new Sqlite(path, { readonly: true });
  try {
    return readDescription(copy)?.name;
  } finally {
    copy.close();
  }
}
function codeOf(action: () => unknown): AppErrorCode | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

describe('backups', () => {
  test('hold the state of the moment, also while work goes on', () => {
    const { fileName } = backups.backUp('w1', database, 'manual');
    name('second');
    expect(nameIn(backupFile(fileName))).toBe('first');
    expect(backups.list('w1')).toMatchObject([{ fileName, reason: 'manual', createdAt: june }]);
    expect(readdirSync(join(folder.path, 'workspaces', 'w1', 'backups'))).toEqual([fileName]);
  });

  test('made in the same millisecond are two', () => {
    backups.backUp('w1', database, 'manual');
    backups.backUp('w1', database, 'manual');
    expect(backups.list('w1')).toHaveLength(2);
  });

  test('to another place never replace a file', () => {
    const elsewhere = join(folder.path, 'copy.sqlite');
    backups.backUpTo(elsewhere, database);
    expect(nameIn(elsewhere)).toBe('first');
    writeFileSync(elsewhere, 'mine');
    expect(codeOf(() => backups.backUpTo(elsewhere, database))).toBe('alreadyExists');
    expect(readFileSync(elsewhere, 'utf8')).toBe('mine');
  });

  test('that cannot be written leave nothing half', () => {
    expect(codeOf(() => backups.backUpTo(join(folder.path, 'no', 'folder', 'x.sqlite'), database))).toBe(
      'folderNotWritable',
    );
    expect(existsSync(join(folder.path, 'no'))).toBe(false);
  });

  test('that a killed process left unfinished are neither listed nor kept', () => {
    mkdirSync(join(folder.path, 'workspaces', 'w1', 'backups'));
    writeFileSync(backupFile('20140601T070000000-automatic.sqlite.new'), 'half');
    expect(backups.list('w1')).toEqual([]);
    const { fileName } = backups.backUp('w1', database, 'manual');
    expect(readdirSync(join(folder.path, 'workspaces', 'w1', 'backups'))).toEqual([fileName]);
  });
});

describe('the daily backup', () => {
  const automatic = () => backups.list('w1').filter(({ reason }) => reason === 'automatic');

  test('is made once a day of use and fourteen are kept; those on request stay', () => {
    backups.backUp('w1', database, 'manual');
    clock.advance(dayMs);
    for (let day = 0; day < 20; day += 1) {
      name(`day ${day}`);
      backups.backUpWhenDue('w1', database);
      clock.advance(60_000);
      backups.backUpWhenDue('w1', database);
      clock.advance(dayMs);
    }
    expect(automatic()).toHaveLength(14);
    expect(nameIn(backupFile(automatic()[0]!.fileName))).toBe('day 19');
    expect(nameIn(backupFile(automatic()[13]!.fileName))).toBe('day 6');
    expect(backups.list('w1').filter(({ reason }) => reason === 'manual')).toHaveLength(1);
  });

  test('is made though the clock was a year ahead before', () => {
    clock.set(june + 365 * dayMs);
    backups.backUpWhenDue('w1', database);
    clock.set(june);
    name('with the right time');
    backups.backUpWhenDue('w1', database);
    backups.backUpWhenDue('w1', database);
    expect(automatic().map(({ createdAt }) => createdAt)).toEqual([june + 365 * dayMs, june]);
  });

  test('made with a wrong clock goes first when room is needed', () => {
    clock.set(june + 3650 * dayMs);
    for (let count = 0; count < 14; count += 1) {
      backups.backUpWhenDue('w1', database);
      clock.advance(dayMs);
    }
    clock.set(june);
    backups.backUpWhenDue('w1', database);
    expect(automatic()).toHaveLength(14);
    expect(automatic().at(-1)?.createdAt).toBe(june);
  });
});

describe('a restore', () => {
  let backup: string;
  beforeEach(() => {
    backup = backups.backUp('w1', database, 'manual').fileName;
    name('second');
    clock.advance(dayMs);
  });

  test('brings the backup back and keeps what was there', () => {
    database.close();
    backups.restore('w1', backup);
    expect(nameNow()).toBe('first');
    const kept = backups.list('w1').find(({ reason }) => reason === 'beforeRestore');
    expect(nameIn(backupFile(kept!.fileName))).toBe('second');
  });

  test('replaces a damaged file and keeps it byte for byte', () => {
    database.close();
    truncateSync(file(), 10_000);
    const damaged = readFileSync(file());
    backups.restore('w1', backup);
    expect(nameNow()).toBe('first');
    const kept = backups.list('w1').find(({ reason }) => reason === 'beforeRestore');
    expect(readFileSync(backupFile(kept!.fileName)).equals(damaged)).toBe(true);
  });

  test('does not play the log of the old file into the new one', () => {
    const log = readFileSync(`${file()}-wal`);
    expect(log.length).toBeGreaterThan(0);
    database.close();
    writeFileSync(`${file()}-wal`, log);
    backups.restore('w1', backup);
    expect(existsSync(`${file()}-wal`)).toBe(false);
    expect(nameNow()).toBe('first');
  });

  test('of a copy that was made with its log brings all of it', () => {
    name('only in the log');
    const killed = backupFile('20140601T090000000-beforeRestore.sqlite');
    copyFileSync(file(), killed);
    copyFileSync(`${file()}-wal`, `${killed}-wal`);
    database.close();
    backups.restore('w1', '20140601T090000000-beforeRestore.sqlite');
    expect(nameNow()).toBe('only in the log');
  });

  test.each<[string, AppErrorCode, (path: string) => void]>([
    ['cut off', 'backupDamaged', (path) => truncateSync(path, 9000)],
    ['of another program', 'backupDamaged', (path) => setPragma(path, 'application_id = 1')],
    ['of a newer app', 'workspaceTooNew', (path) => setPragma(path, 'user_version = 999')],
  ])('of a backup %s is refused: %s', (_title, code, damage) => {
    database.close();
    damage(backupFile(backup));
    const before = readFileSync(file());
    expect(codeOf(() => backups.restore('w1', backup))).toBe(code);
    expect(readFileSync(file()).equals(before)).toBe(true);
    expect(nameNow()).toBe('second');
  });

  test('is refused while the workspace is open', () => {
    expect(codeOf(() => backups.restore('w1', backup))).toBe('workspaceInUse');
    expect(readDescription(database)?.name).toBe('second');
    expect(backups.list('w1')).toHaveLength(1);
  });

  test.each(['../../../etc/passwd', 'workspace.sqlite', '20140601T080000000-manual.sqlite/..', ''])(
    'takes no other file: %s',
    (fileName) => {
      database.close();
      expect(codeOf(() => backups.restore('w1', fileName))).toBe('notFound');
    },
  );

  test('from elsewhere makes the workspace in a profile that does not have it', () => {
    const elsewhere = join(folder.path, 'stick.sqlite');
    backups.backUpTo(elsewhere, database);
    const other = createBackupService({ profileDir: join(folder.path, 'other'), wallClock: clock });
    other.restoreFrom('w1', elsewhere);
    expect(nameIn(join(folder.path, 'other', 'workspaces', 'w1', 'workspace.sqlite'))).toBe('second');
  });
});

function setPragma(path: string, pragma: string): void {
  const copy = new Sqlite(path);
  copy.pragma(pragma);
  copy.close();
}
