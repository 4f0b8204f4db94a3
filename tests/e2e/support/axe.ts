import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Rules whose findings depend on the colours: all that a second colour scheme can change. */
export const colourRules = ['color-contrast', 'link-in-text-block'];

/** What axe finds on the page that keeps people from using it; by all its rules, or by these. */
export async function seriousFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in window);
  if (!isThere) await page.evaluate(axe.source);
  return page.evaluate(
    async (values) => {
      // Only violations are described: to name every element that passed takes longer than the check.
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({
        resultTypes: ['violations'],
        ...(values ? { runOnly: { type: 'rule', values } } : {}),
      });
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) =>
          nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
        );
    },
    rules ? [...rules] : undefined,
  );
}
