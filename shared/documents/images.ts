import type * as Y from 'yjs';
import { AppError } from '../kernel/errors.ts';

/**
 * Images of a plan live in a companion document, so that opening a plan does not wait for them: a map
 * from the SHA-256 of the bytes to the bytes. The plan's text names an image by that hash.
 */
export const imageLimits = {
  maxImageBytes: 4 * 1024 * 1024,
  maxImages: 1000,
  maxTotalBytes: 128 * 1024 * 1024,
} as const;

export type ImageMime = 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif';

export interface StoredImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mime: ImageMime;
}

/** SHA-256 of bytes as 64 lower-case hex digits. */
export type HashBytes = (bytes: Uint8Array<ArrayBuffer>) => string | Promise<string>;

/**
 * Stores an image and resolves to its hash; the same bytes are stored once. Throws `imageTooLarge` past
 * the limits, `invalidInput` for bytes that are no PNG, JPEG, WebP or GIF (SVG can carry scripts).
 */
export async function putImage(doc: Y.Doc, bytes: Uint8Array, hashBytes: HashBytes): Promise<string> {
  const maxMegabytes = imageLimits.maxImageBytes / (1024 * 1024);
  if (bytes.byteLength > imageLimits.maxImageBytes) throw new AppError('imageTooLarge', { maxMegabytes });
  if (imageMime(bytes) === null) throw new AppError('invalidInput', { field: 'image' });
  const own = Uint8Array.from(bytes);
  const hash = await hashBytes(own);
  const map = imagesMap(doc);
  if (map.get(hash) instanceof Uint8Array) return hash;
  const stored = storedImages(doc);
  const total = stored.reduce((sum, image) => sum + image.byteLength, 0);
  if (stored.length >= imageLimits.maxImages || total + own.byteLength > imageLimits.maxTotalBytes) {
    throw new AppError('imageTooLarge', { maxMegabytes });
  }
  map.set(hash, own);
  return hash;
}

/** The image with this hash, or null when it has not arrived, is no image, or its bytes do not match. */
export async function readImage(doc: Y.Doc, hash: string, hashBytes: HashBytes): Promise<StoredImage | null> {
  const value = imagesMap(doc).get(hash);
  if (!(value instanceof Uint8Array) || value.byteLength > imageLimits.maxImageBytes) return null;
  const mime = imageMime(value);
  if (mime === null) return null;
  const bytes = Uint8Array.from(value);
  return (await hashBytes(bytes)) === hash ? { bytes, mime } : null;
}

/** Hash and size of everything stored, for clean-up and export. */
export function storedImages(doc: Y.Doc): { hash: string; byteLength: number }[] {
  const images: { hash: string; byteLength: number }[] = [];
  for (const [hash, value] of imagesMap(doc).entries()) {
    if (isImageHash(hash) && value instanceof Uint8Array) images.push({ hash, byteLength: value.byteLength });
  }
  return images;
}

/** Calls back when an image with this hash arrives or changes; returns the way to stop. */
export function onImageArrival(doc: Y.Doc, hash: string, listener: () => void): () => void {
  const observer = (event: Y.YMapEvent<unknown>) => {
    if (event.keysChanged.has(hash)) listener();
  };
  const map = imagesMap(doc);
  map.observe(observer);
  return () => map.unobserve(observer);
}

export function isImageHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** The kind of image by its first bytes; what a file calls itself is not believed. */
export function imageMime(bytes: Uint8Array): ImageMime | null {
  const startsWith = (signature: readonly number[], offset = 0) =>
    signature.every((byte, index) => bytes[offset + index] === byte);
  if (startsWith([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (startsWith([0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith([0x52, 0x49, 0x46, 0x46]) && startsWith([0x57, 0x45, 0x42, 0x50], 8)) return 'image/webp';
  if (startsWith([0x47, 0x49, 0x46, 0x38])) return 'image/gif';
  return null;
}

function imagesMap(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('images');
}
