import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { RunningApp } from './support/app.ts';
import { prepareJourneys } from './support/journey.ts';
import { beginWithDemo } from './support/plan-steps.ts';

const { hosts, folders } = await prepareJourneys();

const justification = 'The yearly call has published rules and a stated budget since 2012.';

describe.each(hosts)('first run to a filled criterion: $name', (host) => {
  const profileDir = folders.make();

  it('language, demo partnership, a score and its justification, undo, and all is there after a restart', async () => {
    const first = await host.start(profileDir);
    try {
      await fillCriterion(first.page);
      await savePicture(first, join(profileDir, 'radar.png'));
    } finally {
      await first.close();
    }
    const again = await host.start(profileDir);
    try {
      await openCriterion(again.page);
      await expectLevel(again.page, '4');
      expect(await again.page.getByRole('textbox', { name: /justification/i }).inputValue()).toBe(
        justification,
      );
      expect([...first.faults, ...again.faults]).toEqual([]);
    } finally {
      await again.close();
    }
  });

  it('the backend is killed while typing: nothing older than half a second is missing', async () => {
    const app = await host.start(profileDir);
    const { page } = app;
    try {
      await openCriterion(page);
      const text = page.getByRole('textbox', { name: /justification/i });
      await text.fill('');
      const typed: { word: string; at: number }[] = [];
      for (let index = 0; index < 40; index += 1) {
        const word = `word${index} `;
        await text.pressSequentially(word, { delay: 5 });
        typed.push({ word, at: Date.now() });
      }
      const killedAt = Date.now();
      await app.killBackend();
      // What stood on the screen when the new backend came is sent to it: look at what the old one had stored.
      await page.reload();
      await openCriterion(page);
      const stored = await page.getByRole('textbox', { name: /justification/i }).inputValue();
      const due = typed.filter(({ at }) => at < killedAt - 500);
      expect(due.length).toBeGreaterThan(5);
      for (const { word } of due) expect(stored).toContain(word);
    } finally {
      await app.close();
    }
  });
});

/** The radar of the overview as a picture for a report: sharp, and not blank. */
async function savePicture(app: RunningApp, path: string): Promise<void> {
  await app.page.getByRole('navigation', { name: 'You are here' }).getByRole('link').nth(1).click();
  const radar = app.page.getByRole('region', { name: 'Past, present, desired' });
  const save = radar.getByRole('button', { name: 'Save as picture' });
  await app.saveAs(path, () => save.click());
  await expect.poll(() => existsSync(path)).toBe(true);
  const png = await readFile(path);
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBeGreaterThan(600);
  // A picture of one colour only takes a few kilobytes.
  expect(png.length).toBeGreaterThan(20_000);
}

async function fillCriterion(page: Page): Promise<void> {
  await page.getByRole('button', { name: /English/ }).click();
  await beginWithDemo(page);
  await openCriterion(page);

  await expectLevel(page, '2');
  await page.keyboard.press('4');
  await expectLevel(page, '4');
  await page.keyboard.press('Control+z');
  await expectLevel(page, '2');
  await page.keyboard.press('Control+y');
  await expectLevel(page, '4');
  await page.keyboard.press('.');
  await page.keyboard.press('.');

  const text = page.getByRole('textbox', { name: /justification/i });
  await text.fill(justification);
  await page.getByText('Saving…').waitFor({ state: 'detached' });
}

async function openCriterion(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.location.hash = '#/assessments/demo-assessment-11/T4?place=4.1';
  });
  await page.locator('[role=radio][data-level]').first().waitFor();
}

async function expectLevel(page: Page, level: string): Promise<void> {
  const chosen = page.locator('[role=radio][data-level][aria-checked=true]');
  await expect.poll(() => chosen.getAttribute('data-level')).toBe(level);
}
