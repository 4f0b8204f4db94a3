import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { InterfaceLanguage } from '../../../shared/kernel/languages.ts';
import { colourRules, seriousFindings } from './axe.ts';
import { watchFaults } from './browser.ts';
import { watchWork } from './settled.ts';
import { openWindowClient, type WindowClient } from './window-client.ts';

export interface Screen {
  readonly name: string;
  /** Where it is; screens before there is a workspace have no address. */
  readonly address?: () => string;
  /** What leads from there to what is looked at. */
  readonly open?: (page: Page) => Promise<void>;
}

/** What keeps people from using a screen; all of it empty or 0 where a screen is sound. */
interface Obstacles {
  findings: string[];
  faults: string[];
  /** Texts that are missing: their keys show. */
  keys: string[];
  sidewaysPixels: number;
}

const desk = { width: 1280, height: 720 };
const projector = { width: 1024, height: 768 };

/** A window of a browser host whose screens are looked at. */
export class ScreenWindow {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #settled: () => Promise<void>;
  readonly #faults: string[];
  /** Chooses what holds for all windows, this one too. */
  readonly #other: WindowClient;

  private constructor(page: Page, settled: () => Promise<void>, other: WindowClient) {
    this.page = page;
    this.#context = page.context();
    this.#settled = settled;
    this.#faults = watchFaults(page);
    this.#other = other;
  }

  static async open(browser: Browser, address: string): Promise<ScreenWindow> {
    const context = await browser.newContext({ viewport: desk, locale: 'en-GB', reducedMotion: 'reduce' });
    const page = await context.newPage();
    const settled = await watchWork(page);
    const screens = new ScreenWindow(page, settled, await openWindowClient(address));
    await page.goto(address);
    await page.waitForFunction(() => !window.location.hash.includes('token='));
    return screens;
  }

  close(): Promise<void> {
    this.#other.close();
    return this.#context.close();
  }

  /** Opens the screen in English and light colours, wherever the window was before. */
  async show({ address, open }: Screen): Promise<void> {
    await this.page.emulateMedia({ colorScheme: 'light' });
    await this.#resize(desk);
    if (address) await this.page.evaluate((hash) => void (window.location.hash = hash), address());
    else await this.page.reload();
    await this.#settled();
    await this.page.getByRole('heading', { level: 1 }).waitFor();
    await open?.(this.page);
    await this.#settled();
  }

  /** By all of axe in light colours, by what depends on colours in dark ones. */
  async obstaclesInColours(): Promise<Record<'light' | 'dark', Obstacles>> {
    const light = await this.#obstacles(await seriousFindings(this.page));
    await this.page.emulateMedia({ colorScheme: 'dark' });
    await this.page.locator('html[data-mantine-color-scheme=dark]').waitFor();
    await this.#settled();
    const dark = await this.#obstacles(await seriousFindings(this.page, colourRules));
    return { light, dark };
  }

  /** On a projector, in the language that was chosen. */
  async obstaclesIn(language: InterfaceLanguage): Promise<Obstacles> {
    await this.#resize(projector);
    await this.chooseLanguage(language);
    return this.#obstacles([]);
  }

  async chooseLanguage(language: InterfaceLanguage): Promise<void> {
    await this.#other.client.profile.update({ language });
    await this.page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
    await this.#settled();
  }

  async #resize(size: typeof desk): Promise<void> {
    await this.page.setViewportSize(size);
    await this.page.waitForFunction((width) => window.innerWidth === width, size.width);
  }

  async #obstacles(findings: string[]): Promise<Obstacles> {
    return {
      findings,
      faults: this.#faults.splice(0),
      keys: keysIn(await this.page.locator('body').innerText()),
      sidewaysPixels: await this.page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      }),
    };
  }
}

/** A missing text shows its key: words joined by dots without a space. */
function keysIn(text: string): string[] {
  const keys = text.match(/\b[a-z]+[A-Za-z]*\.[a-z][A-Za-z.]+\b(?!@)/g) ?? [];
  return keys.filter((word) => !word.endsWith('example.org'));
}
