import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { availableHosts, type RunningApp } from './support/app.ts';
import { type BlockingPort, startBlockingPort } from './support/blocking-port.ts';
import { portOf, startRelay } from './support/processes.ts';
import { testFolders, writeProfile } from './support/profile.ts';

const folders = testFolders();
const hosts = await availableHosts();
afterAll(async () => {
  for (const host of hosts) await host.dispose();
  folders.removeAll();
});

describe.each(hosts)('two laptops whose network blocks WebSockets: $name', (host) => {
  const [annaDir, bertDir] = [folders.make(), folders.make()];
  let relay: Awaited<ReturnType<typeof startRelay>>;
  let network: BlockingPort;
  let anna: RunningApp;
  let bert: RunningApp;

  beforeAll(async () => {
    relay = await startRelay(folders.make());
    network = await startBlockingPort(portOf(relay.address));
    const relayAddress = `ws://127.0.0.1:${network.port}`;
    writeProfile(annaDir, { displayName: 'Anna', relayAddress });
    writeProfile(bertDir, { displayName: 'Bert', relayAddress });
  });
  afterAll(async () => {
    await anna?.close();
    await bert?.close();
    await network?.close();
    await relay?.stop();
  });

  it('write in one document all the same, and are told that it takes a little longer', async () => {
    [anna, bert] = await Promise.all([host.start(annaDir), host.start(bertDir)]);
    for (const { page } of [anna, bert]) await openChapter(page);
    await write(anna.page, 'Anna writes first. ');
    await expectText(bert.page, 'Anna writes first.');
    await write(bert.page, 'Bert answers. ');
    await expectText(anna.page, 'Bert answers.');
    expect(network.blocked()).toBeGreaterThan(0);
    const indicator = anna.page.getByRole('button', { name: /Where your work is: On the server/i });
    await indicator.waitFor();
    await indicator.click();
    await anna.page.getByText(/only by a slower path/).waitFor();
    expect([...anna.faults, ...bert.faults]).toEqual([]);
  });
});

async function openChapter(page: Page): Promise<void> {
  await page.getByRole('button', { name: /demo partnership/i }).click();
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
  await page.getByRole('link', { name: 'Plans', exact: true }).click();
  await page.getByRole('button', { name: 'New plan' }).click();
  await page.getByRole('radio', { name: /Joint Strategic Plan/ }).check();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const chapters = page.getByRole('navigation', { name: 'Chapters' });
  await chapters.getByRole('link', { name: 'Vision and foresight' }).click();
  await editor(page).waitFor();
}

async function write(page: Page, text: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type(text, { delay: 5 });
}

async function expectText(page: Page, text: string): Promise<void> {
  await editor(page).getByText(text).first().waitFor({ timeout: 20_000 });
}

const editor = (page: Page) => page.locator('.ProseMirror');
