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
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/kernel/errors.ts';
import { createWorkspaceFile, openWorkspaceFile } from '../db/workspace-file.ts';
import { createBackupService } from './backup-service.ts';
import { openProfile, type ProfileService } from './profile-service.ts';
import { createRecordService } from './record-service.ts';
import type { WorkspaceContext } from './workspace-context.ts';
import { createWorkspaceService, type WorkspaceService } from './workspace-service.ts';
import {
  assessmentChange,
  newOpId,
  temporaryFolder,
  testClock,
  windowSession,
} from './workspace.test-support.ts';

let folder: ReturnType<typeof temporaryFolder>;
let clock: ReturnType<typeof testClock>;
let profile: ProfileService;
let workspaces: WorkspaceService;
let ids: number;
let closings: number;
let failed: unknown[];
let waiting: Set<{ delayMs: number; task: () => void }>;
const others: WorkspaceService[] = [];

beforeEach(() => {
  folder = temporaryFolder();
  clock = testClock();
  ids = 0;
  closings = 0;
  failed = [];
  waiting = new Set();
  workspaces = serviceOf();
});
afterEach(async () => {
  for (const service of [workspaces, ...others.splice(0)]) await service.close();
  folder.dispose();
});

function serviceOf(): WorkspaceService {
  profile = openProfile({ profileDir: folder.path, appVersion: 'test', newId: () => 'device-of-this-test' });
  return createWorkspaceService({
    profile,
    backups: createBackupService({ profileDir: folder.path, wallClock: clock }),
    wallClock: clock,
    after(delayMs, task) {
      const entry = { delayMs, task };
      waiting.add(entry);
      return () => waiting.delete(entry);
    },
    newId: () => `w${(ids += 1)}`,
    announce: () => undefined,
    opened: () => undefined,
    closing: async () => {
      closings += 1;
    },
    backupFailed: (error) => failed.push(error),
  });
}

const create = (name: string, fill: (context: WorkspaceContext) => void = () => undefined) =>
  workspaces.create({ name, demo: false }, fill);
const file = (id: string) => join(folder.path, 'workspaces', id, 'workspace.sqlite');
const addAssessment = (context: WorkspaceContext, id = 'a1') =>
  createRecordService(context).apply({
    opId: newOpId(),
    session: windowSession,
    scope: id,
    changes: [assessmentChange(id)],
  });
const listed = () => workspaces.list().map(({ id, name, condition }) => ({ id, name, condition }));

describe('making a workspace', () => {
  test('fills it, opens it and remembers it', async () => {
    const id = await create('First', (context) => addAssessment(context));
    expect(workspaces.current().entities.count('assessment')).toBe(1);
    expect(profile.stored().currentWorkspaceId).toBe(id);
    expect(listed()).toEqual([{ id, name: 'First', condition: 'ok' }]);
  });

  test('that fails leaves nothing, and what was open stays open', async () => {
    await create('First');
    const failing = create('Second', (context) => {
      addAssessment(context);
      throw new AppError('diskFull');
    });
    await expect(failing).rejects.toThrow(new AppError('diskFull'));
    expect(readdirSync(join(folder.path, 'workspaces'))).toEqual(['w1']);
    expect(workspaces.current().id).toBe('w1');
    expect(closings).toBe(0);
  });

  test('whose process was killed before it was filled is not listed', async () => {
    await create('First');
    mkdirSync(join(folder.path, 'workspaces', 'w9'));
    createWorkspaceFile(file('w9')).close();
    expect(listed().map(({ id }) => id)).toEqual(['w1']);
  });

  test('never takes the folder of another one', async () => {
    await create('First', (context) => addAssessment(context));
    ids = 0;
    await expect(create('Second')).rejects.toThrow(new AppError('alreadyExists'));
    expect(workspaces.current().entities.count('assessment')).toBe(1);
    expect(existsSync(file('w1'))).toBe(true);
  });
});

describe('opening', () => {
  test('one at a time, also when asked twice at once', async () => {
    await create('First');
    await create('Second');
    await Promise.all([workspaces.open('w1'), workspaces.open('w2'), workspaces.open('w1')]);
    expect(workspaces.current().id).toBe('w1');
    expect(listed().map(({ condition }) => condition)).toEqual(['ok', 'ok']);
  });

  test('a damaged one leaves the open one open', async () => {
    await create('First');
    await create('Second');
    truncateSync(file('w1'), 5000);
    await expect(workspaces.open('w1')).rejects.toThrow(new AppError('workspaceDamaged'));
    expect(workspaces.current().id).toBe('w2');
    addAssessment(workspaces.current());
    expect(listed()).toContainEqual({ id: 'w1', name: '', condition: 'damaged' });
  });

  test('after a restart the last one, if it can be opened', async () => {
    await create('First');
    await workspaces.close();
    workspaces = serviceOf();
    await workspaces.reopenLast();
    expect(workspaces.current().id).toBe('w1');
    await workspaces.close();
    writeFileSync(file('w1'), 'gone');
    workspaces = serviceOf();
    await workspaces.reopenLast();
    expect(workspaces.isOpen()).toBe(false);
    expect(listed()).toEqual([{ id: 'w1', name: '', condition: 'damaged' }]);
  });

  test('is refused to a second process, which is told why', async () => {
    await create('First');
    const second = serviceOf();
    others.push(second);
    await expect(second.open('w1')).rejects.toThrow(new AppError('workspaceInUse'));
    await expect(second.remove('w1')).rejects.toThrow(new AppError('workspaceInUse'));
    expect(second.list()[0]).toMatchObject({ condition: 'inUse' });
    expect(workspaces.current().entities.count('assessment')).toBe(0);
  });

  test.each(['../profile.json', '..', 'a/b', '', 'no-such-workspace'])(
    'takes no other path: %j',
    async (id) => {
      await expect(workspaces.open(id)).rejects.toThrow(new AppError('notFound'));
    },
  );
});

