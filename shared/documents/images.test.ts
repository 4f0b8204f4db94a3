import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { sha256Hex } from './document-id.ts';
import { imageLimits, imageMime, onImageArrival, putImage, readImage, storedImages } from './images.ts';

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

describe('images of a plan', () => {
  it('are stored once under the hash of their bytes and come back as they were', async () => {
    const doc = new Y.Doc();
    const hash = await putImage(doc, png, sha256Hex);
    const size = Y.encodeStateAsUpdate(doc).byteLength;
    expect(await putImage(doc, png, sha256Hex)).toBe(hash);
    expect(Y.encodeStateAsUpdate(doc).byteLength).toBe(size);
    expect(hash).toBe(sha256Hex(png));
    expect(await readImage(doc, hash, sha256Hex)).toEqual({ bytes: png, mime: 'image/png' });
    expect(storedImages(doc)).toEqual([{ hash, byteLength: png.byteLength }]);
  });

  it('are not shown when the bytes do not match the hash, are no image, or are missing', async () => {
    const doc = new Y.Doc();
    const [forged, script, text] = ['f'.repeat(64), 'e'.repeat(64), 'd'.repeat(64)];
    doc.getMap('images').set(forged, png);
    doc.getMap('images').set(script, new TextEncoder().encode('<svg onload="alert(1)"/>'));
    doc.getMap('images').set(text, 'not bytes');
    for (const hash of [forged, script, text, 'c'.repeat(64)]) {
      expect(await readImage(doc, hash, sha256Hex)).toBeNull();
    }
  });

  it('are refused past the size limit and when they are no picture', async () => {
    const doc = new Y.Doc();
    const huge = new Uint8Array(imageLimits.maxImageBytes + 1);
    huge.set(png);
    await expect(putImage(doc, huge, sha256Hex)).rejects.toMatchObject({ code: 'imageTooLarge' });
    const svg = new TextEncoder().encode('<svg/>');
    await expect(putImage(doc, svg, sha256Hex)).rejects.toMatchObject({ code: 'invalidInput' });
    expect(storedImages(doc)).toEqual([]);
  });

  it('are announced when they arrive from another laptop', async () => {
    const [here, there] = [new Y.Doc(), new Y.Doc()];
    const hash = sha256Hex(png);
    const arrived = vi.fn();
    const stop = onImageArrival(here, hash, arrived);
    await putImage(there, png, sha256Hex);
    Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
    expect(arrived).toHaveBeenCalledOnce();
    stop();
  });

  it.each([
    [[0xff, 0xd8, 0xff, 0xe0], 'image/jpeg'],
    [[0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45, 0x42, 0x50], 'image/webp'],
    [[0x47, 0x49, 0x46, 0x38, 0x39], 'image/gif'],
    [[0x25, 0x50, 0x44, 0x46], null],
    [[], null],
  ] as const)('are known by their first bytes: %j is %s', (bytes, mime) => {
    expect(imageMime(Uint8Array.from(bytes))).toBe(mime);
  });
});
