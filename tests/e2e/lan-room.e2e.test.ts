import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningApp } from './support/app.ts';
import { portOf, startRelay } from './support/processes.ts';
import { endAll, prepareJourneys } from './support/journey.ts';
import { beginWithDemo, expectText, openPlan, write } from './support/plan-steps.ts';
import { writeProfile } from './support/profile.ts';

const { hosts, folders } = await prepareJourneys();
const chapter = 'Vision and foresight';

describe.each(hosts)('a room without internet, the relay later: $name', (host) => {
  const relayData = folders.make();
  const apps: RunningApp[] = [];
  let relay: Awaited<ReturnType<typeof startRelay>>;

  const startApp = async (displayName: string): Promise<RunningApp> => {
    const profileDir = folders.make();
    writeProfile(profileDir, { displayName, relayAddress: relay.address, roomOnLoopback: true });
    const app = await host.start(profileDir);
    apps.push(app);
    return app;
  };
  const start = async (displayName: string): Promise<Page> => {
    const app = await startApp(displayName);
    await beginWithDemo(app.page);
    return app.page;
  };

  /** A laptop that is new: the code is typed where any code is, and the partnership is made here. */
  const joinFromWelcome = async (code: string): Promise<Page> => {
    const { page } = await startApp('Newcomer');
    await page.getByRole('button', { name: /Join with a code/ }).click();
    await page.getByLabel('Code or link').fill(code);
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByLabel('Your name, as the others in the room see it').fill('Nina');
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByText(/This partnership is not on this laptop yet/).waitFor();
    await page.getByRole('button', { name: 'Add it here and join' }).click();
    await page.getByText(/^Connected\./).waitFor();
    return page;
  };

  beforeAll(async () => {
    // Only to have an address that is known and away.
    relay = await startRelay(relayData);
    await relay.kill();
  });
  afterAll(() => endAll([...apps.map((app) => () => app.close()), () => relay?.stop()]));

  it('one hosts, one joins with the code, both write; the host meets the relay and a third has all of it', async () => {
    const anna = await start('Anna');
    const bert = await start('Bert');
    const code = await hostRoom(anna);
    await joinRoom(bert, code);
    await anna.getByRole('row', { name: /Bert/ }).getByText('Here').waitFor();

    await openPlan(anna, chapter);
    await openPlan(bert, chapter);
    await write(anna, 'Anna in the room. ');
    await write(bert, 'Bert in the room. ');
    await expectText(anna, 'Bert in the room.');
    await expectText(bert, 'Anna in the room.');
    await bert.getByRole('button', { name: /In the room/ }).waitFor();

    const nina = await joinFromWelcome(code);
    await nameOrganisation(nina, 'Coast agency');
    await openPlan(nina, chapter);
    await expectText(nina, 'Anna in the room.');
    await write(nina, 'Nina is new. ');
    await expectText(anna, 'Nina is new.');
    await expectText(bert, 'Nina is new.');
    await nina.getByRole('link', { name: 'Plans', exact: true }).first().click();
    await nina
      .getByRole('row', { name: /Joint Strategic Plan/ })
      .getByText('In the room')
      .waitFor();
    await nina.goto(nina.url().replace(/#.*/, '#/partnership/members'));
    await nina.getByRole('heading', { name: 'In a room, not a member yet' }).waitFor();

    await openRoom(anna);
    await anna.getByRole('radio', { name: 'Only read' }).check();
    await openRoom(nina);
    await nina.getByText(/In this room you may read, not write/).waitFor();
    await openPlan(nina, chapter);
    await nina.getByText(/In this room you may only read this plan/).waitFor();
    await nina.locator('.ProseMirror[contenteditable=false]').waitFor();
    await openRoom(anna);
    await anna.getByRole('radio', { name: 'Read and write' }).check();
    await nina.locator('.ProseMirror[contenteditable=true]').waitFor();

    await openRoom(bert);
    await bert.getByRole('link', { name: 'See where each document is' }).click();
    await bert.getByText(/Everything is in the room/).waitFor();
    await openRoom(bert);
    await bert.getByRole('button', { name: 'Leave the room' }).click();
    await bert.getByRole('heading', { name: 'Join a room' }).waitFor();

    await openRoom(anna);
    await anna.getByRole('button', { name: 'End the room' }).click();
    await anna.getByRole('dialog').getByRole('button', { name: 'End the room' }).click();
    await anna.getByRole('heading', { name: 'Host a room' }).waitFor();
    await bert.getByLabel('Code of the room').fill(code);
    await bert.getByRole('button', { name: 'Join', exact: true }).click();
    await bert
      .getByRole('alert')
      .getByText(/does not answer/)
      .waitFor();

    relay = await startRelay(relayData, portOf(relay.address));
    const carla = await start('Carla');
    await openPlan(carla, chapter);
    await expectText(carla, 'Anna in the room.');
    await expectText(carla, 'Bert in the room.');
    await anna.getByRole('button', { name: /On the server/ }).waitFor();
    await anna.goto(anna.url().replace(/#.*/, '#/safe-to-close'));
    await anna.getByText(/Everything is on the server/).waitFor();
    for (const app of apps) expect(app.faults).toEqual([]);
  });
});

async function openRoom(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Room', exact: true }).click();
}

async function hostRoom(page: Page): Promise<string> {
  await openRoom(page);
  await page.getByRole('button', { name: 'Host a room' }).click();
  const code = page.getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3,4}$/);
  await code.waitFor();
  return code.innerText();
}

async function joinRoom(page: Page, code: string): Promise<void> {
  await openRoom(page);
  await page.getByLabel('Code of the room').fill(code.toLowerCase());
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByText(/^Connected\./).waitFor();
}

async function nameOrganisation(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Enter my organisation' }).click();
  await page.getByLabel('Your organisation').fill(name);
  await page.getByRole('combobox', { name: 'Type of organisation' }).click();
  await page.getByRole('option', { name: 'Regional development agency' }).click();
  await page.getByRole('combobox', { name: 'Country' }).click();
  await page.getByRole('option', { name: 'Croatia' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page
    .getByRole('heading', { name: 'Which organisation do you work for?' })
    .waitFor({ state: 'detached' });
}
