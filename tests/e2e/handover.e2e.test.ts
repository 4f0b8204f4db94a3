import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningApp } from './support/app.ts';
import { seriousFindings } from './support/axe.ts';
import { endAll, prepareJourneys } from './support/journey.ts';
import { editor, openPlan, startWithDemo, write } from './support/plan-steps.ts';
import { writeProfile } from './support/profile.ts';

const { hosts, folders } = await prepareJourneys();
const assessment = 'Regional authority A: cluster policy 2014';
const organisation = 'Regional authority A';

describe.each(hosts)('two laptops without any network: $name', (host) => {
  const [annaDir, bertDir, stick] = [folders.make(), folders.make(), folders.make()];
  const bundle = join(stick, 'plan.cphandover');
  const receipt = join(stick, 'arrived.cpreceipt');
  const passphrase = 'four horses walk by day';
  let anna: RunningApp;
  let bert: RunningApp;

  beforeAll(async () => {
    writeProfile(annaDir, { displayName: 'Anna' });
    writeProfile(bertDir, { displayName: 'Bert' });
    [anna, bert] = await Promise.all([startWithDemo(host, annaDir), startWithDemo(host, bertDir)]);
  });
  afterAll(() => endAll([() => anna?.close(), () => bert?.close()]));

  it('HB-3, HB-4 a plan is written to a file with a passphrase', async () => {
    await writeInPlan(anna.page, 'Anna writes on a train. ');
    await openHandover(anna.page);
    await anna.page.getByRole('button', { name: 'Hand over plans' }).click();
    const dialog = anna.page.getByRole('dialog', { name: 'Hand over plans' });
    await dialog.getByLabel('Protect with a passphrase').check();
    await dialog.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
    await dialog.getByText('Good.').waitFor();
    expect(await seriousFindings(anna.page)).toEqual([]);
    await anna.saveAs(bundle, () => dialog.getByRole('button', { name: 'Save the file' }).click());
    await anna.page.getByText('No receipt yet').waitFor();
    expect(existsSync(bundle)).toBe(true);
    expect(readFileSync(bundle).includes('Anna')).toBe(false);
  });

  it('HB-5 an altered file is refused and changes nothing', async () => {
    const altered = join(stick, 'altered.cphandover');
    const bytes = readFileSync(bundle);
    bytes[bytes.length - 200]! ^= 1;
    writeFileSync(altered, bytes);
    await openHandover(bert.page);
    await openFile(bert, altered);
    await unlock(bert.page, passphrase);
    await bert.page.getByText('This file was damaged or altered on its way').waitFor();
    expect(await bert.page.getByRole('button', { name: /^Take in/ }).count()).toBe(0);
    await openHandover(bert.page);
    expect(await bert.page.getByText('No file has been taken into this workspace yet.').count()).toBe(1);
  });

  it('HB-13 to HB-15 the other laptop sees whose it is and what changes, and takes it in', async () => {
    await openHandover(anna.page);
    const digits = await anna.page.getByText(/^(\d{5} ){3}\d{5}$/).innerText();
    await writeInPlan(bert.page, 'Bert writes on a boat. ');
    await openHandover(bert.page);
    await openFile(bert, bundle);
    await unlock(bert.page, 'not these words');
    await bert.page.getByText('This passphrase does not open the file').waitFor();
    await unlock(bert.page, passphrase);
    await bert.page.getByText('The laptop has not been seen here before', { exact: false }).waitFor();
    expect(await bert.page.getByText(digits).isVisible()).toBe(true);
    await bert.page.locator('ins', { hasText: 'Anna writes on a train.' }).waitFor();
    const take = bert.page.getByRole('button', { name: 'Take in 3 items' });
    expect(await take.isDisabled()).toBe(true);
    await bert.page.getByLabel('I have compared the digits').check();
    expect(await seriousFindings(bert.page)).toEqual([]);
    await take.click();
    await bert.page.getByText('Taken in and saved on this laptop').waitFor();
    expect(await seriousFindings(bert.page)).toEqual([]);
    await bert.saveAs(receipt, () => bert.page.getByRole('button', { name: 'Write a receipt' }).click());
    await bert.page.getByText(/Saved: .*cpreceipt/).waitFor();
    const text = await planText(bert.page);
    expect(text).toContain('Anna writes on a train.');
    expect(text).toContain('Bert writes on a boat.');
  });

  it('HB-17 the same file once more: everything is here already', async () => {
    await openHandover(bert.page);
    await openFile(bert, bundle);
    await unlock(bert.page, passphrase);
    await bert.page.getByText('Everything in it is here already.', { exact: false }).waitFor();
    expect(await bert.page.getByText('Nothing new', { exact: true }).count()).toBe(3);
    expect(bert.faults).toEqual([]);
  });

  it('HB-20, HB-21 the receipt tells the sender what arrived, and after a restart too', async () => {
    await openHandover(anna.page);
    await openFile(anna, receipt);
    await anna.page.getByText(/All 3 documents arrived complete at Bert/).waitFor();
    await anna.page.getByLabel('I have compared the digits').check();
    await anna.page.getByRole('button', { name: 'Keep the receipt' }).click();
    await anna.page.getByText('Nothing has been written here since.').waitFor();
    expect(anna.faults).toEqual([]);
    await anna.close();
    anna = await host.start(annaDir);
    await writeInPlan(anna.page, 'More. ');
    await openHandover(anna.page);
    await anna.page.getByText(/All 3 documents arrived complete at Bert/).waitFor();
    await anna.page.getByText(/small changes .* have been made here since/).waitFor();
    expect(await seriousFindings(anna.page)).toEqual([]);
  });

  it('HB-22, SN-8 a snapshot for a working group goes in a file, when it is ticked, and is read on the other', async () => {
    const file = join(stick, 'assessment.cphandover');
    await freezeForGroup(anna.page);
    await openHandover(anna.page);
    await anna.page.getByRole('button', { name: 'Hand over plans' }).click();
    const dialog = anna.page.getByRole('dialog', { name: 'Hand over plans' });
    const plans = dialog.getByRole('group', { name: 'Which plans' }).getByRole('checkbox');
    await plans.first().waitFor();
    for (const plan of await plans.all()) await plan.uncheck();
    const save = dialog.getByRole('button', { name: 'Save the file' });
    expect(await save.isDisabled()).toBe(true);
    await dialog.getByRole('checkbox', { name: new RegExp(assessment) }).check();
    expect(await seriousFindings(anna.page)).toEqual([]);
    await anna.saveAs(file, () => save.click());
    await dialog.waitFor({ state: 'detached' });

    await openShared(bert.page);
    expect(await bert.page.getByRole('link', { name: organisation, exact: true }).count()).toBe(0);
    await openHandover(bert.page);
    await openFile(bert, file);
    const card = bert.page.getByRole('region', { name: 'Shared snapshots' });
    await card.getByText('New here').waitFor();
    expect(await card.getByRole('checkbox', { name: new RegExp(assessment) }).isChecked()).toBe(true);
    expect(await card.getByRole('checkbox').count()).toBe(1);
    await bert.page.getByRole('button', { name: 'Take in one item' }).click();
    await bert.page.getByText('Taken in and saved on this laptop').waitFor();
    await openShared(bert.page);
    await bert.page.getByRole('link', { name: organisation, exact: true }).click();
    await bert.page.getByRole('heading', { level: 1, name: assessment }).waitFor();
    expect([...anna.faults, ...bert.faults]).toEqual([]);
  });
});

