import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeQR } from 'qr';
import type { Browser, Page } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { launchBrowser, patienceMs } from './support/browser.ts';
import { endAll } from './support/journey.ts';
import { startHost } from './support/processes.ts';
import { testFolders, writeProfile } from './support/profile.ts';

const folders = testFolders();
const endings: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  await endAll(endings.toReversed());
  folders.removeAll();
});

async function start(browser: Browser, displayName: string, permissions?: string[]): Promise<Page> {
  const profileDir = folders.make();
  writeProfile(profileDir, { displayName, roomOnLoopback: true });
  const program = await startHost(profileDir);
  endings.push(() => program.stop());
  // Permissions that are named deny all others, the camera too.
  const context = await browser.newContext(permissions ? { permissions } : {});
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  await page.goto(program.address);
  await page.getByRole('button', { name: /demo partnership/i }).click();
  await page.getByRole('link', { name: 'Room', exact: true }).click();
  return page;
}

it('a laptop joins by scanning the picture with its camera; without one it is told to type', async () => {
  const plain = await launchBrowser(['--deny-permission-prompts']);
  endings.push(() => plain.close());
  const anna = await start(plain, 'Anna', ['clipboard-read', 'clipboard-write']);
  await anna.getByRole('button', { name: 'Host a room' }).click();
  await anna.getByRole('img', { name: /Picture to scan/ }).waitFor();
  await anna.getByRole('button', { name: 'Copy as a link' }).click();
  const link = await anna.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/^clusterpolisee:room\?/);

  const film = join(folders.make(), 'picture.y4m');
  writeFileSync(film, filmOf(link));
  const seeing = await launchBrowser([
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ]);
  endings.push(() => seeing.close());
  const bert = await start(seeing, 'Bert');
  await bert.getByRole('button', { name: 'Scan with the camera' }).click();
  await bert.getByText(/^Connected\./).waitFor();
  await anna.getByRole('row', { name: /Bert/ }).waitFor();

  const carla = await start(plain, 'Carla', []);
  await carla.getByRole('button', { name: 'Scan with the camera' }).click();
  await carla
    .getByRole('alert')
    .getByText(/Type the code instead/)
    .waitFor();
});

/** What a camera sees of the wall: the picture, grey around it, a little off the middle. */
function filmOf(text: string): Buffer {
  const [width, height] = [960, 720];
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const unit = Math.floor((height - 60) / rows.length);
  const luma = Buffer.alloc(width * height, 150);
  for (const [y, row] of rows.entries()) {
    for (const [x, dark] of row.entries()) {
      for (let line = 0; line < unit; line += 1) {
        const from = (20 + y * unit + line) * width + 140 + x * unit;
        luma.fill(dark ? 40 : 220, from, from + unit);
      }
    }
  }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, 128)]);
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([header, frame, frame]);
}
