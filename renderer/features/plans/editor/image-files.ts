import { imageLimits, imageMime, type ImageMime } from '../../../../shared/documents/images.ts';
import { fitWithin, maxImageSidePx } from './image-size.ts';

/** Where the images of a plan are kept. */
export interface ChapterImages {
  /** Stores the bytes; resolves to the hash by which the text names them. */
  put(bytes: Uint8Array, mime: ImageMime): Promise<string>;
  /** Resolves to an address for `<img>` as soon as the bytes are here and match the hash. */
  url(hash: string): Promise<string>;
}

export interface PreparedImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mime: ImageMime;
}

export type ImageProblem = 'unreadable' | 'tooLarge';

/** Files larger than this are not even opened. */
const maxFileBytes = 60 * 1024 * 1024;
/** A PNG past this is kept as JPEG: it is a photograph or a screenshot of one. */
const maxPngBytes = 1_500_000;
const jpegQuality = 0.85;

/**
 * A picture file as it is stored: at most 1600 pixels wide or high, and drawn anew, so that nothing of
 * the file but the picture goes along (place, device and name of a photograph stay home).
 */
export async function prepareImage(file: Blob): Promise<PreparedImage | ImageProblem> {
  if (file.size > maxFileBytes) return 'tooLarge';
  const kind = imageMime(new Uint8Array(await file.slice(0, 16).arrayBuffer()));
  const bitmap = kind ? await decode(file) : null;
  if (!bitmap) return 'unreadable';
  const size = fitWithin(bitmap, maxImageSidePx);
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  if (!context) return 'unreadable';
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, size.width, size.height);
  bitmap.close();
  const blob = await encode(canvas, context, kind === 'image/jpeg');
  if (blob.size > imageLimits.maxImageBytes) return 'tooLarge';
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const mime = imageMime(bytes);
  return mime ? { bytes, mime } : 'unreadable';
}

async function decode(file: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

async function encode(
  canvas: OffscreenCanvas,
  context: OffscreenCanvasRenderingContext2D,
  photograph: boolean,
): Promise<Blob> {
  if (!photograph) {
    const png = await canvas.convertToBlob({ type: 'image/png' });
    if (png.size <= maxPngBytes) return png;
  }
  // JPEG has no transparency: what was see-through becomes paper, not black.
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: jpegQuality });
}
