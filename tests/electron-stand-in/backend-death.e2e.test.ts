import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { type FixturePage, portArrived, TestApps } from './fixture/test-apps.ts';

let apps: TestApps;

beforeAll(async () => {
  apps = await TestApps.build();
});
afterEach(() => apps.endAll());
afterAll(() => apps.dispose());

test('a killed backend is started again; every window is told and linked anew', async () => {
  const { app, page } = await apps.launch({ profileDir: await apps.profile() });
  await portArrived(page);
  await app.clickMenu('newWindow');
  await expect.poll(async () => (await app.windows()).length).toBe(2);
  const pages = await app.windows();
  for (const each of pages) await portArrived(each);
  const before = await page.evaluate(() => (window as unknown as FixturePage).fixture.ask('first'));

  await app.killBackend();
  for (const each of pages) {
    await portArrived(each, 2);
    const { lost, restarted } = await each.evaluate(() => (window as unknown as FixturePage).fixture.seen);
    expect({ lost, restarted }).toEqual({ lost: 1, restarted: 1 });
    const after = await each.evaluate(() => (window as unknown as FixturePage).fixture.ask('first'));
    expect(after).toMatch(/^first from \d+$/);
    expect(after).not.toBe(before);
  }
  expect(await app.control.dialogs()).toEqual([]);
});

test('a backend that cannot live is given up with a plain dialog; the log has the reason', async () => {
  const profileDir = await apps.profile();
  const { app } = await apps.launch({ profileDir, env: { FIXTURE_BACKEND_DIES: 'yes' } });
  const [shown] = await app.dialogs(1);
  expect(shown?.message).toBe(
    'The part of the workbench that stores your work has stopped several times in a row.',
  );
  expect(shown?.detail).toContain('safe on this laptop');
  const log = join(profileDir, 'logs/shell.log');
  expect(shown?.detail).toContain(log);
  expect(await readFile(log, 'utf8')).toContain('The backend ended with 3, death 3 within a minute');

  await app.queueDialogAnswer({ kind: 'message', button: 'Try again' });
  await app.dialogs(2);
  await app.queueDialogAnswer({ kind: 'message', button: 'Quit the workbench' });
  expect(await app.exited).toBe(0);
  await expect(access(join(profileDir, 'single-instance/pid'))).rejects.toThrow('ENOENT');
});

test('a window whose page crashes is offered again, with the backend still there', async () => {
  const { app, page } = await apps.launch({ profileDir: await apps.profile() });
  await portArrived(page);
  const backend = await app.control.backendPid();
  await app.queueDialogAnswer({ kind: 'message', button: 'Open again' });
  const session = await page.context().newCDPSession(page);
  const crashed = new Promise((resolve) => page.once('crash', resolve));
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  const [shown] = await app.dialogs(1);
  expect(shown?.message).toBe('This window has stopped working.');
  await expect
    .poll(async () => {
      const { result } = await session.send('Runtime.evaluate', { expression: 'fixture.seen.ports' });
      return result.value as number;
    })
    .toBe(1);
  expect(await app.control.backendPid()).toBe(backend);
});
