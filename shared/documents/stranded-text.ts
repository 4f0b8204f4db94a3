import * as Y from 'yjs';
import { chapterFragment, chapterFragmentName } from './plan-document.ts';
import { chapterText } from './plan-text.ts';

/**
 * Merging keeps every operation, but not every word: what one writes into a paragraph that another, not
 * knowing of it, turns into a list, moves or deletes, goes with the paragraph. Both laptops agree, and the
 * words are nowhere. Here they are found, so that they can be offered back.
 */
export interface StrandedText {
  /** The same wherever it is found: the client and clock of its first character. */
  readonly id: string;
  readonly chapterKey: string;
  readonly text: string;
}

export interface Merge {
  /** Everything that was known before, as updates; `ownUnseen` included. */
  readonly before: readonly Uint8Array[];
  /** What was written here and nobody else had seen. */
  readonly ownUnseen: readonly Uint8Array[];
  /** What came from others. */
  readonly incoming: readonly Uint8Array[];
}

/** Shorter than this is a letter on its way to a word. */
const minCharacters = 3;
const maxFound = 200;

/**
 * Text that one side of a merge wrote and the other side deleted without having seen it. Text that stands
 * elsewhere in the chapter, word for word, is not lost.
 */
export function findStrandedText({ before, ownUnseen, incoming }: Merge): StrandedText[] {
  const known = documentOf(before);
  const merged = documentOf([...before, ...incoming]);
  const came = Y.decodeUpdate(Y.mergeUpdates([...incoming]));
  const own = ownUnseen.flatMap((update) => Y.decodeUpdate(update).structs);
  const runs = [
    ...textRuns(own).flatMap((run) => livingParts(known, run)),
    ...textRuns(came.structs).flatMap((run) => partsNotDeleted(run, came.ds)),
  ];
  const found = joinRuns(runs, merged).filter(
    ({ chapterKey, text }) =>
      text.trim().length >= minCharacters &&
      !chapterText(chapterFragment(merged, chapterKey)).includes(text.trim()),
  );
  for (const doc of [known, merged]) doc.destroy();
  return found.slice(0, maxFound);
}

type Struct = Y.Item | Y.GC | Y.Skip;

interface Run {
  readonly id: Y.ID;
  readonly length: number;
}

/** Kept whole: what is deleted still says where it was and what it said. */
function documentOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc({ guid: 'stranded-text', gc: false });
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}

function textRuns(structs: readonly unknown[]): Run[] {
  return (structs as readonly Struct[]).flatMap((struct) => {
    const isText = struct instanceof Y.Item && struct.content instanceof Y.ContentString;
    return isText ? [{ id: struct.id, length: struct.length }] : [];
  });
}

/** Deleted pieces of the runs; those of one paragraph and writer are one text, with marks where it has gaps. */
function joinRuns(runs: readonly Run[], merged: Y.Doc): StrandedText[] {
  const pieces = runs.flatMap((run) => deletedPieces(merged, run));
  pieces.sort((left, right) => left.client - right.client || left.clock - right.clock);
  const joined: (Piece & { end: number })[] = [];
  for (const piece of pieces) {
    const end = piece.clock + piece.text.length;
    const last = joined.findLast(({ client, parent }) => client === piece.client && parent === piece.parent);
    if (!last) joined.push({ ...piece, end });
    else if (piece.clock >= last.end) {
      last.text += last.end === piece.clock ? piece.text : ` … ${piece.text.trimStart()}`;
      last.end = end;
    }
  }
  return joined.map(({ client, clock, chapterKey, text }) => ({
    id: `${client}:${clock}`,
    chapterKey,
    text,
  }));
}

interface Piece {
  readonly client: number;
  readonly clock: number;
  readonly chapterKey: string;
  readonly parent: unknown;
  text: string;
}

function deletedPieces(merged: Y.Doc, { id, length }: Run): Piece[] {
  const pieces: Piece[] = [];
  for (const item of itemsIn(merged, id, length)) {
    if (!(item instanceof Y.Item) || !item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const chapterKey = chapterOf(merged, item);
    if (chapterKey === null) continue;
    const from = Math.max(0, id.clock - item.id.clock);
    const text = item.content.str.slice(from, id.clock + length - item.id.clock);
    pieces.push({
      client: id.client,
      clock: item.id.clock + from,
      chapterKey,
      parent: item.parent,
      text,
    });
  }
  return pieces;
}

/** What of a run the document still shows. */
function livingParts(doc: Y.Doc, { id, length }: Run): Run[] {
  const end = id.clock + length;
  return itemsIn(doc, id, length).flatMap((struct) => {
    if (struct.deleted) return [];
    const from = Math.max(id.clock, struct.id.clock);
    const to = Math.min(end, struct.id.clock + struct.length);
    return [{ id: Y.createID(id.client, from), length: to - from }];
  });
}

/** The structs of a document that overlap a range of one client's operations. */
function itemsIn(doc: Y.Doc, { client, clock }: Y.ID, length: number): (Y.Item | Y.GC)[] {
  const structs = doc.store.clients.get(client) ?? [];
  const first = structs.findIndex((struct) => struct.id.clock + struct.length > clock);
  if (first < 0) return [];
  const after = structs.findIndex((struct, index) => index >= first && struct.id.clock >= clock + length);
  return structs.slice(first, after < 0 ? undefined : after);
}

interface Deletions {
  readonly clients: ReadonlyMap<number, readonly { readonly clock: number; readonly len: number }[]>;
}

/** What of a run is left when the deletions that came along are taken away. */
function partsNotDeleted({ id, length }: Run, deletions: Deletions): Run[] {
  const end = id.clock + length;
  const parts: Run[] = [];
  let from = id.clock;
  const keep = (to: number) => {
    if (to > from) parts.push({ id: Y.createID(id.client, from), length: to - from });
  };
  const ranges = [...(deletions.clients.get(id.client) ?? [])];
  ranges.sort((left, right) => left.clock - right.clock);
  for (const { clock, len } of ranges) {
    if (clock + len <= from || clock >= end) continue;
    keep(clock);
    from = Math.max(from, clock + len);
  }
  keep(end);
  return parts;
}

function chapterOf(doc: Y.Doc, item: Y.Item): string | null {
  const prefix = chapterFragmentName('');
  let type = item.parent as Y.AbstractType<unknown> | null;
  while (type?._item) type = type._item.parent as Y.AbstractType<unknown> | null;
  for (const [name, root] of doc.share) {
    if (root === type) return name.startsWith(prefix) ? name.slice(prefix.length) : null;
  }
  return null;
}
