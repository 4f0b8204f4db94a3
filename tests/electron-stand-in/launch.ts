import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as waitMs } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { type Browser, chromium, type Page } from 'playwright-core';

import type { Command, Control, Reply } from './control.ts';
import { type StandInSettings, settingsVariable } from './settings.ts';

export interface LaunchOptions {
  readonly profileDir: string;
  /** The built main file; preload, backend and interface lie in the folders beside its own. */
  readonly mainBundle: string;
  /** More of the command line, such as a file to open. */
  readonly args?: readonly string[];
  readonly settings?: Partial<StandInSettings>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface ElectronApp {
  /** The pages of all windows, the focused one last. */
  windows(): Promise<Page[]>;
  /** The only window there is by then; waits for it. */
  firstWindow(): Promise<Page>;
  closeWindow(page: Page): Promise<void>;
  clickMenu(id: string): Promise<void>;
  queueDialogAnswer: Remote<Control>['answerDialog'];
  /** Waits until the app has shown so many dialogs, and returns them all. */
  dialogs(count: number): ReturnType<Remote<Control>['dialogs']>;
  /** Kills the backend as the system would; resolves when a new one runs. */
  killBackend(): Promise<void>;
  /**
   * Quits as the user does and waits for an end in order; any other end throws with the app's log. Answers
   * to dialogs must be queued before.
   */
  quit(): Promise<void>;
  /** Ends the app by force, whatever it is doing. */
  kill(): Promise<void>;
  readonly exited: Promise<number | null>;
  readonly control: Remote<Control>;
  targetOf(page: Page): Promise<string>;
}

type Remote<Api> = {
  [Name in keyof Api]: Api[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
};

const setup = fileURLToPath(new URL('register.ts', import.meta.url));
const startLimitMs = 90_000;

/** Starts the app's main bundle on the stand-in; a second start of the same profile hands over and ends. */
export function startMain(options: LaunchOptions): ChildProcess {
  const { mainBundle, profileDir, args = [], settings = {}, env = {} } = options;
  return spawn(process.execPath, ['--import', setup, mainBundle, '--profile', profileDir, ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...env, ...settingsVariable(settings) },
  });
}

/** Starts the app and connects to its windows. */
export async function launchElectronApp(options: LaunchOptions): Promise<ElectronApp> {
  const child = startMain(options);
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const log = join(options.profileDir, 'logs/shell.log');
  const control = remoteControl(child, log);
  const endpoint = await until(() => control.endpoint(), 'Chromium');
  const browser = await chromium.connectOverCDP(endpoint);
  const pages = new PageFinder(browser);

  const windows = async () =>
    await until(async () => {
      const shown = await control.windows();
      const found = await Promise.all(shown.map(({ targetId }) => pages.find(targetId)));
      // A window that is just being made has no page yet.
      return found.every((page) => page !== undefined) && found;
    }, 'the pages of all windows');
  const targetOf = (page: Page) => pages.targetOf(page);
  return {
    control,
    exited,
    windows,
    targetOf,
    async firstWindow() {
      await until(async () => (await control.windows()).some(({ address }) => address !== ''), 'a window');
      const [page] = await windows();
      if (!page) throw new Error('the app has no window');
      await page.waitForLoadState();
      return page;
    },
    closeWindow: async (page) => await control.closeWindow(await targetOf(page)),
    clickMenu: (id) => control.clickMenu(id),
    queueDialogAnswer: (answer) => control.answerDialog(answer),
    async dialogs(count) {
      await until(async () => (await control.dialogs()).length >= count, `${count} dialogs`);
      return await control.dialogs();
    },
    async killBackend() {
      const before = await control.backendPid();
      await control.killBackend();
      await until(async () => ![undefined, before].includes(await control.backendPid()), 'a new backend');
    },
    async quit() {
      // The app may be gone before it can answer.
      await control.quit().catch(() => undefined);
      const code = await exited;
      if (code !== 0) throw new Error(`the app ended with ${code}\n${lastLines(log)}`);
    },
    async kill() {
      if (child.connected) child.disconnect();
      await exited;
      await browser.close();
    },
  };
}

/** Pages by the number that Chromium gives them, which both clients of it know. */
class PageFinder {
  #browser: Browser;
  #known = new Map<Page, string>();

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  async find(targetId: string): Promise<Page | undefined> {
    for (const page of this.#browser.contexts().flatMap((context) => context.pages())) {
      if ((await this.targetOf(page)) === targetId) return page;
    }
    return undefined;
  }

  async targetOf(page: Page): Promise<string> {
    const known = this.#known.get(page);
    if (known !== undefined) return known;
    const session = await page.context().newCDPSession(page);
    const { targetInfo } = await session.send('Target.getTargetInfo');
    await session.detach();
    this.#known.set(page, targetInfo.targetId);
    return targetInfo.targetId;
  }
}

function remoteControl(child: ChildProcess, log: string): Remote<Control> {
  const pending = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  child.on('message', ({ id, value, error }: Reply) => {
    const waiting = pending.get(id);
    pending.delete(id);
    if (error === undefined) waiting?.resolve(value as never);
    else waiting?.reject(new Error(error));
  });
  child.once('exit', (code) => {
    for (const { reject } of pending.values())
      reject(new Error(`the app has ended with ${code}\n${lastLines(log)}`));
    pending.clear();
  });
  const ask = (name: keyof Control, args: unknown[]) =>
    new Promise((resolve, reject) => {
      const id = (lastId += 1);
      pending.set(id, { resolve, reject });
      child.send({ id, name, args } satisfies Command);
    });
  return new Proxy({} as Remote<Control>, {
    get:
      (_target, name) =>
      (...args: unknown[]) =>
        ask(name as keyof Control, args),
  });
}

/** Asks again and again until there is an answer that counts. */
async function until<Value>(
  look: () => Promise<Value | undefined | false>,
  what: string,
): Promise<Exclude<Value, false | undefined>> {
  const endMs = performance.now() + startLimitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found as Exclude<Value, false | undefined>;
    if (performance.now() > endMs) throw new Error(`${what} did not come within ${startLimitMs} ms`);
    await waitMs(25);
  }
}

/** Why the app ended, as far as its log knows. */
function lastLines(log: string): string {
  return existsSync(log) ? readFileSync(log, 'utf8').slice(-2000) : '';
}
