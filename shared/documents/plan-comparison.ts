import type * as Y from 'yjs';
import { type ChapterState, readChapters } from './chapters.ts';
import { storedImages } from './images.ts';
import { chapterFragment, readPlanMeta } from './plan-document.ts';
import { countWords, writtenText } from './plan-text.ts';
import { compareParagraphs, type ParagraphChange } from './text-diff.ts';

/** What a person sees of a chapter, taken out of a document that goes on changing. */
interface ChapterView {
  readonly key: string;
  readonly number: string;
  readonly title: string;
  readonly state: ChapterState;
  readonly owner: string | null;
  readonly ticks: string;
  readonly lines: readonly string[];
  readonly words: number;
  /** The text with all its formatting. */
  readonly look: string;
}

export interface PlanView {
  readonly title: string;
  readonly chapters: readonly ChapterView[];
}

export const chapterDetails = ['heading', 'state', 'owner', 'checklist', 'formatting'] as const;
export type ChapterDetail = (typeof chapterDetails)[number];

/** What became of one chapter. */
export interface ChapterChange {
  readonly key: string;
  readonly number: string;
  readonly title: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly paragraphs: { readonly added: number; readonly removed: number; readonly changed: number };
  /** What else is different. */
  readonly details: readonly ChapterDetail[];
  /** The first changes, each text cut to a readable length. */
  readonly changes: readonly ParagraphChange[];
}

export const comparisonLimits = { changesPerChapter: 100, charactersPerText: 1_500 } as const;

export function viewOfPlan(doc: Y.Doc): PlanView {
  const { title, language } = readPlanMeta(doc);
  const chapters = readChapters(doc).map((chapter): ChapterView => {
    const fragment = chapterFragment(doc, chapter.key);
    const text = writtenText(fragment);
    return {
      key: chapter.key,
      number: chapter.number,
      title: chapter.title,
      state: chapter.state,
      owner: chapter.ownerPartnerId,
      ticks: chapter.tickedItems.join('\n'),
      lines: text === '' ? [] : text.split('\n'),
      words: countWords(text, language),
      look: fragment.toJSON(),
    };
  });
  return { title, chapters };
}

/** Chapter by chapter what is different, in the order of the later view; chapters that went come last. */
export function comparePlans(before: PlanView, after: PlanView): ChapterChange[] {
  const earlier = new Map(before.chapters.map((chapter) => [chapter.key, chapter]));
  const changes = after.chapters.flatMap((chapter) => {
    const known = earlier.get(chapter.key);
    earlier.delete(chapter.key);
    if (known) return changeOf(known, chapter) ?? [];
    return chapter.words > 0 ? [wholeChapter(chapter, 'added')] : [];
  });
  return [...changes, ...[...earlier.values()].map((chapter) => wholeChapter(chapter, 'removed'))];
}

export function wordsIn(view: PlanView): number {
  return view.chapters.reduce((sum, { words }) => sum + words, 0);
}

/** Pictures that one images document has and another lacks. */
export function newImages(before: Y.Doc, after: Y.Doc): number {
  const known = new Set(storedImages(before).map(({ hash }) => hash));
  return storedImages(after).filter(({ hash }) => !known.has(hash)).length;
}

function changeOf(before: ChapterView, after: ChapterView): ChapterChange | null {
  const changes = compareParagraphs(before.lines, after.lines);
  const details: ChapterDetail[] = [];
  if (before.title !== after.title) details.push('heading');
  if (before.state !== after.state) details.push('state');
  if (before.owner !== after.owner) details.push('owner');
  if (before.ticks !== after.ticks) details.push('checklist');
  if (changes.length === 0 && before.look !== after.look) details.push('formatting');
  if (changes.length === 0 && details.length === 0) return null;
  return { ...describe(after, changes), kind: 'changed', details };
}

function wholeChapter(chapter: ChapterView, kind: 'added' | 'removed'): ChapterChange {
  const changes = chapter.lines.map((text): ParagraphChange => ({ kind, text }));
  return { ...describe(chapter, changes), kind, details: [] };
}

function describe({ key, number, title }: ChapterView, changes: readonly ParagraphChange[]) {
  const count = (kind: ParagraphChange['kind']) => changes.filter((change) => change.kind === kind).length;
  return {
    key,
    number,
    title,
    paragraphs: { added: count('added'), removed: count('removed'), changed: count('changed') },
    changes: changes.slice(0, comparisonLimits.changesPerChapter).map(readable),
  };
}

function readable(change: ParagraphChange): ParagraphChange {
  if (change.kind !== 'changed') return { ...change, text: cut(change.text) };
  return { ...change, words: change.words.map((run) => ({ ...run, text: cut(run.text) })) };
}

function cut(text: string): string {
  const { charactersPerText } = comparisonLimits;
  return text.length > charactersPerText ? `${text.slice(0, charactersPerText)}…` : text;
}
