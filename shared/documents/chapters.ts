import * as Y from 'yjs';
import { AppError } from '../kernel/errors.ts';
import { isOrderKey, orderKeyBetween } from './order-keys.ts';
import { assertPlanWritable, chapterFragment, planTextLimits, shortText } from './plan-document.ts';
import { hasWriting } from './plan-text.ts';

export const chapterStates = ['empty', 'draft', 'inReview', 'agreed'] as const;
export type ChapterState = (typeof chapterStates)[number];

export interface PlanChapter {
  readonly key: string;
  /** "6.1", "A"; a chapter that users added after 4 is "4a". Empty when there is nothing to count from. */
  readonly number: string;
  /** What the outline shows: the heading that users chose, else the title from the template. */
  readonly title: string;
  readonly hasOwnHeading: boolean;
  readonly parentKey: string | null;
  readonly depth: 0 | 1;
  /** A chapter marked empty that has text reads as a draft. */
  readonly state: ChapterState;
  readonly ownerPartnerId: string | null;
  readonly tickedItems: readonly string[];
  /** Added by users, not from the template. */
  readonly custom: boolean;
}

const maxChapters = 500;
const chapterKeyPattern = /^[a-z0-9][a-z0-9-]{0,63}$/;
const tickPrefix = 'tick:';

/** Field names of one chapter's map. Ticks are fields of it (`tick:<item>`), so that two people can tick at once. */
export interface ChapterFields {
  title?: string;
  heading?: string;
  number?: string;
  parent?: string;
  order: string;
  state: ChapterState;
  owner?: string;
  custom?: boolean;
  removed?: boolean;
}

/** The root map `chapters`: chapter key to Y.Map. */
export function chaptersMap(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('chapters');
}

/** The chapters in reading order, sub-chapters after their parent; malformed and removed ones left out. */
export function readChapters(doc: Y.Doc): PlanChapter[] {
  const raw = readRawChapters(doc);
  const byKey = new Map(raw.map((chapter) => [chapter.key, chapter]));
  // A parent that is missing, or itself a sub-chapter, does not count: no chapter can vanish in a loop.
  const parentOf = (chapter: RawChapter): string | null => {
    const parent = chapter.parent === null ? undefined : byKey.get(chapter.parent);
    return parent && parent.key !== chapter.key && parent.parent === null ? parent.key : null;
  };
  const result: PlanChapter[] = [];
  const addLevel = (parentKey: string | null, parentNumber: string) => {
    const siblings = raw.filter((chapter) => parentOf(chapter) === parentKey);
    const numbers = numberSiblings(siblings, parentNumber);
    for (const [index, chapter] of siblings.entries()) {
      const number = numbers[index]!;
      result.push(toChapter(doc, chapter, parentKey, number));
      if (parentKey === null) addLevel(chapter.key, number);
    }
  };
  addLevel(null, '');
  return result;
}

/** One chapter by its key, or null. */
export function readChapter(doc: Y.Doc, key: string): PlanChapter | null {
  return readChapters(doc).find((chapter) => chapter.key === key) ?? null;
}

/** Keys of every chapter that has a place for text, also removed ones: for search and export of all that exists. */
export function allChapterKeys(doc: Y.Doc): string[] {
  return [...chaptersMap(doc).keys()].filter((key) => chapterKeyPattern.test(key)).slice(0, maxChapters);
}

export function setChapterState(doc: Y.Doc, key: string, state: ChapterState): void {
  chapterForWriting(doc, key).set('state', state);
}

/** Sets the partner organisation that writes the chapter; null = nobody yet. */
export function setChapterOwner(doc: Y.Doc, key: string, ownerPartnerId: string | null): void {
  setOrDelete(chapterForWriting(doc, key), 'owner', ownerPartnerId);
}

/** Gives a chapter its own heading; null or blank brings the template's title back. */
export function setChapterHeading(doc: Y.Doc, key: string, heading: string | null): void {
  setOrDelete(chapterForWriting(doc, key), 'heading', shortText(heading, planTextLimits.titleCharacters));
}

/** Ticks or unticks one item of the chapter's checklist (item keys are in the template). */
export function setChecklistTick(doc: Y.Doc, key: string, itemKey: string, ticked: boolean): void {
  if (!chapterKeyPattern.test(itemKey)) throw new AppError('invalidInput', { field: 'checklist' });
  setOrDelete(chapterForWriting(doc, key), `${tickPrefix}${itemKey}`, ticked ? true : null);
}

export interface ChapterPlace {
  /** Put it right after this sibling; null = first. */
  readonly afterKey: string | null;
  readonly parentKey: string | null;
}

/**
 * Adds a chapter of the users' own. `key` is made by the caller from a random id and must be new
 * (lower-case letters, digits, hyphens; at most 64). Throws `invalidInput` or `alreadyExists`.
 */
export function addChapter(doc: Y.Doc, key: string, heading: string, place: ChapterPlace): void {
  assertPlanWritable(doc);
  const title = shortText(heading, planTextLimits.titleCharacters);
  if (!chapterKeyPattern.test(key)) throw new AppError('invalidInput', { field: 'chapter' });
  if (title === null) throw new AppError('invalidInput', { field: 'heading' });
  if (chaptersMap(doc).has(key)) throw new AppError('alreadyExists');
  if (chaptersMap(doc).size >= maxChapters) throw new AppError('invalidInput', { field: 'chapter' });
  const order = orderFor(doc, key, place);
  doc.transact(() => {
    writeChapter(doc, key, {
      title,
      order,
      state: 'empty',
      custom: true,
      ...(place.parentKey === null ? {} : { parent: place.parentKey }),
    });
  });
}

