import * as Y from 'yjs';

/**
 * Words that one side wrote and that nobody sees after a merge. It happens when the other side, which
 * did not know of them, took the paragraph around them away or made it anew (a list out of a paragraph,
 * a row of a table removed): what was typed into the old one is gone with it. Nobody has deleted these
 * words, so they are shown.
 */
export interface LostText {
  readonly chapterKey: string | null;
  /** The words. */
  readonly text: string;
  /** The whole paragraph as its writer saw it. */
  readonly paragraph: string;
}

type StateVector = ReadonlyMap<number, number>;
type Range = readonly [first: number, end: number];

export const maxLostTexts = 200;
const maxParagraphCharacters = 5_000;

/**
 * @param source the document of the side whose words are looked for
 * @param otherKnew what the other side knew: what it knew and removed, it removed on purpose
 */
export function lostTexts(source: Y.Doc, merged: Y.Doc, otherKnew: StateVector): LostText[] {
  const visible = visibleRanges(merged);
  const lost: LostText[] = [];
  for (const text of textsWithNews(source, otherKnew)) {
    const words = lostWords(text, visible, otherKnew);
    if (words.trim() === '') continue;
    lost.push({
      chapterKey: chapterOf(source, text),
      text: words.trim(),
      paragraph: plainText(text).slice(0, maxParagraphCharacters),
    });
    if (lost.length === maxLostTexts) break;
  }
  return lost;
}

/** The same for a difference, of which no document can be made: the words alone, without their paragraph. */
export function lostTextsOfUpdate(update: Uint8Array, merged: Y.Doc, otherKnew: StateVector): LostText[] {
  const { structs, ds } = Y.decodeUpdate(update);
  const visible = visibleRanges(merged);
  const lost: LostText[] = [];
  for (const struct of structs) {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
    const { client, clock } = struct.id;
    const deleted = (ds.clients.get(client) ?? []).map(
      ({ clock: first, len }): Range => [first, first + len],
    );
    const seen = [...(visible.get(client) ?? []), ...deleted].toSorted(([left], [right]) => left - right);
    const from = Math.max(clock, otherKnew.get(client) ?? 0);
    const { str } = struct.content;
    const text = gapsIn([from, clock + struct.length], seen)
      .map(([first, end]) => str.slice(first - clock, end - clock))
      .join(' ')
      .trim();
    if (text !== '') lost.push({ chapterKey: null, text, paragraph: text });
    if (lost.length === maxLostTexts) break;
  }
  return lost;
}

/** Every text of a document that holds characters which the other side does not know. */
function textsWithNews(doc: Y.Doc, otherKnew: StateVector): Set<Y.AbstractType<unknown>> {
  const texts = new Set<Y.AbstractType<unknown>>();
  for (const item of visibleStrings(doc)) {
    const end = item.id.clock + item.length;
    if (end > (otherKnew.get(item.id.client) ?? 0) && item.parent instanceof Y.AbstractType)
      texts.add(item.parent);
  }
  return texts;
}

function* visibleStrings(doc: Y.Doc): Generator<Y.Item & { content: Y.ContentString }> {
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (struct instanceof Y.Item && !struct.deleted && struct.content instanceof Y.ContentString) {
        yield struct as Y.Item & { content: Y.ContentString };
      }
    }
  }
}

function visibleRanges(doc: Y.Doc): Map<number, Range[]> {
  const ranges = new Map<number, Range[]>();
  for (const { id, length } of visibleStrings(doc)) {
    const list = ranges.get(id.client);
    const range: Range = [id.clock, id.clock + length];
    if (list) list.push(range);
    else ranges.set(id.client, [range]);
  }
  return ranges;
}

/** The characters of one text, in reading order, that are news and are not visible. */
function lostWords(
  text: Y.AbstractType<unknown>,
  visible: ReadonlyMap<number, Range[]>,
  otherKnew: StateVector,
): string {
  let words = '';
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const { client, clock } = item.id;
    const from = Math.max(clock, otherKnew.get(client) ?? 0);
    const gaps = gapsIn([from, clock + item.length], visible.get(client) ?? []);
    for (const [first, end] of gaps) words += item.content.str.slice(first - clock, end - clock);
    if (gaps.length === 0 && words !== '' && !words.endsWith(' ')) words += ' ';
  }
  return words;
}

/** What of a range none of the sorted ranges covers. */
function gapsIn([first, end]: Range, ranges: readonly Range[]): Range[] {
  const gaps: Range[] = [];
  let position = first;
  for (const [start, stop] of ranges) {
    if (stop <= position || start >= end) continue;
    if (start > position) gaps.push([position, start]);
    position = Math.max(position, stop);
  }
  if (position < end) gaps.push([position, end]);
  return gaps;
}

function chapterOf(doc: Y.Doc, text: Y.AbstractType<unknown>): string | null {
  let root: Y.AbstractType<unknown> = text;
  while (root._item && root._item.parent instanceof Y.AbstractType) root = root._item.parent;
  for (const [name, type] of doc.share) {
    if (type === root) return name.startsWith('chapter:') ? name.slice('chapter:'.length) : null;
  }
  return null;
}

function plainText(text: Y.AbstractType<unknown>): string {
  let words = '';
  for (let item = text._start; item; item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentString) words += item.content.str;
  }
  return words;
}