describe('the daily backup', () => {
  const runNext = () => {
    const [next] = waiting;
    waiting.delete(next!);
    next!.task();
  };
  const backupsOf = (id: string) => workspaces.list().find((row) => row.id === id)?.backups;

  test('waits until the first screen is there, and is looked after as long as the workspace is open', async () => {
    await create('First');
    expect(backupsOf('w1')).toBe(0);
    expect([...waiting].map(({ delayMs }) => delayMs)).toEqual([20_000]);
    runNext();
    expect(backupsOf('w1')).toBe(1);
    clock.advance(60 * 60 * 1000);
    runNext();
    expect(backupsOf('w1')).toBe(1);
    clock.advance(24 * 60 * 60 * 1000);
    runNext();
    expect(backupsOf('w1')).toBe(2);
    await workspaces.close();
    expect(waiting.size).toBe(0);
  });

  test('is made on closing when the time was too short for it', async () => {
    await create('First');
    await create('Second');
    expect(backupsOf('w1')).toBe(1);
    await workspaces.open('w1');
    await workspaces.close();
    expect([backupsOf('w1'), backupsOf('w2')]).toEqual([1, 1]);
  });

  test('that cannot be made is reported and stops nothing', async () => {
    await create('First', (context) => addAssessment(context));
    writeFileSync(join(folder.path, 'workspaces', 'w1', 'backups'), 'a file in the place of the folder');
    runNext();
    expect(failed).toHaveLength(1);
    expect(workspaces.current().entities.count('assessment')).toBe(1);
    await workspaces.close();
    expect(failed).toHaveLength(2);
    expect(listed()).toEqual([{ id: 'w1', name: 'First', condition: 'ok' }]);
  });
});

describe('looking at the list', () => {
  test('tells damaged, too new and foreign files apart and touches none', async () => {
    for (const name of ['First', 'Second', 'Third', 'Fourth']) await create(name);
    await workspaces.close();
    truncateSync(file('w1'), 0);
    pragma(file('w2'), 'user_version = 99');
    pragma(file('w3'), 'application_id = 5');
    const before = [1, 2, 3, 4].map((number) => readFileSync(file(`w${number}`)).toString('base64'));
    expect(listed()).toEqual([
      { id: 'w1', name: '', condition: 'damaged' },
      { id: 'w2', name: '', condition: 'tooNew' },
      { id: 'w3', name: '', condition: 'damaged' },
      { id: 'w4', name: 'Fourth', condition: 'ok' },
    ]);
    expect([1, 2, 3, 4].map((number) => readFileSync(file(`w${number}`)).toString('base64'))).toEqual(before);
  });

  test('reads what a killed process left in its log, without moving it', async () => {
    await create('First');
    const killed = join(folder.path, 'workspaces', 'w8');
    mkdirSync(killed);
    for (const suffix of ['', '-wal'])
      copyFileSync(file('w1') + suffix, join(killed, `workspace.sqlite${suffix}`));
    const log = readFileSync(join(killed, 'workspace.sqlite-wal'));
    expect(listed()).toContainEqual({ id: 'w8', name: 'First', condition: 'ok' });
    expect(readFileSync(join(killed, 'workspace.sqlite-wal')).equals(log)).toBe(true);
  });
});

describe('removing and bringing back', () => {
  test('a removed workspace waits in the trash with all that it holds', async () => {
    await create('First', (context) => addAssessment(context));
    await workspaces.remove('w1');
    expect(workspaces.isOpen()).toBe(false);
    expect(profile.stored().currentWorkspaceId).toBeNull();
    expect(listed()).toEqual([]);
    await workspaces.restoreRemoved('w1');
    await workspaces.open('w1');
    expect(workspaces.current().entities.count('assessment')).toBe(1);
  });

  test('a backup goes back in time, and forth again', async () => {
    await create('First');
    const backup = await workspaces.backUp('w1');
    addAssessment(workspaces.current());
    clock.advance(1000);
    await workspaces.restoreBackup('w1', backup.fileName);
    expect(workspaces.current().entities.count('assessment')).toBe(0);
    const kept = readdirSync(join(folder.path, 'workspaces', 'w1', 'backups')).find((name) =>
      name.endsWith('beforeRestore.sqlite'),
    )!;
    await workspaces.restoreBackup('w1', kept);
    expect(workspaces.current().entities.count('assessment')).toBe(1);
  });

  test('a backup of another workspace does not move the user', async () => {
    await create('First');
    await create('Second');
    await workspaces.backUp('w1');
    expect(workspaces.current().id).toBe('w2');
    expect(workspaces.list()[0]).toMatchObject({ id: 'w1', backups: 2 });
  });

  test('a copy from elsewhere finds its workspace by itself', async () => {
    await create('First', (context) => addAssessment(context));
    await workspaces.close();
    const copy = join(folder.path, 'copy.sqlite');
    copyFileSync(file('w1'), copy);
    await create('Second');
    expect(await workspaces.restoreCopy(copy)).toBe('w1');
    expect(workspaces.current().id).toBe('w1');
    const open = openWorkspaceFile(copy, () => undefined);
    open.prepare("UPDATE setting SET value = '../../x' WHERE key = 'id'").run();
    open.close();
    await expect(workspaces.restoreCopy(copy)).rejects.toThrow(new AppError('backupDamaged'));
    expect(workspaces.current().id).toBe('w1');
  });
});

function pragma(path: string, text: string): void {
  const database = new Sqlite(path);
  database.pragma(text);
  database.close();
}