/** Moves a chapter to another place. Only chapters without sub-chapters can become sub-chapters. */
export function moveChapter(doc: Y.Doc, key: string, place: ChapterPlace): void {
  const chapter = chapterForWriting(doc, key);
  const chapters = readChapters(doc);
  const parent = place.parentKey === null ? null : chapters.find(({ key }) => key === place.parentKey);
  const hasChildren = chapters.some(({ parentKey }) => parentKey === key);
  const allowed = parent === null || (parent?.depth === 0 && parent.key !== key && !hasChildren);
  if (!allowed) throw new AppError('invalidInput', { field: 'parent' });
  const order = orderFor(doc, key, place);
  doc.transact(() => {
    setOrDelete(chapter, 'parent', place.parentKey);
    chapter.set('order', order);
  });
}

/** Takes a chapter out of the outline. Its text stays in the document and comes back with `restoreChapter`. */
export function removeChapter(doc: Y.Doc, key: string): void {
  chapterForWriting(doc, key).set('removed', true);
}

export function restoreChapter(doc: Y.Doc, key: string): void {
  setOrDelete(chapterForWriting(doc, key), 'removed', null);
}

/** Writes a new chapter entry. For template creation and `addChapter` only; field order fixes the bytes. */
export function writeChapter(doc: Y.Doc, key: string, fields: ChapterFields): void {
  const map = new Y.Map<unknown>();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) map.set(name, value);
  }
  chaptersMap(doc).set(key, map);
}

interface RawChapter {
  readonly key: string;
  readonly map: Y.Map<unknown>;
  readonly order: string;
  readonly parent: string | null;
}

function readRawChapters(doc: Y.Doc): RawChapter[] {
  const raw: RawChapter[] = [];
  for (const [key, map] of chaptersMap(doc).entries()) {
    if (!chapterKeyPattern.test(key) || !(map instanceof Y.Map) || map.get('removed') === true) continue;
    const order = map.get('order');
    const parent = storedParent(doc, map);
    if (parent?.map.get('removed') === true) continue;
    raw.push({ key, map, order: isOrderKey(order) ? order : 'z', parent: parent?.key ?? null });
    if (raw.length === maxChapters) break;
  }
  return raw.toSorted(
    (left, right) => compareText(left.order, right.order) || compareText(left.key, right.key),
  );
}

function storedParent(doc: Y.Doc, chapter: Y.Map<unknown>): { key: string; map: Y.Map<unknown> } | null {
  const key = chapter.get('parent');
  if (typeof key !== 'string' || !chapterKeyPattern.test(key)) return null;
  const map = chaptersMap(doc).get(key);
  return map instanceof Y.Map ? { key, map } : null;
}

function toChapter(doc: Y.Doc, raw: RawChapter, parentKey: string | null, number: string): PlanChapter {
  const heading = shortText(raw.map.get('heading'), planTextLimits.titleCharacters);
  const title = shortText(raw.map.get('title'), planTextLimits.titleCharacters);
  return {
    key: raw.key,
    number,
    title: heading ?? title ?? raw.key,
    hasOwnHeading: heading !== null,
    parentKey,
    depth: parentKey === null ? 0 : 1,
    state: readState(doc, raw),
    ownerPartnerId: shortText(raw.map.get('owner'), 100),
    tickedItems: [...raw.map.entries()]
      .filter(([name, value]) => name.startsWith(tickPrefix) && value === true)
      .map(([name]) => name.slice(tickPrefix.length))
      .toSorted(),
    custom: raw.map.get('custom') === true,
  };
}

function readState(doc: Y.Doc, raw: RawChapter): ChapterState {
  const stored = chapterStates.find((state) => state === raw.map.get('state')) ?? 'empty';
  if (stored !== 'empty') return stored;
  return hasWriting(chapterFragment(doc, raw.key)) ? 'draft' : 'empty';
}

/** Template chapters keep their number; others count on from the one before: 4, 4a, 4b, 5. */
function numberSiblings(siblings: readonly RawChapter[], parentNumber: string): string[] {
  let base = parentNumber === '' ? '' : `${parentNumber}.`;
  let added = 0;
  return siblings.map(({ map }) => {
    const own = shortText(map.get('number'), 8);
    if (own !== null) {
      base = own;
      added = 0;
      return own;
    }
    added += 1;
    return base === '' ? '' : `${base}${letterOf(added)}`;
  });
}

function letterOf(count: number): string {
  const letter = String.fromCharCode(97 + ((count - 1) % 26));
  return count > 26 ? `${letterOf(Math.floor((count - 1) / 26))}${letter}` : letter;
}

function orderFor(doc: Y.Doc, key: string, place: ChapterPlace): string {
  const all = readRawChapters(doc);
  const level = all.filter((raw) => raw.parent === place.parentKey && raw.key !== key);
  const parentExists = place.parentKey === null || all.some((raw) => raw.key === place.parentKey);
  if (!parentExists) throw new AppError('notFound');
  const index = place.afterKey === null ? -1 : level.findIndex((raw) => raw.key === place.afterKey);
  if (place.afterKey !== null && index < 0) throw new AppError('notFound');
  return orderKeyBetween(level[index]?.order ?? null, level[index + 1]?.order ?? null, key);
}

function chapterForWriting(doc: Y.Doc, key: string): Y.Map<unknown> {
  assertPlanWritable(doc);
  const map = chaptersMap(doc).get(key);
  if (!(map instanceof Y.Map)) throw new AppError('notFound');
  return map;
}

function setOrDelete(map: Y.Map<unknown>, name: string, value: unknown): void {
  if (value === null) {
    if (map.has(name)) map.delete(name);
  } else if (map.get(name) !== value) {
    map.set(name, value);
  }
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
