import type { Page } from 'playwright-core';

declare global {
  interface Window {
    keystrokeTimes?: number[];
  }
}

const pauseMs = 25;

/**
 * Types into the focused editor and returns, per key, the milliseconds from the key event to the end of
 * the frame that shows it. The browser must run without waiting for the screen's refresh.
 */
export async function keystrokeTimes(page: Page, count: number): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    window.keystrokeTimes = times;
    document.addEventListener(
      'keydown',
      (event) => {
        requestAnimationFrame(() => {
          // A message posted in a frame is delivered after that frame was painted.
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', () => times.push(performance.now() - event.timeStamp));
          port1.start();
          port2.postMessage(null);
        });
      },
      { capture: true },
    );
  });
  const letters = 'cluster policy ';
  for (let index = 0; index < count; index += 1) {
    await page.keyboard.type(letters[index % letters.length] ?? ' ');
    await page.waitForTimeout(pauseMs);
  }
  return page.evaluate(() => window.keystrokeTimes ?? []);
}
