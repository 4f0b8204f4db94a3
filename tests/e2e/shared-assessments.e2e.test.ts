import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningApp } from './support/app.ts';
import { startRelay } from './support/processes.ts';
import { endAll, prepareJourneys } from './support/journey.ts';
import { startWithDemo } from './support/plan-steps.ts';
import { writeProfile } from './support/profile.ts';

const { hosts, folders } = await prepareJourneys();

const title = 'Regional authority A: cluster policy 2014';
const organisation = 'Regional authority A';

describe.each(hosts)('an assessment is shared between two laptops: $name', (host) => {
  const relayData = folders.make();
  const [annaDir, bertDir] = [folders.make(), folders.make()];
  let relay: Awaited<ReturnType<typeof startRelay>>;
  let anna: RunningApp;
  let bert: RunningApp;

  beforeAll(async () => {
    relay = await startRelay(relayData);
    writeProfile(annaDir, { displayName: 'Anna', relayAddress: relay.address });
    writeProfile(bertDir, { displayName: 'Bert', relayAddress: relay.address });
  });
  afterAll(() => endAll([() => anna?.close(), () => bert?.close(), () => relay?.stop()]));

  it('one freezes and shares it, after seeing to the letter what leaves', async () => {
    [anna, bert] = await Promise.all([startWithDemo(host, annaDir), startWithDemo(host, bertDir)]);
    await openAssessment(anna.page);
    await anna.page.getByRole('button', { name: 'Frozen' }).click();
    const dialog = anna.page.getByRole('dialog', { name: 'Freeze this assessment' });
    await dialog.getByText('Nothing leaves this laptop.').waitFor();
    await dialog.getByRole('radio', { name: 'Partnership, without our name' }).check();
    await dialog.getByRole('button', { name: 'Show the exact content' }).click();
    const letters = dialog.getByRole('region', { name: 'Exact content of the snapshot' });
    await expect.poll(() => letters.textContent()).toContain('"alias"');
    expect(await letters.textContent()).not.toContain(organisation);
    await dialog.getByRole('radio', { name: 'Partnership, with our name' }).check();
    await expect.poll(() => letters.textContent()).toContain(organisation);
    await dialog.getByRole('button', { name: 'Freeze and share' }).click();
    await dialog.waitFor({ state: 'detached' });
    await anna.page.getByText('This assessment is frozen').waitFor();
    await copies(anna.page).getByText('On the server').waitFor();
  });

  it('the other sees it with its figures, and still does without the relay', async () => {
    await openShared(bert.page);
    await bert.page.getByRole('link', { name: organisation, exact: true }).click();
    await bert.page.getByRole('heading', { level: 1, name: title }).waitFor();
    const figures = await figuresOf(anna.page);
    expect(figures).toMatch(/\d\.\d.*\d%/);
    expect(await figuresOf(bert.page)).toBe(figures);
    await bert.page.getByText('signature checked').waitFor();
    await relay.kill();
    await bert.close();
    bert = await host.start(bertDir);
    await openShared(bert.page);
    await bert.page.getByRole('link', { name: organisation, exact: true }).click();
    await bert.page.getByRole('heading', { level: 1, name: title }).waitFor();
    relay = await startRelay(relayData, Number(new URL(relay.address).port));
  });

  it('SN-11 what is shared without a name is shown together only', async () => {
    const { page } = bert;
    await openShared(page);
    const row = page.getByRole('row').filter({ hasText: 'K7F-Q2M' });
    expect(await row.getByRole('link').allTextContents()).toEqual(['shown together only']);
    expect(await row.getByRole('img').count()).toBe(0);
    expect(await row.innerText()).not.toContain('30 Jun');
    await row.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'Shared without a name' }).waitFor();
    const group = page.getByRole('table', { name: 'Framework 1.0.0' });
    const theme = group.getByRole('row', { name: /International Cluster Cooperation/ });
    expect(await theme.innerText()).toMatch(/of 6 · quartiles \d\.\d–\d\.\d/);
    expect(await group.innerText()).not.toContain('K7F');
  });

  it('withdrawn, it is gone from the other', async () => {
    await copies(anna.page).getByRole('button', { name: 'Withdraw' }).click();
    const dialog = anna.page.getByRole('dialog', { name: 'Withdraw this snapshot?' });
    await dialog.getByText('cannot be called back').waitFor();
    await dialog.getByRole('button', { name: 'Withdraw' }).click();
    await copies(anna.page).getByText('Withdrawn').waitFor();
    await openShared(bert.page);
    const shared = bert.page.getByRole('link', { name: organisation, exact: true });
    await shared.waitFor({ state: 'detached' });
    expect(await shared.count()).toBe(0);
  });

  it('a frozen one goes on as a new draft', async () => {
    await anna.page.getByRole('button', { name: 'New draft from this' }).click();
    await anna.page.getByRole('heading', { level: 1, name: `${title} (new draft)` }).waitFor();
    expect(await anna.page.getByText('This assessment is frozen').count()).toBe(0);
    expect(anna.faults).toEqual([]);
    expect(bert.faults).toEqual([]);
  });
});

async function openAssessment(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Assessments', exact: true }).click();
  await page.getByRole('textbox', { name: /Filter by title/ }).fill(organisation);
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

async function openShared(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Assessments', exact: true }).first().click();
  await page
    .getByRole('radiogroup', { name: 'Which assessments' })
    .getByText('Shared by the partnership')
    .click();
  await page.getByText('Frozen assessments that partners').waitFor();
}

function copies(page: Page) {
  return page.getByRole('region', { name: 'Snapshots of this assessment' });
}

/** Scores and gaps of all themes as they are read on the page. */
async function figuresOf(page: Page): Promise<string> {
  const cells = page.getByRole('table', { name: 'Themes' }).getByRole('row').getByRole('cell');
  return (await cells.allTextContents()).join(' ');
}
