export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** Longest side of a stored image. */
export const maxImageSidePx = 1600;

/** The size with the same shape that fits into a square of `maxSidePx`; never larger than it was, never 0. */
export function fitWithin(size: PixelSize, maxSidePx: number): PixelSize {
  const factor = Math.min(1, maxSidePx / Math.max(size.width, size.height));
  return {
    width: Math.max(1, Math.round(size.width * factor)),
    height: Math.max(1, Math.round(size.height * factor)),
  };
}
