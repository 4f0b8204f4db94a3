import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningApp } from './support/app.ts';
import { relayAdmin, startMembersRelay } from './support/processes.ts';
import { endAll, prepareJourneys } from './support/journey.ts';
import { beginWithDemo, editor, expectText, openPlan, textOf, write } from './support/plan-steps.ts';
import { writeProfile } from './support/profile.ts';

const { hosts, folders } = await prepareJourneys();

describe.each(hosts)('a partnership on a relay: $name', (host) => {
  const relayData = folders.make();
  const [annaDir, bertDir] = [folders.make(), folders.make()];
  let relay: Awaited<ReturnType<typeof startMembersRelay>>;
  let anna: RunningApp;
  let bert: RunningApp;

  beforeAll(async () => {
    relay = await startMembersRelay(relayData);
    writeProfile(annaDir, { displayName: 'Anna' });
    writeProfile(bertDir, { displayName: 'Bert' });
    [anna, bert] = await Promise.all([host.start(annaDir), host.start(bertDir)]);
  });
  afterAll(() => endAll([() => anna?.close(), () => bert?.close(), () => relay?.stop()]));

  it('one starts it with a code and invites, the other joins with the link and sees the plans', async () => {
    await startOnRelay(anna.page, relayData, relay.address);
    const link = await invite(anna.page);
    await joinWith(bert.page, link);
    await openPlan(anna.page, 'Summary');
    await openPlan(bert.page, 'Summary');
    await write(bert.page, 'Bert has joined. ');
    await expectText(anna.page, 'Bert has joined.');
    await write(anna.page, 'Welcome, Bert. ');
    await expectText(bert.page, 'Welcome, Bert.');
    await expect.poll(() => textOf(anna.page)).toBe(await textOf(bert.page));
  });

  it('a role that changes while somebody writes is felt in the open page, which goes on being read', async () => {
    await openMembers(anna.page);
    await editor(bert.page).click();
    await bert.page.keyboard.press('Control+Home');
    const writing = bert.page.keyboard.type('Half a sentence that goes on and on and on. ', { delay: 20 });
    await changeRole(anna.page, 'Bert', 'Reader');
    await bert.page.getByText(/You may only read this plan/).waitFor();
    await writing;
    expect(await editor(bert.page).getAttribute('contenteditable')).toBe('false');
    const before = await textOf(bert.page);
    await bert.page.keyboard.type('never typed');
    expect(await textOf(bert.page)).toBe(before);
    await bert.page.getByRole('link', { name: 'Plans', exact: true }).first().click();
    await bert.page
      .getByText(/As a reader you can open plans, but not make, rename or remove them/)
      .waitFor();
    expect(await bert.page.getByRole('button', { name: 'New plan' }).count()).toBe(0);
    expect(await bert.page.getByRole('button', { name: /^Actions for/ }).count()).toBe(0);
    await openPlan(bert.page, 'Summary');
    // A reader still reads along.
    await openPlan(anna.page, 'Summary');
    await write(anna.page, 'Anna goes on alone. ');
    await expectText(bert.page, 'Anna goes on alone.');
  });

  it('back to editor: the same open page can be written in, what was kept arrives, and both hold the same text', async () => {
    await openMembers(anna.page);
    await changeRole(anna.page, 'Bert', 'Editor');
    await bert.page.getByText(/You may only read this plan/).waitFor({ state: 'detached' });
    await write(bert.page, 'Bert writes again. ');
    await openPlan(anna.page, 'Summary');
    await expectText(anna.page, 'Bert writes again.');
    await expect.poll(() => textOf(anna.page)).toBe(await textOf(bert.page));
    expect(await textOf(anna.page)).toContain('Half');
  });

  it('a locked plan is locked for all, until the facilitator opens it again', async () => {
    await anna.page.getByRole('button', { name: 'Lock', exact: true }).click();
    for (const { page } of [anna, bert]) await page.getByText(/A facilitator has locked this plan/).waitFor();
    expect(await editor(bert.page).getAttribute('contenteditable')).toBe('false');
    await anna.page.getByRole('button', { name: 'Unlock', exact: true }).click();
    for (const { page } of [anna, bert]) {
      await page.getByText(/A facilitator has locked this plan/).waitFor({ state: 'detached' });
    }
  });

  it('who is removed keeps everything, can read it, and is told', async () => {
    const before = await textOf(bert.page);
    await openMembers(anna.page);
    await anna.page.getByRole('button', { name: 'Remove Bert' }).click();
    await anna.page.getByRole('button', { name: 'Remove', exact: true }).click();
    await bert.page.getByText(/no longer a member of the partnership/).waitFor();
    expect(await textOf(bert.page)).toBe(before);
    await bert.page.getByRole('link', { name: 'Settings', exact: true }).click();
    await bert.page.getByText('This laptop was taken out of the partnership').waitFor();
    expect(anna.faults).toEqual([]);
    expect(bert.faults).toEqual([]);
  });
});

async function startOnRelay(page: Page, relayData: string, address: string): Promise<void> {
  const { code } = (await relayAdmin(relayData, 'start-code', 'create')) as { code: string };
  await beginWithDemo(page);
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('button', { name: 'Start on a server' }).click();
  await page.getByLabel('Start code or link').fill(code);
  await page.getByLabel('Address of the server').fill(address);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('link', { name: 'Members and invitations' }).click();
}

/** Returns the link that is shown, this once. */
async function invite(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByRole('button', { name: 'Make the code' }).click();
  const link = await page.getByText(/\/join#/).innerText();
  await page.getByRole('button', { name: 'Done' }).click();
  return link;
}

async function joinWith(page: Page, link: string): Promise<void> {
  await page.getByRole('button', { name: /Join with a code/ }).click();
  await page.getByLabel('Code or link').fill(link);
  await page.getByRole('textbox', { name: 'Your organisation' }).fill('Agency of the coast');
  await page.getByRole('combobox', { name: 'Type of organisation' }).click();
  await page.getByRole('option', { name: 'Regional development agency' }).click();
  await page.getByRole('combobox', { name: 'Country' }).click();
  await page.getByRole('option', { name: 'Croatia' }).click();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
}

async function openMembers(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Partnership', exact: true }).click();
  await page.getByRole('link', { name: 'Members', exact: true }).click();
  await page.getByRole('combobox', { name: 'Role of Bert' }).waitFor();
}

async function changeRole(page: Page, name: string, role: string): Promise<void> {
  await page.getByRole('combobox', { name: `Role of ${name}` }).click();
  await page.getByRole('option', { name: role }).click();
}
