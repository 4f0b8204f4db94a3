import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../electron/backend/backend.ts';
import { prepareJourneys } from './support/journey.ts';
import { writeProfile } from './support/profile.ts';

const { hosts, folders } = await prepareJourneys();
/** A sound profile with a demo workspace and one backup, copied for each case. */
const sound = folders.make();
let workspaceId = '';

beforeAll(async () => {
  writeProfile(sound, { displayName: 'Anna' });
  const backend = await startBackend({ profileDir: sound, appVersion: 'test' });
  workspaceId = await backend.services.createDemo();
  const { workspaces, backups } = backend.services;
  backups.backUp(workspaceId, workspaces.current().database, 'manual');
  await backend.close();
});

const cases = [
  { name: 'truncated', text: /is damaged/, damage: (file: string) => truncateSync(file, 40_000) },
  { name: 'empty', text: /is damaged/, damage: (file: string) => truncateSync(file, 0) },
  { name: 'corrupted', text: /is damaged/, damage: overwriteMiddle },
  { name: 'from a newer version', text: /newer version/, damage: makeNewer },
];

describe.each(hosts)('a workspace file that can not be opened: $name', (host) => {
  it.each(cases)('$name: said plainly, file untouched, backup offered', async ({ text, damage }) => {
    const profileDir = copyOfSound();
    const file = join(profileDir, 'workspaces', workspaceId, 'workspace.sqlite');
    damage(file);
    const before = readFileSync(file);
    const app = await host.start(profileDir);
    try {
      await app.page.getByText(text).first().waitFor();
      expect(readFileSync(file).equals(before)).toBe(true);
      await app.page
        .getByRole('button', { name: /restore/i })
        .first()
        .click();
      const confirm = app.page.getByRole('dialog').getByRole('button', { name: /restore/i });
      if (await confirm.isVisible()) await confirm.click();
      await app.page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
      const kept = join(profileDir, 'workspaces', workspaceId, 'backups');
      expect(keptBefore(kept, before)).toBe(true);
    } finally {
      await app.close();
    }
  });
});

function copyOfSound(): string {
  const profileDir = folders.make();
  const from = join(sound, 'workspaces', workspaceId);
  const to = join(profileDir, 'workspaces', workspaceId);
  mkdirSync(join(to, 'backups'), { recursive: true });
  copyFileSync(join(sound, 'profile.json'), join(profileDir, 'profile.json'));
  copyFileSync(join(from, 'workspace.sqlite'), join(to, 'workspace.sqlite'));
  for (const name of readdirSync(join(from, 'backups'))) {
    copyFileSync(join(from, 'backups', name), join(to, 'backups', name));
  }
  return profileDir;
}

function overwriteMiddle(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, 8192, Math.min(bytes.length, 8192 + 65_536));
  writeFileSync(file, bytes);
}

function makeNewer(file: string): void {
  const database = new Sqlite(file);
  database.pragma('user_version = 999');
  database.pragma('journal_mode = DELETE');
  database.close();
  rmSync(`${file}-wal`, { force: true });
}

function keptBefore(folder: string, before: Buffer): boolean {
  return readdirSync(folder)
    .filter((name) => name.includes('beforeRestore'))
    .some((name) => readFileSync(join(folder, name)).equals(before));
}
