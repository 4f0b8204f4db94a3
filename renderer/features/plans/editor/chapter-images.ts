import type * as Y from 'yjs';
import { onImageArrival, putImage, readImage } from '../../../../shared/documents/images.ts';
import type { ChapterImages } from './image-files.ts';

export interface ChapterImageStore extends ChapterImages {
  /** Gives all addresses back; images that are shown go blank. */
  dispose(): void;
}

/** The images of a plan out of its companion document, as addresses that the window can show. */
export function createChapterImages(imagesDoc: Y.Doc): ChapterImageStore {
  const urls = new Map<string, Promise<string>>();
  const made: string[] = [];
  const stops = new Set<() => void>();
  let disposed = false;

  const tryLoad = async (hash: string): Promise<string | null> => {
    const image = await readImage(imagesDoc, hash, sha256Hex);
    if (!image || disposed) return null;
    const url = URL.createObjectURL(new Blob([image.bytes], { type: image.mime }));
    made.push(url);
    return url;
  };
  const load = (hash: string) =>
    new Promise<string>((resolve, reject) => {
      const attempt = () =>
        tryLoad(hash).then((url) => {
          if (url === null) return;
          stop();
          resolve(url);
        }, reject);
      const unobserve = onImageArrival(imagesDoc, hash, () => void attempt());
      const stop = () => {
        unobserve();
        stops.delete(stop);
      };
      stops.add(stop);
      void attempt();
    });
  return {
    put: (bytes) => putImage(imagesDoc, bytes, sha256Hex),
    url(hash) {
      const known = urls.get(hash) ?? load(hash);
      urls.set(hash, known);
      return known;
    },
    dispose() {
      disposed = true;
      for (const stop of stops) stop();
      for (const url of made) URL.revokeObjectURL(url);
      urls.clear();
    },
  };
}

async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
