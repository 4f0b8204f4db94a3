import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningApp } from './support/app.ts';
import { portOf, repositoryRoot, startRelay } from './support/processes.ts';
import { endAll, prepareJourneys } from './support/journey.ts';
import {
  createPlan,
  editor,
  expectText,
  openChapter,
  openPlan,
  startWithDemo,
  textOf,
  write,
} from './support/plan-steps.ts';
import { writeProfile } from './support/profile.ts';

const { hosts, folders } = await prepareJourneys();

describe.each(hosts)('two laptops in one plan: $name', (host) => {
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

  it('both create the plan from its template and write in one document', async () => {
    [anna, bert] = await Promise.all([startWithDemo(host, annaDir), startWithDemo(host, bertDir)]);
    await createPlan(anna.page);
    await createPlan(bert.page);
    await openChapter(anna.page, 'Vision and foresight');
    await openChapter(bert.page, 'Vision and foresight');
    await write(anna.page, 'Anna writes first. ');
    await expectText(bert.page, 'Anna writes first.');
    await write(bert.page, 'Bert answers. ');
    await expectText(anna.page, 'Bert answers.');
    expect(await textOf(anna.page)).toContain('Anna writes first.');
    await anna.page
      .getByText(/on the server/i)
      .first()
      .waitFor();
  });

  it('a picture that one puts in arrives at the other', async () => {
    await anna.page.getByRole('button', { name: 'Image', exact: true }).click();
    const dialog = anna.page.getByRole('dialog', { name: 'Image' });
    await dialog.locator('input[type=file]').setInputFiles(join(repositoryRoot, 'build/icons/128x128.png'));
    await dialog.getByLabel('What the image shows').fill('The sign of the workbench');
    await dialog.getByRole('button', { name: 'Insert image' }).click();
    const arrived = editor(bert.page).getByRole('img', { name: 'The sign of the workbench' });
    await arrived.waitFor();
    await expect.poll(() => arrived.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(128);
  });

  it('one suggests other words, the other accepts them', async () => {
    await write(bert.page, 'Bert doubts. ');
    await bert.page.keyboard.press('Control+Home');
    for (let count = 0; count < 'Bert doubts'.length; count += 1)
      await bert.page.keyboard.press('Shift+ArrowRight');
    await bert.page.getByRole('button', { name: 'Suggest a change to the selected words' }).click();
    const dialog = bert.page.getByRole('dialog', { name: 'Suggest a change' });
    await dialog.getByLabel('New words').fill('Bert agrees');
    await dialog.getByLabel('Reason').fill('It was read again.');
    await dialog.getByRole('button', { name: 'Suggest a change' }).click();
    await expectText(anna.page, 'Bert doubts.');

    await anna.page.getByRole('button', { name: 'Show the panel' }).click();
    const suggestion = anna.page
      .getByRole('region', { name: 'Suggestions' })
      .getByRole('listitem')
      .filter({ hasText: 'Bert' });
    await suggestion.getByText('It was read again.').waitFor();
    await suggestion.getByRole('button', { name: 'Accept' }).click();
    for (const { page } of [anna, bert]) await expectText(page, 'Bert agrees.');
    await suggestion.waitFor({ state: 'detached' });
    await write(anna.page, '');
    await anna.page.keyboard.press('Control+z');
    await expectText(bert.page, 'Bert doubts.');
    await anna.page.keyboard.press('Control+y');
    await expectText(bert.page, 'Bert agrees.');
    expect((await textOf(bert.page)).split('Bert doubts')).toHaveLength(1);
  });

  it('they lose the relay, go on, both restart, meet again, and hold the same text', async () => {
    const port = portOf(relay.address);
    await relay.kill();
    // Words that do not stand there yet: typed before the same word, the editor takes the letters after it
    // for the new ones, and what both write at that place is then mixed.
    await write(anna.page, 'First laptop alone. ');
    await write(bert.page, 'Second laptop alone. ');
    await expectText(anna.page, 'First laptop alone.');
    await anna.page
      .getByText(/waiting/i)
      .first()
      .waitFor();
    await anna.close();
    await bert.close();

    anna = await host.start(annaDir);
    bert = await host.start(bertDir);
    await openPlan(anna.page, 'Vision and foresight');
    await openPlan(bert.page, 'Vision and foresight');
    await expectText(anna.page, 'First laptop alone.');
    await expectText(bert.page, 'Second laptop alone.');
    await write(anna.page, 'Still offline. ');

    relay = await startRelay(relayData, port);
    await expectText(anna.page, 'Second laptop alone.');
    await expectText(bert.page, 'First laptop alone.');
    await expectText(bert.page, 'Still offline.');
    const [left, right] = await Promise.all([textOf(anna.page), textOf(bert.page)]);
    expect(left).toBe(right);
    for (const part of [
      'Anna writes first.',
      'Bert answers.',
      'Bert agrees.',
      'First laptop alone.',
      'Second laptop alone.',
      'Still offline.',
    ]) {
      expect(left.split(part)).toHaveLength(2);
    }
    expect(anna.faults).toEqual([]);
    expect(bert.faults).toEqual([]);
  });

  it('what one wrote in a paragraph that the other made a list of meanwhile is offered back', async () => {
    const port = portOf(relay.address);
    await relay.kill();
    await write(anna.page, 'Written while apart. ');
    await editor(bert.page).click();
    await bert.page.keyboard.press('Control+Home');
    await bert.page.getByRole('button', { name: 'Bullet list' }).click();
    for (const { page } of [anna, bert])
      await page
        .getByText(/waiting/i)
        .first()
        .waitFor();
    // So long that it counts as apart.
    await bert.page.waitForTimeout(6_000);
    relay = await startRelay(relayData, port);
    for (const { page } of [anna, bert]) await editor(page).getByRole('list').first().waitFor();
    const kept = bert.page.getByRole('region', { name: 'Text that lost its place' });
    await bert.page.getByRole('button', { name: 'Show the panel' }).click();
    await kept.getByText('Written while apart.').waitFor();
    await kept.getByRole('button', { name: 'Add it at the end' }).click();
    for (const { page } of [anna, bert]) await expectText(page, 'Written while apart.');
    expect((await textOf(anna.page)).split('Written while apart.')).toHaveLength(2);
    await kept.waitFor({ state: 'detached' });
  });
});
