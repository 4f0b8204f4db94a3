import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError } from '../../../shared/kernel/errors.ts';
import { type Backend, startBackend } from '../backend.ts';
import { temporaryFolder } from './workspace.test-support.ts';

let folder: ReturnType<typeof temporaryFolder>;
let backend: Backend;
beforeEach(async () => {
  folder = temporaryFolder();
  backend = await startBackend({ profileDir: folder.path, appVersion: 'test', linkToRelay: false });
});
afterEach(async () => {
  await backend.close();
  folder.dispose();
});

const organisation = {
  legalName: 'Regional agency',
  shortName: '',
  country: 'HR',
  type: 'D' as const,
  regionName: 'Istria',
  nutsCode: 'HR036',
};
const shared = () => backend.services.sharedWorkspaces;
const open = () => backend.services.workspace();

test('a partnership of others becomes a workspace with the own organisation as a partner of it', async () => {
  const id = await shared().openOrCreate({ sharedId: 'p1', name: 'Clusters' }, organisation);
  expect(open().hub.sharedId.get()).toBe('p1');
  const [partner] = open().context.entities.list('partner');
  expect(partner?.fields).toMatchObject({ legalName: 'Regional agency', roles: [{ role: 'member' }] });
  expect(open().context.entities.list('workspace')[0]?.fields).toMatchObject({
    name: 'Clusters',
    role: 'partner',
    ownPartnerId: partner?.id,
  });
  expect(shared().find('p1')).toBe(id);
});

test('the own organisation may come later', async () => {
  await shared().openOrCreate({ sharedId: 'p1', name: 'Clusters' }, null);
  expect(open().context.entities.count('partner')).toBe(0);
  expect(open().context.entities.list('workspace')[0]?.fields['ownPartnerId']).toBeNull();
});

test('who comes again finds the workspace that is there, also while another one is open', async () => {
  const first = await shared().openOrCreate({ sharedId: 'p1', name: 'Clusters' }, organisation);
  await shared().openOrCreate({ sharedId: 'p2', name: 'Others' }, null);
  expect(await shared().openOrCreate({ sharedId: 'p1', name: 'Clusters' }, organisation)).toBe(first);
  expect(open().context.id).toBe(first);
  expect(open().context.entities.count('partner')).toBe(1);
  expect(backend.services.workspaces.list()).toHaveLength(2);
});

test('the open workspace joins a partnership, unless another one here is of it already', async () => {
  await shared().openOrCreate({ sharedId: 'p1', name: 'Clusters' }, null);
  const own = await backend.services.createPartnership({ name: 'Own', organisation });
  expect(() => shared().linkOpen('p1')).toThrow(AppError);
  shared().linkOpen('p2');
  expect(open().hub.sharedId.get()).toBe('p2');
  expect(shared().find('p2')).toBe(own);
});

test('what has to be there from the beginning is in the workspace before it is opened', async () => {
  await shared().openOrCreate({ sharedId: 'p1', name: 'Clusters' }, null, ({ database }) => {
    database.prepare('INSERT INTO setting (key, value) VALUES (?, ?)').run('mark', 'here');
  });
  const read = open().context.database.prepare('SELECT value FROM setting WHERE key = ?').pluck();
  expect(read.get('mark')).toBe('here');
});
