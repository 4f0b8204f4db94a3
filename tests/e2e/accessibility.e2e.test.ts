import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBackend } from '../../electron/backend/backend.ts';
import type { SnapshotService } from '../../electron/backend/snapshots/snapshot-service.ts';
import { interfaceLanguages } from '../../shared/kernel/languages.ts';
import { launchBrowser } from './support/browser.ts';
import { type PreparedPartnership, preparePartnership } from './support/partnership-screens.ts';
import { relayAdmin, type RunningProgram, startHost, startMembersRelay } from './support/processes.ts';
import { testFolders, writeProfile } from './support/profile.ts';
import { type Screen, ScreenWindow } from './support/screen-window.ts';

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
const firstSteps: Screen[] = [
  { name: 'choice' },
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
  await page.getByRole('button', { name: /sent to all partners/ }).waitFor();
}

async function hostRoom(): Promise<string> {
  const window = await ScreenWindow.open(browser, facilitatorHost.address);
  await window.show({ name: 'room', address: () => '#/room' });
  await window.page.getByRole('button', { name: 'Host a room' }).click();
  const text = await window.page.getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3,4}$/).innerText();
  await window.close();
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

const sound = { findings: [], faults: [], keys: [], sidewaysPixels: 0 };
const inColours = { light: sound, dark: sound };
const inLanguages = Object.fromEntries(interfaceLanguages.map((language) => [language, sound]));

describe('a screen can be used in light and dark colours and, on a projector, in every language:', () => {
  it('the choice of the language', async () => {
    const window = await ScreenWindow.open(browser, emptyHost.address);
    await window.show({ name: 'language' });
    expect.soft(await window.obstaclesInColours()).toEqual(inColours);
    await window.close();
  });

  describe('before there is a workspace:', () => {
    everyScreen(() => newcomerHost, firstSteps);
  });
  describe('alone:', () => {
    everyScreen(() => host, screens);
  });
  describe('in a partnership:', () => {
    everyScreen(() => facilitatorHost, partnershipScreens);
  });
  describe('as a guest in a room:', () => {
    beforeAll(async () => {
      const window = await ScreenWindow.open(browser, newcomerHost.address);
      await window.chooseLanguage('en');
      await window.show(firstSteps.at(-1)!);
      await window.page.getByRole('alert').getByRole('button').click();
      await window.page.getByText(/^Connected\./).waitFor();
      await window.close();
    });
    everyScreen(() => newcomerHost, guestScreens);
  });
});

function everyScreen(program: () => RunningProgram, shown: Screen[]): void {
  let window: ScreenWindow;
  beforeAll(async () => {
    window = await ScreenWindow.open(browser, program().address);
  });
  beforeEach(() => window.chooseLanguage('en'));
  afterEach(() => window.page.keyboard.press('Escape'));
  afterAll(() => window?.close());

  it.each(shown)('$name', async (screen) => {
    await window.show(screen);
    expect.soft(await window.obstaclesInColours()).toEqual(inColours);
    const found: Record<string, unknown> = {};
    for (const language of interfaceLanguages) found[language] = await window.obstaclesIn(language);
    expect(found).toEqual(inLanguages);
  });
}
