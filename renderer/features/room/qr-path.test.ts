import { decodeQR } from 'qr/decode.js';
import { expect, it } from 'vitest';
import { qrPath } from './qr-path.ts';

/** The path as a screen shows it, some points per unit. */
function drawn({ path, size }: { path: string; size: number }, scale: number) {
  const side = size * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
      const from = (row * side + Number(x) * scale) * 4;
      data.fill(0, from, from + Number(length) * scale * 4);
    }
  }
  return { width: side, height: side, data };
}

it('draws what a scanner reads again, with a quiet border', () => {
  const link =
    'clusterpolisee:room?v=1&a=192.168.178.30%2Cfd12%3A%3A5&p=4460&k=AbCdEfGhIjKlMnOpQrStUv&f=0123456789012345678901234567890123456789012&w=0b9c2f9e-1111-4222-8333-444455556666&n=%CE%A3%CF%8D%CE%BC%CF%80%CF%81%CE%B1%CE%BE%CE%B7';
  const picture = qrPath(link);
  expect(decodeQR(drawn(picture, 6))).toBe(link);
  expect(picture.path).not.toMatch(/M[0-3] /);
  expect(picture.size).toBeLessThan(100);
});
