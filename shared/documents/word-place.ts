import type * as Y from 'yjs';
import { XmlElement, XmlText } from 'yjs';

/** Words inside one paragraph of a chapter. Indexes and lengths count as Yjs counts text. */
export interface WordPlace {
  readonly text: Y.XmlText;
  readonly index: number;
  readonly length: number;
}

/** Letters of one form: bold, a link... */
export interface TextRun {
  /** An embedded thing is no string and counts as one character. */
  readonly insert: unknown;
  readonly attributes?: Record<string, unknown>;
}

/** The first place in a text, or in anything below a fragment, where these words stand in one paragraph. */
export function findWords(within: Y.XmlFragment, words: string): WordPlace | null {
  for (const child of within.toArray()) {
    if (child instanceof XmlText) {
      const index = plainText(child).indexOf(words);
      if (index >= 0) return { text: child, index, length: words.length };
    } else if (child instanceof XmlElement) {
      const place = findWords(child, words);
      if (place) return place;
    }
  }
  return null;
}

/** The text at a place, without its form. */
export function wordsAt({ text, index, length }: WordPlace): string {
  return plainText(text).slice(index, index + length);
}

/** What stands at a place, with its form. */
export function runsAt({ text, index, length }: WordPlace): TextRun[] {
  const runs: TextRun[] = [];
  let start = 0;
  for (const run of text.toDelta() as TextRun[]) {
    const size = lengthOf(run);
    const [from, to] = [Math.max(index - start, 0), Math.min(index + length - start, size)];
    start += size;
    if (from >= to) continue;
    runs.push(typeof run.insert === 'string' ? { ...run, insert: run.insert.slice(from, to) } : run);
  }
  return runs;
}

/** Characters of a run, as Yjs counts them. */
export function lengthOf({ insert }: TextRun): number {
  return typeof insert === 'string' ? insert.length : 1;
}

/** The text of runs; embedded things stand as one character each, as they do in the indexes of Yjs. */
export function plainTextOf(runs: readonly TextRun[]): string {
  return runs.map(({ insert }) => (typeof insert === 'string' ? insert : '\uFFFC')).join('');
}

const plainText = (text: Y.XmlText): string => plainTextOf(text.toDelta() as TextRun[]);
