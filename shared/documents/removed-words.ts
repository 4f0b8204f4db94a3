import * as Y from 'yjs';
import { canonicalJson, type Json } from '../kernel/canonical-json.ts';
import { lengthOf, plainTextOf, runsAt, type TextRun } from './word-place.ts';

/** Words of one form that were taken out of a paragraph, so that they can stand there again. */
export interface RemovedRun {
  readonly run: TextRun;
  readonly pieces: readonly Piece[];
}

/** Characters that one client wrote in one go. */
export interface Piece {
  readonly id: Y.ID;
  readonly length: number;
}

/** Indexes in a paragraph; `to` is behind the last. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What stands in a range, to be restored later. */
export function removedRuns(text: Y.XmlText, { from, to }: Range): RemovedRun[] {
  let index = from;
  return runsAt({ text, index: from, length: to - from }).map((run) => {
    const pieces = piecesIn(text, { from: index, to: index + lengthOf(run) });
    index += lengthOf(run);
    return { run, pieces };
  });
}

/** Makes of the words that were put what had stood there when it was removed: letters, form, and who wrote it. */
export function restoreRuns(
  transaction: Y.Transaction,
  text: Y.XmlText,
  { from, to }: Range,
  removed: readonly RemovedRun[],
): void {
  const runs = removed.map(({ run }) => run);
  const [words, wanted] = [plainTextOf(runsAt({ text, index: from, length: to - from })), plainTextOf(runs)];
  const shorter = Math.min(words.length, wanted.length);
  let start = 0;
  while (start < shorter && words[start] === wanted[start]) start += 1;
  let end = 0;
  while (end < shorter - start && words.at(-1 - end) === wanted.at(-1 - end)) end += 1;
  text.delete(from + start, words.length - start - end);
  text.insert(from + start, wanted.slice(start, wanted.length - end));
  restoreForm(text, from, runs);
  const pieces = removed.flatMap((one) => one.pieces);
  markRedone(transaction, pieces, piecesIn(text, { from, to: from + wanted.length }));
}

function restoreForm(text: Y.XmlText, from: number, runs: readonly TextRun[]): void {
  let index = from;
  for (const run of runs) {
    const length = lengthOf(run);
    const present = runsAt({ text, index, length });
    const none = Object.fromEntries(present.flatMap(keysOf).map((key) => [key, null]));
    const wanted = { ...none, ...run.attributes };
    const differs = present.some((one) => !sameForm(one, run));
    if (differs) text.format(index, length, wanted);
    index += length;
  }
}

/** Tells Yjs that characters stand again as others: undo of what was written earlier finds them so. */
function markRedone(transaction: Y.Transaction, before: readonly Piece[], now: readonly Piece[]): void {
  const rest = [...now];
  for (const piece of before) {
    let { id, length } = piece;
    while (length > 0) {
      const next = rest.shift();
      if (!next) return;
      const shared = Math.min(length, next.length);
      const item = Y.getItemCleanStart(transaction, id);
      Y.getItemCleanEnd(transaction, transaction.doc.store, advanced(id, shared - 1));
      item.redone = next.id;
      if (shared < next.length) rest.unshift({ id: advanced(next.id, shared), length: next.length - shared });
      id = advanced(id, shared);
      length -= shared;
    }
  }
}

/** The characters that stand in a range. */
export function piecesIn(text: Y.XmlText, { from, to }: Range): Piece[] {
  const pieces: Piece[] = [];
  for (const { item, index } of visibleItems(text)) {
    const [first, end] = [Math.max(from, index), Math.min(to, index + item.length)];
    if (first < end) pieces.push({ id: advanced(item.id, first - index), length: end - first });
  }
  return pieces;
}

/** The items of a paragraph that are seen, and where they begin. */
export function* visibleItems(text: Y.XmlText): Generator<{ item: Y.Item; index: number }> {
  let index = 0;
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue;
    yield { item, index };
    index += item.length;
  }
}

/** The id so many characters further on. */
export const advanced = ({ client, clock }: Y.ID, by: number): Y.ID => Y.createID(client, clock + by);
const keysOf = ({ attributes }: TextRun): string[] => Object.keys(attributes ?? {});
const sameForm = (left: TextRun, right: TextRun): boolean =>
  canonicalJson((left.attributes ?? {}) as Json) === canonicalJson((right.attributes ?? {}) as Json);