async function freezeForGroup(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Assessments', exact: true }).click();
  await page.getByRole('textbox', { name: /Filter by title/ }).fill(organisation);
  await page.getByRole('link', { name: assessment }).click();
  await page.getByRole('button', { name: 'Frozen' }).click();
  const dialog = page.getByRole('dialog', { name: 'Freeze this assessment' });
  await dialog.getByRole('radio', { name: 'Working group' }).check();
  await dialog.getByRole('button', { name: 'Freeze', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('This assessment is frozen').waitFor();
}

async function openShared(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Assessments', exact: true }).first().click();
  await page
    .getByRole('radiogroup', { name: 'Which assessments' })
    .getByText('Shared by the partnership')
    .click();
  await page.getByRole('table', { name: 'Shared by the partnership' }).waitFor();
}

async function openHandover(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Hand over' }).click();
  await page.getByRole('heading', { level: 1, name: 'Hand over', exact: true }).waitFor();
  await page.getByRole('heading', { level: 2, name: 'Digits of this laptop' }).waitFor();
}

async function openFile(app: RunningApp, path: string): Promise<void> {
  const { page } = app;
  await app.pickFile(path, () => page.getByRole('main').getByRole('button', { name: 'Open a file' }).click());
  await page.getByRole('heading', { level: 1, name: /^(Hand-over file|Receipt)$/ }).waitFor();
}

async function unlock(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(words);
  await page.getByRole('button', { name: 'Unlock' }).click();
}

async function writeInPlan(page: Page, text: string): Promise<void> {
  await openPlan(page);
  await write(page, text);
  await page.getByText(text.trim()).first().waitFor();
  await page.getByText('Saved here').first().waitFor();
}

async function planText(page: Page): Promise<string> {
  await openPlan(page);
  await page.getByText('Anna writes on a train.').first().waitFor();
  return editor(page).innerText();
}
