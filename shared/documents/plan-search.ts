import type * as Y from 'yjs';
import { allChapterKeys, readChapters } from './chapters.ts';
import { isImageHash } from './images.ts';
import { chapterFragment } from './plan-document.ts';
import { chapterText, visitElements } from './plan-text.ts';

export interface ChapterText {
  readonly chapterKey: string;
  readonly title: string;
  readonly text: string;
}

/** Text of every chapter, for the search index; chapters taken out of the outline are left out. */
export function planTexts(doc: Y.Doc): ChapterText[] {
  return readChapters(doc).map(({ key, title }) => ({
    chapterKey: key,
    title,
    text: chapterText(chapterFragment(doc, key)),
  }));
}

/** Hashes of the images that the plan shows, each once, also those in removed chapters. */
export function imageHashesIn(doc: Y.Doc): string[] {
  const hashes = new Set<string>();
  for (const key of allChapterKeys(doc)) {
    visitElements(chapterFragment(doc, key), (element) => {
      const hash: unknown = element.nodeName === 'image' ? element.getAttribute('hash') : undefined;
      if (isImageHash(hash)) hashes.add(hash);
    });
  }
  return [...hashes];
}
