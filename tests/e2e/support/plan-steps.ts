import type { Locator, Page } from 'playwright-core';
import type { AppHost, RunningApp } from './app.ts';

// What people do with plans, whatever the journey.

/** Starts the app and begins with the demo partnership. */
export async function startWithDemo(host: AppHost, profileDir: string): Promise<RunningApp> {
  const app = await host.start(profileDir);
  await beginWithDemo(app.page);
  return app;
}

export async function beginWithDemo(page: Page): Promise<void> {
  await page.getByRole('button', { name: /demo partnership/i }).click();
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
}

/** A new plan from the template, opened. */
export async function createPlan(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Plans', exact: true }).click();
  await page.getByRole('button', { name: 'New plan' }).click();
  await page.getByRole('radio', { name: /Joint Strategic Plan/ }).check();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await chapters(page).waitFor();
}

/** The first plan of its list, at this chapter or at the one it opens with. */
export async function openPlan(page: Page, chapter?: string): Promise<void> {
  await page.getByRole('link', { name: 'Plans', exact: true }).first().click();
  await page.getByRole('table').getByRole('link', { name: 'Joint Strategic Plan' }).first().click();
  await chapters(page).waitFor();
  if (chapter === undefined) await editor(page).waitFor();
  else await openChapter(page, chapter);
}

export async function openChapter(page: Page, title: string): Promise<void> {
  await chapters(page).getByRole('link', { name: title }).click();
  await editor(page).waitFor();
}

/** At the start of the chapter, so that it does not matter what stands in it. */
export async function write(page: Page, text: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type(text, { delay: 5 });
}

export async function expectText(page: Page, text: string): Promise<void> {
  await editor(page).getByText(text).first().waitFor();
}

/** The text alone, without the names of the people whose cursors stand in it. */
export function textOf(page: Page): Promise<string> {
  return editor(page).evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement;
    for (const caret of copy.querySelectorAll('.plan-caret')) caret.remove();
    return (copy.textContent ?? '').replace(/[\s\u2060]+/g, ' ');
  });
}

export function editor(page: Page): Locator {
  return page.locator('.ProseMirror');
}

function chapters(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Chapters' });
}
