import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../electron/backend/backend.ts';
import type { SnapshotService } from '../../electron/backend/snapshots/snapshot-service.ts';
import { interfaceLanguages } from '../../shared/kernel/languages.ts';
import { launchBrowser, watchFaults } from './support/browser.ts';
import { type RunningProgram, startHost } from './support/processes.ts';
import { testFolders, writeProfile } from './support/profile.ts';

const folders = testFolders();
const profileDir = folders.make();
const emptyProfileDir = folders.make();
let browser: Browser;
let host: RunningProgram;
let emptyHost: RunningProgram;
let planId = '';
let sharedHash = '';

beforeAll(async () => {
  writeProfile(profileDir, { displayName: 'Anna', colorScheme: 'auto' });
  const backend = await startBackend({ profileDir, appVersion: 'test' });
  await backend.services.createDemo();
  sharedHash = shareOne(backend.services.workspace().snapshots, 'demo-assessment-06');
  planId = backend.services.workspace().plans.list()[0]?.id ?? '';
  await backend.close();
  browser = await launchBrowser();
  [host, emptyHost] = await Promise.all([startHost(profileDir), startHost(emptyProfileDir)]);
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([host?.stop(), emptyHost?.stop()]);
  folders.removeAll();
});

const screens: { name: string; address: () => string; open?: (page: Page) => Promise<void> }[] = [
  { name: 'home', address: () => '#/' },
  { name: 'assessments', address: () => '#/assessments' },
  { name: 'assessment', address: () => '#/assessments/demo-assessment-11' },
  { name: 'criterion', address: () => '#/assessments/demo-assessment-11/T4?place=4.1' },
  { name: 'notes', address: () => '#/assessments/demo-assessment-11/T4?place=past' },
  { name: 'frozen assessment with copies', address: () => '#/assessments/demo-assessment-06' },
  { name: 'shared assessments', address: () => '#/assessments/shared' },
  { name: 'shared assessment', address: () => `#/assessments/shared/${sharedHash}` },
  {
    name: 'freezing',
    address: () => '#/assessments/demo-assessment-11',
    async open(page) {
      await page.getByRole('button', { name: 'Frozen' }).click();
      await page.getByRole('dialog').getByRole('button', { expanded: false }).click();
      await page.getByRole('dialog').getByText('"engineVersion"').waitFor();
    },
  },
  { name: 'plans', address: () => '#/plans' },
  { name: 'plan', address: () => `#/plans/${planId}` },
  { name: 'hand over', address: () => '#/handover' },
  { name: 'partnership', address: () => '#/partnership' },
  { name: 'settings', address: () => '#/settings' },
  {
    name: 'search',
    address: () => '#/',
    async open(page) {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').last().fill('cluster');
      await page.getByRole('option').first().waitFor();
    },
  },
];

function shareOne(snapshots: SnapshotService, assessmentId: string): string {
  const choice = {
    opId: randomUUID(),
    assessmentId,
    visibility: 'partnershipNamed' as const,
    parts: ['justifications' as const, 'narratives' as const, 'evidence' as const],
    signed: true,
  };
  const { hash } = snapshots.preview(choice);
  return snapshots.make({ ...choice, hash, share: true }).hash;
}

describe.each(['light', 'dark'] as const)('every screen in %s colours', (colorScheme) => {
  let context: BrowserContext;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    ({ context, page, faults } = await openWindow(host, colorScheme));
  });
  afterAll(() => context?.close());

  it.each(screens)(
    '$name: axe finds nothing serious, no fault, nothing cut off',
    async ({ address, open }) => {
      await show(page, address());
      await open?.(page);
      expect(await seriousFindings(page)).toEqual([]);
      expect(faults).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
      await page.keyboard.press('Escape');
    },
  );

  it('first run: axe finds nothing serious', async () => {
    const first = await openWindow(emptyHost, colorScheme);
    await first.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await seriousFindings(first.page)).toEqual([]);
    expect(first.faults).toEqual([]);
    await first.context.close();
  });
});

describe.each(interfaceLanguages)('every screen in %s', (language) => {
  it('shows no key of a missing text, and fits a projector of 1024 x 768', async () => {
    const { context, page } = await openWindow(host, 'light', { width: 1024, height: 768 });
    await show(page, '#/settings');
    await page
      .getByRole('button', { name: /^(EN|EL|HR)$|language|γλώσσα|jezik/i })
      .first()
      .click();
    await page.getByRole('menuitem', { name: names[language] }).click();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
    for (const screen of screens) {
      await show(page, screen.address());
      const text = await page.locator('body').innerText();
      // A missing text shows its key: words joined by dots without a space.
      expect(
        text
          .match(/\b[a-z]+[A-Za-z]*\.[a-z][A-Za-z.]+\b(?!@)/g)
          ?.filter((word) => !word.endsWith('example.org')) ?? [],
        screen.name,
      ).toEqual([]);
      expect(await sidewaysScroll(page), screen.name).toBe(0);
    }
    await context.close();
  });
});

const names = { en: 'English', el: 'Ελληνικά', hr: 'Hrvatski' };

async function openWindow(
  program: RunningProgram,
  colorScheme: 'light' | 'dark',
  viewport = { width: 1280, height: 720 },
) {
  const context = await browser.newContext({
    viewport,
    colorScheme,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const faults = watchFaults(page);
  await page.goto(program.address);
  await page.waitForFunction(() => !window.location.hash.includes('token='));
  return { context, page, faults };
}

/** Waits until the screen stands: a heading is there and nothing is loading. */
async function show(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForTimeout(700);
  await expect.poll(() => page.locator('.mantine-Skeleton-root').count(), { timeout: 15_000 }).toBe(0);
}

async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
    );
}

function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
