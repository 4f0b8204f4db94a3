import { afterAll, describe, expect, it } from 'vitest';
import { availableHosts, type RunningApp } from './support/app.ts';
import { testFolders, writeProfile } from './support/profile.ts';

const folders = testFolders();
const hosts = await availableHosts();
afterAll(async () => {
  for (const host of hosts) await host.dispose();
  folders.removeAll();
});

/** A4 with its margins has 180 mm for the text, at 96 dots per inch. */
const paperWidth = Math.floor((180 / 25.4) * 96);
const documents = 40;

describe.each(hosts)('the page “Safe to close” on paper: $name', (host) => {
  let app: RunningApp | undefined;
  afterAll(() => app?.close());

  it('is on white, says whose it is, cuts nothing off and lays nothing over the table', async () => {
    const profileDir = folders.make();
    writeProfile(profileDir, { displayName: 'Cluster office', colorScheme: 'dark' });
    app = await host.start(profileDir);
    const { page } = app;
    await page.getByRole('button', { name: /demo partnership/i }).click();
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    await page.evaluate(() => {
      location.hash = '/safe-to-close';
    });
    await page.getByRole('heading', { level: 1, name: 'Safe to close' }).waitFor();
    await page.getByRole('table', { name: 'Safe to close' }).waitFor();
    await page.locator('dd', { hasText: 'Lead regional authority' }).waitFor({ state: 'attached' });
    // Forty documents are forty rows: made in the page, since only the paper is looked at.
    await page.evaluate(
      ({ rows, width }) => {
        const body = document.querySelector('table tbody')!;
        for (let row = body.children.length; row < rows; row += 1) {
          const copy = body.children[row % 3]!.cloneNode(true) as Element;
          copy.children[0]!.textContent =
            `A plan with a name of several words, such as people give, no. ${row}`;
          body.append(copy);
        }
        // The dialog holds the page until it is closed; here the copy is kept instead.
        window.print = () => {
          const kept = document.querySelector('[data-print-copy]')!.cloneNode(true);
          setTimeout(() => {
            document.body.append(kept);
            document.documentElement.setAttribute('data-printing', '');
            document.documentElement.setAttribute('data-mantine-color-scheme', 'light');
            document.body.style.width = `${width}px`;
          });
        };
      },
      { rows: documents, width: paperWidth },
    );
    await page
      .getByRole('button', { name: /^Print/ })
      .first()
      .click();
    await page.locator('[data-print-copy]').waitFor({ state: 'attached' });
    await page.emulateMedia({ media: 'print' });
    const paper = await page.evaluate(() => {
      const copy = document.querySelector('[data-print-copy]')!;
      const table = copy.querySelector('table')!;
      const last = copy.firstElementChild!.lastElementChild!;
      return {
        text: (copy as HTMLElement).innerText,
        background: getComputedStyle(document.body).backgroundColor,
        layout: getComputedStyle(copy.firstElementChild!).display,
        tableWidth: Math.ceil(table.getBoundingClientRect().width),
        rows: copy.querySelectorAll('tbody tr').length,
        clearance: last.getBoundingClientRect().top - table.getBoundingClientRect().bottom,
      };
    });
    expect(paper).toMatchObject({ background: 'rgb(255, 255, 255)', layout: 'block', rows: documents });
    expect(paper.tableWidth).toBeLessThanOrEqual(paperWidth);
    expect(paper.clearance).toBeGreaterThanOrEqual(0);
    for (const said of ['Safe to close', 'Demo partnership', 'Lead regional authority', 'Cluster office'])
      expect(paper.text).toContain(said);
    expect(paper.text).toMatch(/As of\s+\d{1,2} \w{3} \d{4}/);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type \/Page\b(?!s)/g)?.length).toBeGreaterThan(1);
    expect(pdf).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
  });
});
