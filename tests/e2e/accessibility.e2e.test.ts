import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../electron/backend/backend.ts';
import type { SnapshotService } from '../../electron/backend/snapshots/snapshot-service.ts';
import { type InterfaceLanguage, interfaceLanguages } from '../../shared/kernel/languages.ts';
import { launchBrowser, watchFaults } from './support/browser.ts';
import { type PreparedPartnership, preparePartnership } from './support/partnership-screens.ts';
import { relayAdmin, type RunningProgram, startHost, startMembersRelay } from './support/processes.ts';
import { testFolders, writeProfile } from './support/profile.ts';

const folders = testFolders();
const profileDir = folders.make();
const emptyProfileDir = folders.make();
const newcomerDir = folders.make();
const facilitatorDir = folders.make();
let browser: Browser;
let host: RunningProgram;
let emptyHost: RunningProgram;
/** No workspace yet; joins the facilitator's room in the end. */
let newcomerHost: RunningProgram;
let facilitatorHost: RunningProgram;
let relay: RunningProgram;
let prepared: PreparedPartnership;
let roomCode = '';
let planId = '';
let sharedHash = '';

beforeAll(async () => {
  writeProfile(profileDir, { displayName: 'Anna', colorScheme: 'auto' });
  const backend = await startBackend({ profileDir, appVersion: 'test' });
  await backend.services.createDemo();
  sharedHash = shareOne(backend.services.workspace().snapshots, 'demo-assessment-06');
  planId = backend.services.workspace().plans.list()[0]?.id ?? '';
  await backend.close();
  writeProfile(newcomerDir, { displayName: 'Nina', colorScheme: 'auto', roomOnLoopback: true });
  writeProfile(facilitatorDir, { displayName: 'Anna', colorScheme: 'auto', roomOnLoopback: true });
  const relayData = folders.make();
  relay = await startMembersRelay(relayData);
  const { code: startCode } = (await relayAdmin(relayData, 'start-code', 'create')) as { code: string };
  prepared = await preparePartnership(facilitatorDir, { address: relay.address, startCode });
  browser = await launchBrowser();
  [host, emptyHost, newcomerHost, facilitatorHost] = (await Promise.all(
    [profileDir, emptyProfileDir, newcomerDir, facilitatorDir].map((folder) => startHost(folder)),
  )) as [RunningProgram, RunningProgram, RunningProgram, RunningProgram];
  roomCode = await hostRoom();
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([host, emptyHost, newcomerHost, facilitatorHost].map((program) => program?.stop()));
  await relay?.stop();
  folders.removeAll();
});

interface Screen {
  name: string;
  address: () => string;
  open?: (page: Page) => Promise<void>;
}

const screens: Screen[] = [
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
  { name: 'members of no partnership', address: () => '#/partnership/members' },
  { name: 'room to host or join', address: () => '#/room' },
  { name: 'safe to close', address: () => '#/safe-to-close' },
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

const partnershipScreens: Screen[] = [
  { name: 'members', address: () => '#/partnership/members' },
  {
    name: 'invitation',
    address: () => '#/partnership/members',
    async open(page) {
      await page.getByRole('button', { name: 'Invite', exact: true }).click();
      await page.getByRole('button', { name: 'Make the code' }).click();
      await page.getByText(/\/join#/).waitFor();
    },
  },
  {
    name: 'plan with suggestions',
    address: () => `#/plans/${prepared.suggestedPlanId}?chapter=vision`,
    open: openSuggestions,
  },
  {
    name: 'locked plan',
    address: () => `#/plans/${prepared.lockedPlanId}`,
    async open(page) {
      await page.getByText(/A facilitator has locked this plan/).waitFor();
    },
  },
  {
    name: 'roles in a plan',
    address: () => `#/plans/${prepared.suggestedPlanId}?chapter=vision`,
    async open(page) {
      await page.getByRole('button', { name: 'Roles in this plan' }).click();
      await page.getByRole('combobox', { name: 'Role of Anna' }).waitFor();
    },
  },
  { name: 'hosted room', address: () => '#/room' },
  { name: 'safe to close, on the server', address: () => '#/safe-to-close' },
  { name: 'settings of a member', address: () => '#/settings' },
];

const guestScreens: Screen[] = [
  { name: 'room of another', address: () => '#/room' },
  { name: 'safe to close, in the room', address: () => '#/safe-to-close' },
];

/** What the buttons of the first screen lead to; the last stays open. */
const firstSteps: { name: string; open: (page: Page) => Promise<void> }[] = [
  { name: 'choice', open: async () => undefined },
  { name: 'join over a relay', open: openJoining },
  {
    name: 'join a room',
    async open(page) {
      await openJoining(page);
      await page.getByRole('radiogroup').locator('label').last().click();
      await page.getByPlaceholder('XXXX-XXXX-XXXX-XXXX').fill(roomCode);
      await page.locator('button[type=submit]').click();
      await page.getByRole('alert').waitFor();
    },
  },
];

async function openJoining(page: Page): Promise<void> {
  await page.locator('button[aria-describedby]').nth(2).click();
  await page.locator('form').waitFor();
}

async function openSuggestions(page: Page): Promise<void> {
  await page.locator('aside button[aria-expanded=false]').click();
  await page.locator('del').first().waitFor();
}

async function hostRoom(): Promise<string> {
  const { context, page } = await openWindow(facilitatorHost, 'light');
  await show(page, '#/room');
  await page.getByRole('button', { name: 'Host a room' }).click();
  const code = page.getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3,4}$/);
  const text = await code.innerText();
  await context.close();
  return text;
}

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

