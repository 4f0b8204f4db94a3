import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startBackend } from '../electron/backend/backend.ts';
import { ensureBuilt } from '../build/scripts/ensure-built.ts';
import { requireNode } from '../build/scripts/require-node.ts';
import { launchBrowser } from '../tests/e2e/support/browser.ts';
import { type RunningProgram, startHost } from '../tests/e2e/support/processes.ts';
import { addAssessments, addPlan, seededRandom } from './data.ts';
import { keystrokeTimes } from './keystrokes.ts';
import { spread, timed } from './statistics.ts';

// Prints one JSON object: what the workbench costs with 500 assessments and a plan of 200 pages.
requireNode();
ensureBuilt('renderer');

const assessmentCount = 500;
const planPages = 200;
const startRuns = 5;

const profileDir = mkdtempSync(join(tmpdir(), 'workbench-bench-'));
const random = seededRandom(42);
const browser = await launchBrowser();
try {
  const prepared = await prepare();
  const search = await measureSearch();
  const starts = [];
  for (let run = 0; run < startRuns; run += 1) starts.push(await measureStart(browser));
  const work = await measureWork(browser, prepared.plan.id);
  const keystrokes = await measureKeystrokes(prepared.plan.id);
  const result = {
    date: new Date().toISOString().slice(0, 10),
    machine: {
      cpu: cpus()[0]?.model,
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
    data: { assessments: assessmentCount, planPages, planWords: prepared.plan.words, prepareMs: prepared.ms },
    coldStart: {
      hostReadyMs: spread(starts.map((start) => start.hostReadyMs)),
      firstInteractiveScreenMs: spread(starts.map((start) => start.interactiveMs)),
    },
    ...work,
    keystrokeToPaintMs: spread(keystrokes),
    ...search,
  };
  console.log(JSON.stringify(result, null, 2));
} finally {
  await browser.close();
  rmSync(profileDir, { recursive: true, force: true });
}

async function prepare() {
  const backend = await startBackend({ profileDir, appVersion: 'bench' });
  const { ms, result } = await timed(async () => {
    backend.services.profile.update({ language: 'en', displayName: 'Bench' });
    await backend.services.createPartnership({
      name: 'Bench',
      organisation: {
        legalName: 'Regional agency',
        shortName: 'RA',
        country: 'IT',
        type: 'D',
        regionName: 'Marche',
        nutsCode: 'ITI3',
      },
    });
    addAssessments(backend, assessmentCount, random);
    return addPlan(backend, planPages, random);
  });
  await backend.close();
  return { ms, plan: result };
}

/** In the backend alone: the list's figures from scratch and kept, and searches as people type them. */
async function measureSearch() {
  const backend = await startBackend({ profileDir, appVersion: 'bench' });
  const { assessments, search, context } = backend.services.workspace();
  context.summaries.forgetAll();
  const listFirst = await timed(async () => assessments.list());
  const listAgain = await timed(async () => assessments.list());
  const words = ['clu', 'cluster pol', 'χρηματοδοτ', 'ucenj', 'region innov', 'budget', 'zup', 'finance ski'];
  const times: number[] = [];
  for (let run = 0; run < 400; run += 1) {
    const text = words[run % words.length] ?? '';
    times.push((await timed(async () => search({ text, limit: 30 }))).ms);
  }
  await backend.close();
  return { list: { firstMs: listFirst.ms, againMs: listAgain.ms }, searchMs: spread(times) };
}

/** From starting the program to a home screen that answers, in a browser that already runs. */
async function measureStart(browser: Browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const begun = performance.now();
  const host = await startHost(profileDir);
  const hostReadyMs = performance.now() - begun;
  await page.goto(host.address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const interactiveMs = performance.now() - begun;
  await context.close();
  await host.stop();
  return { hostReadyMs, interactiveMs };
}

async function measureWork(browser: Browser, planId: string) {
  const host = await startHost(profileDir);
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(host.address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const open = await timed(() => openChapter(page, planId));
  const listScreen = await timed(async () => {
    await page.evaluate(() => {
      location.hash = '#/assessments';
    });
    await page.getByRole('row').nth(5).waitFor();
  });
  const memory = await memoryOf(page, host);
  await page.close();
  await host.stop();
  return {
    openPlanMs: open.ms,
    listScreenMs: listScreen.ms,
    memoryMb: memory,
  };
}

async function openChapter(page: Page, planId: string): Promise<void> {
  await page.evaluate((id) => {
    location.hash = `#/plans/${id}?chapter=vision`;
  }, planId);
  await page.locator('.ProseMirror p').nth(3).waitFor();
}

/** In a browser that draws as fast as it can: a screen's refresh would add its own waiting. */
async function measureKeystrokes(planId: string): Promise<number[]> {
  const unpaced = await launchBrowser(['--disable-gpu-vsync', '--disable-frame-rate-limit']);
  const host = await startHost(profileDir);
  const page = await unpaced.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(host.address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await openChapter(page, planId);
  await page.locator('.ProseMirror p').nth(3).click();
  const times = await keystrokeTimes(page, 300);
  await unpaced.close();
  await host.stop();
  return times;
}

async function memoryOf(page: Page, host: RunningProgram) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  const heap = metrics.find((metric) => metric.name === 'JSHeapUsedSize')?.value ?? 0;
  const status = readFileSync(`/proc/${host.pid}/status`, 'utf8');
  const resident = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0);
  return { backendResident: Math.round(resident / 1024), windowHeap: Math.round(heap / 2 ** 20) };
}
