import * as Y from 'yjs';
import { chapterFragment, chapterFragmentName } from './plan-document.ts';
import { chapterText } from './plan-text.ts';

/**
 * Merging keeps every operation, but not every word: what one side writes into a paragraph that the other, not
 * knowing of it, turns into a list, moves or deletes, goes with the paragraph. Nobody has deleted these words and
 * no place shows them. Here they are found, so that they can be shown and offered back.
 */
export interface LostText {
  /** Null where nobody can tell any more. */
  readonly chapterKey: string | null;
  /** The words in reading order, with marks where others stood between them. */
  readonly text: string;
  /** The whole paragraph as its writer saw it, where that is known; else the words. */
  readonly paragraph: string;
}

export interface FoundText extends LostText {
  /** The same wherever it is found: client and clock of its oldest character. */
  readonly id: string;
}

/** Characters that one side shows, written in one go, which the other side does not know. */
export interface WrittenText {
  readonly id: Y.ID;
  readonly text: string;
  readonly place: Place | null;
}

interface Place {
  readonly doc: Y.Doc;
  readonly paragraph: Y.AbstractType<unknown>;
  /** The document is what the writer saw. */
  readonly isWriters: boolean;
}

export type StateVector = ReadonlyMap<number, number>;
type Range = readonly [first: number, end: number];

export const maxLostTexts = 200;
const maxParagraphCharacters = 5_000;

/** What a document shows and the other side does not know. */
export function textWrittenIn(doc: Y.Doc, otherKnew: StateVector): WrittenText[] {
  return visibleStrings(doc).flatMap((item) => {
    const paragraph = item.parent;
    const place = paragraph instanceof Y.AbstractType ? { doc, paragraph, isWriters: true } : null;
    return unknownPart(item.id, item.content.str, otherKnew).map((part) => ({ ...part, place }));
  });
}

/**
 * The same for a difference of which no document can be made.
 * @param merged where the paragraphs are looked for
 */
export function textWrittenBy(update: Uint8Array, otherKnew: StateVector, merged: Y.Doc): WrittenText[] {
  const { structs, ds } = Y.decodeUpdate(update);
  return (structs as readonly (Y.Item | Y.GC | Y.Skip)[]).filter(isString).flatMap(({ id, content }) =>
    unknownPart(id, content.str, otherKnew).flatMap((part) => {
      const struck = (ds.clients.get(id.client) ?? [])
        .map(({ clock, len }): Range => [clock, clock + len])
        .toSorted(([left], [right]) => left - right);
      const place = placeIn(merged, part.id);
      return partsOutside(part, struck).map((shown) => ({ ...shown, place }));
    }),
  );
}

/**
 * What of the written text no place shows after the merge. Words that stand elsewhere in their chapter, letter by
 * letter, are not lost.
 */
export function findLostText(written: readonly WrittenText[], merged: Y.Doc): FoundText[] {
  const visible = visibleRanges(merged);
  const lost = written.flatMap((part) =>
    partsOutside(part, visible.get(part.id.client) ?? []).map((rest) => ({ ...rest, place: part.place })),
  );
  const byParagraph = Map.groupBy(lost, ({ id, place }) => place?.paragraph ?? id.client);
  return [...byParagraph.values()]
    .map(joined)
    .filter(({ chapterKey, text }) => text.trim() !== '' && !standsIn(merged, chapterKey, text.trim()))
    .slice(0, maxLostTexts);
}

/** The pieces of one paragraph as one text. */
function joined(pieces: readonly WrittenText[]): FoundText {
  const oldest = pieces.toSorted(
    ({ id: left }, { id: right }) => left.client - right.client || left.clock - right.clock,
  );
  const { id, place } = oldest[0]!;
  const text = place ? inReadingOrder(place.paragraph, pieces) : oldest.map((piece) => piece.text).join(gap);
  return {
    id: `${id.client}:${id.clock}`,
    chapterKey: place && chapterOf(place.doc, place.paragraph),
    text,
    paragraph: place?.isWriters ? plainText(place.paragraph).slice(0, maxParagraphCharacters) : text.trim(),
  };
}

const gap = ' … ';