const groups = [
  { group: 'alone', program: () => host, screens },
  { group: 'in a partnership', program: () => facilitatorHost, screens: partnershipScreens },
];
const schemes = ['light', 'dark'] as const;

describe.each(schemes)('before there is a workspace, in %s colours', (colorScheme) => {
  it('language: axe finds nothing serious', async () => {
    const first = await openWindow(emptyHost, colorScheme);
    await first.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await stateOf(first.page, first.faults)).toEqual(sound);
    await first.context.close();
  });

  it.each(firstSteps)('$name: axe finds nothing serious, no fault, nothing cut off', async ({ open }) => {
    const { context, page, faults } = await openWindow(newcomerHost, colorScheme);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await open(page);
    expect(await stateOf(page, faults)).toEqual(sound);
    await context.close();
  });
});

describe.each(interfaceLanguages)('before there is a workspace, in %s', (language) => {
  it('shows no key of a missing text, and fits a projector of 1024 x 768', async () => {
    for (const step of firstSteps) {
      const { context, page } = await openWindow(newcomerHost, 'light', projector);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await chooseLanguage(page, language);
      await step.open(page);
      expect(await textsOf(page), step.name).toEqual(complete);
      await context.close();
    }
  });
});

for (const { group, program, screens: shown } of groups) {
  describe.each(schemes)(`every screen ${group} in %s colours`, (colorScheme) => {
    inColours(program, colorScheme, shown);
  });
  describe.each(interfaceLanguages)(`every screen ${group} in %s`, (language) => {
    inLanguage(program, language, shown);
  });
}

describe('a guest in a room', () => {
  beforeAll(async () => {
    const { context, page } = await openWindow(newcomerHost, 'light');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await chooseLanguage(page, 'en');
    await firstSteps.at(-1)!.open(page);
    await page.getByRole('alert').getByRole('button').click();
    await page.getByText(/^Connected\./).waitFor();
    await context.close();
  });
  describe.each(schemes)('in %s colours', (colorScheme) => {
    inColours(() => newcomerHost, colorScheme, guestScreens);
  });
  describe.each(interfaceLanguages)('in %s', (language) => {
    inLanguage(() => newcomerHost, language, guestScreens);
  });
});

function inColours(program: () => RunningProgram, colorScheme: 'light' | 'dark', shown: Screen[]): void {
  let context: BrowserContext;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    ({ context, page, faults } = await openWindow(program(), colorScheme));
    await show(page, '#/settings');
    await chooseLanguage(page, 'en');
  });
  afterAll(() => context?.close());

  it.each(shown)('$name: axe finds nothing serious, no fault, nothing cut off', async ({ address, open }) => {
    await show(page, address());
    await open?.(page);
    expect(await stateOf(page, faults)).toEqual(sound);
    await page.keyboard.press('Escape');
  });
}

function inLanguage(program: () => RunningProgram, language: InterfaceLanguage, shown: Screen[]): void {
  it('shows no key of a missing text, and fits a projector of 1024 x 768', async () => {
    const { context, page } = await openWindow(program(), 'light', projector);
    await show(page, '#/settings');
    await chooseLanguage(page, language);
    for (const screen of shown) {
      await show(page, screen.address());
      if (screen.open === openSuggestions) await openSuggestions(page);
      expect(await textsOf(page), screen.name).toEqual(complete);
    }
    await context.close();
  });
}

async function chooseLanguage(page: Page, language: InterfaceLanguage): Promise<void> {
  await page
    .getByRole('button', { name: /^(EN|EL|HR)$|language|γλώσσα|jezik/i })
    .first()
    .click();
  await page.getByRole('menuitem', { name: names[language] }).click();
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
}

const sound = { findings: [], faults: [], sidewaysPixels: 0 };

async function stateOf(page: Page, faults: readonly string[]): Promise<Record<keyof typeof sound, unknown>> {
  return {
    findings: await seriousFindings(page),
    faults: [...faults],
    sidewaysPixels: await sidewaysScroll(page),
  };
}

const complete = { missing: [], sidewaysPixels: 0 };

async function textsOf(page: Page): Promise<Record<keyof typeof complete, unknown>> {
  const text = await page.locator('body').innerText();
  // A missing text shows its key: words joined by dots without a space.
  const keys = text.match(/\b[a-z]+[A-Za-z]*\.[a-z][A-Za-z.]+\b(?!@)/g) ?? [];
  const missing = keys.filter((word) => !word.endsWith('example.org'));
  return { missing, sidewaysPixels: await sidewaysScroll(page) };
}

const projector = { width: 1024, height: 768 };
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
  await page.waitForFunction(() => !document.querySelector('.mantine-Skeleton-root'), null, {
    timeout: 15_000,
  });
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
