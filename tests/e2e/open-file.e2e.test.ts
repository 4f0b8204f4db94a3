import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { availableHosts, type RunningApp } from './support/app.ts';
import { repositoryRoot } from './support/processes.ts';
import { testFolders, writeProfile } from './support/profile.ts';

const folders = testFolders();
const hosts = await availableHosts();
const [senderDir, stick] = [folders.make(), folders.make()];
const bundle = join(stick, 'plans.cphandover');
const assessment = join(stick, 'region.json');
const foreign = join(stick, 'letter.cphandover');

beforeAll(() => {
  cli('demo');
  cli('handover', 'export', '--out', bundle);
  cli('export', '--partner', '04', '--out', assessment);
  writeFileSync(foreign, 'Dear colleagues,\n');
});
afterAll(async () => {
  for (const host of hosts) await host.dispose();
  folders.removeAll();
});

describe.each(hosts)('files are opened the way people do it: $name', (host) => {
  const [freshDir, workDir] = [folders.make(), folders.make()];
  let app: RunningApp;

  it('a hand-over file on a fresh laptop: language, whose it is, a workspace for it, its plans', async () => {
    app = await host.start(freshDir, host.opensFilesOfSystem ? bundle : undefined);
    const { page } = app;
    await page.getByRole('button', { name: /Continue in English/ }).click();
    if (!host.opensFilesOfSystem) {
      await app.pickFile(bundle, () =>
        page.getByRole('button', { name: 'Open a file', exact: true }).click(),
      );
    }
    await page.getByRole('heading', { level: 1, name: 'Hand-over file' }).waitFor();
    await page.getByText('This laptop has no workspace of that partnership', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Make a workspace for it' }).click();
    await page.getByRole('navigation', { name: 'Areas' }).waitFor();
    await page.getByLabel('I have compared the digits').check();
    await page.getByRole('button', { name: /^Take in \d+ items$/ }).click();
    await page.getByText('Taken in and saved on this laptop').waitFor();
    await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Plans' }).click();
    await page.getByRole('table').getByRole('link', { name: 'Joint Strategic Plan' }).first().waitFor();
    expect(app.faults).toEqual([]);
  });

  it('a file that is none of ours is told apart by its content, from the menu and when it is dropped', async () => {
    const { page } = app;
    await app.openFromMenu(foreign);
    expect(await refusalOf(page, 'letter.cphandover')).toContain('This is not a file of this app');
    await drop(page, 'anything.pdf', Buffer.from('%PDF-1.7'));
    expect(await refusalOf(page, 'anything.pdf')).toContain('This is not a file of this app');
  });

  it('a hand-over file under any name is opened from the menu and when it is dropped', async () => {
    const { page } = app;
    await app.openFromMenu(bundle);
    await page.getByText('Everything in it is here already.', { exact: false }).waitFor();
    await page.getByRole('link', { name: 'Home' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    await drop(page, 'attachment.dat', readFileSync(bundle));
    await page.getByRole('heading', { level: 1, name: 'Hand-over file' }).waitFor();
    await page.getByText('attachment.dat', { exact: false }).first().waitFor();
    expect(app.faults).toEqual([]);
    await app.close();
  });

  it('an exported assessment waits until there is a workspace, then shows what it brings', async () => {
    writeProfile(workDir, { displayName: 'Anna' });
    app = await host.start(workDir, host.opensFilesOfSystem ? assessment : undefined);
    const { page } = app;
    if (!host.opensFilesOfSystem) {
      await app.pickFile(assessment, () =>
        page.getByRole('button', { name: 'Open a file', exact: true }).click(),
      );
    }
    await page.getByText('region.json is waiting').waitFor();
    await page.getByRole('button', { name: /demo partnership/i }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('region.json').waitFor();
    await dialog.getByText('Regional authority', { exact: false }).first().waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    await drop(page, 'again.json', readFileSync(assessment));
    await page.getByRole('dialog').getByText('again.json').waitFor();
    expect(app.faults).toEqual([]);
    await app.close();
  });
});

function cli(...args: string[]): void {
  const program = join(repositoryRoot, 'cli/main.ts');
  execFileSync(process.execPath, [program, ...args, '--profile', senderDir, '--language', 'en']);
}

async function refusalOf(page: Page, fileName: string): Promise<string> {
  const notice = page.getByRole('alert').filter({ hasText: `${fileName}: It was not opened.` });
  await notice.waitFor();
  const text = await notice.innerText();
  await notice.getByRole('button', { name: 'Close' }).click();
  await notice.waitFor({ state: 'detached' });
  return text;
}

/** As a file manager lets a file go over the window. */
async function drop(page: Page, name: string, content: Buffer): Promise<void> {
  await page.evaluate(
    ([fileName, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], fileName));
      for (const type of ['dragenter', 'dragover', 'drop']) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      }
    },
    [name, content.toString('base64')] as const,
  );
}
