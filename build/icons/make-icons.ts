import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

/*
 * Draws icon.svg in every size that the packages need. Run by hand after a change of the drawing:
 *   node build/icons/make-icons.ts
 */

const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const sizesInIco = [16, 24, 32, 48, 64, 128, 256];
const typesInIcns: Readonly<Record<string, number>> = {
  icp4: 16,
  icp5: 32,
  ic07: 128,
  ic08: 256,
  ic09: 512,
  ic10: 1024,
};

const folder = import.meta.dirname;
const pictures = await drawAll(readFileSync(join(folder, 'icon.svg'), 'utf8'));
for (const size of sizes.filter((candidate) => candidate <= 512)) {
  writeFileSync(join(folder, `${size}x${size}.png`), picture(size));
}
writeFileSync(join(folder, 'icon.ico'), windowsIcon());
writeFileSync(join(folder, 'icon.icns'), macIcon());

async function drawAll(svg: string): Promise<Map<number, Buffer>> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const page = await browser.newPage();
  const drawn = new Map<number, Buffer>();
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
    );
    drawn.set(size, await page.screenshot({ omitBackground: true }));
  }
  await browser.close();
  return drawn;
}

function picture(size: number): Buffer {
  const found = pictures.get(size);
  if (!found) throw new Error(`no picture of size ${size}`);
  return found;
}

/** An .ico file: a header, one 16-byte entry for each picture, then the PNG files. */
function windowsIcon(): Buffer {
  const header = Buffer.alloc(6 + 16 * sizesInIco.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(sizesInIco.length, 4);
  let offset = header.length;
  sizesInIco.forEach((size, index) => {
    const entry = 6 + 16 * index;
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(picture(size).length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += picture(size).length;
  });
  return Buffer.concat([header, ...sizesInIco.map(picture)]);
}

/** An .icns file: a header, then each PNG file behind its type and length. */
function macIcon(): Buffer {
  const parts = Object.entries(typesInIcns).flatMap(([type, size]) => [
    chunkHead(type, picture(size)),
    picture(size),
  ]);
  return Buffer.concat([chunkHead('icns', Buffer.concat(parts)), ...parts]);
}

function chunkHead(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(content.length + 8, 4);
  return head;
}