function inReadingOrder(paragraph: Y.AbstractType<unknown>, pieces: readonly WrittenText[]): string {
  let text = '';
  let hasGap = false;
  for (let item = paragraph._start; item; item = item.right) {
    if (item.content instanceof Y.ContentFormat) continue;
    const { id, length } = item;
    const ranges = pieces.flatMap((piece) => overlap(piece, id, length));
    let position = id.clock;
    for (const [first, words] of ranges.toSorted(([left], [right]) => left - right)) {
      const isApart = text !== '' && (hasGap || first > position);
      text += isApart ? gap + words.trimStart() : words;
      position = first + words.length;
      hasGap = false;
    }
    hasGap ||= position < id.clock + length;
  }
  return text;
}

function overlap({ id, text }: WrittenText, item: Y.ID, length: number): [first: number, words: string][] {
  const first = Math.max(id.clock, item.clock);
  const end = Math.min(id.clock + text.length, item.clock + length);
  if (id.client !== item.client || first >= end) return [];
  return [[first, text.slice(first - id.clock, end - id.clock)]];
}

type StringItem = Y.Item & { content: Y.ContentString };

const isString = (struct: Y.Item | Y.GC | Y.Skip): struct is StringItem =>
  struct instanceof Y.Item && struct.content instanceof Y.ContentString;

function visibleStrings(doc: Y.Doc): StringItem[] {
  const items = [...doc.store.clients.values()].flatMap((structs) => structs.filter(isString));
  return items.filter(({ deleted }) => !deleted);
}

/** Of each client, in order; what touches is one. */
function visibleRanges(doc: Y.Doc): Map<number, Range[]> {
  const visible = new Map<number, Range[]>();
  for (const { id, length } of visibleStrings(doc)) {
    const ranges = visible.get(id.client) ?? [];
    const last = ranges.at(-1);
    if (last?.[1] === id.clock) ranges[ranges.length - 1] = [last[0], id.clock + length];
    else ranges.push([id.clock, id.clock + length]);
    visible.set(id.client, ranges);
  }
  return visible;
}

interface Part {
  readonly id: Y.ID;
  readonly text: string;
}

function unknownPart(id: Y.ID, text: string, otherKnew: StateVector): Part[] {
  const known = Math.max(0, (otherKnew.get(id.client) ?? 0) - id.clock);
  return known < text.length
    ? [{ id: Y.createID(id.client, id.clock + known), text: text.slice(known) }]
    : [];
}

/** What of a text none of the ranges covers, which are in order. */
function partsOutside({ id, text }: Part, ranges: readonly Range[]): Part[] {
  const parts: Part[] = [];
  const end = id.clock + text.length;
  let position = id.clock;
  const keep = (to: number) => {
    if (to <= position) return;
    parts.push({
      id: Y.createID(id.client, position),
      text: text.slice(position - id.clock, to - id.clock),
    });
  };
  for (const [first, stop] of ranges) {
    if (stop <= position || first >= end) continue;
    keep(first);
    position = stop;
  }
  keep(end);
  return parts;
}

function placeIn(doc: Y.Doc, id: Y.ID): Place | null {
  if (id.clock >= Y.getState(doc.store, id.client)) return null;
  const item = Y.getItem(doc.store, id);
  const paragraph = item instanceof Y.Item ? item.parent : null;
  return paragraph instanceof Y.AbstractType ? { doc, paragraph, isWriters: false } : null;
}

function chapterOf(doc: Y.Doc, paragraph: Y.AbstractType<unknown>): string | null {
  const prefix = chapterFragmentName('');
  let root = paragraph;
  while (root._item && root._item.parent instanceof Y.AbstractType) root = root._item.parent;
  for (const [name, type] of doc.share) {
    if (type === root) return name.startsWith(prefix) ? name.slice(prefix.length) : null;
  }
  return null;
}

function standsIn(doc: Y.Doc, chapterKey: string | null, words: string): boolean {
  return chapterKey !== null && chapterText(chapterFragment(doc, chapterKey)).includes(words);
}

function plainText(paragraph: Y.AbstractType<unknown>): string {
  let words = '';
  for (let item = paragraph._start; item; item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentString) words += item.content.str;
  }
  return words;
}
