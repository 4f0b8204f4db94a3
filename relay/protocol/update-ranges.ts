import { type ByteReader, hasMore, readByte, readerOf, readNumber, skipText } from './byte-reader.ts';
import { type Decoded, decodeSafely, MalformedError } from './decoded.ts';
import { skipContent } from './update-content.ts';

/** What an update holds, without its content: flat triples of client, first clock, clock after the last. */
export interface UpdateRanges {
  readonly inserted: readonly number[];
  readonly deleted: readonly number[];
}

/** Bounds the memory that later steps need for one update. */
const maxStructs = 4_000_000;

/**
 * Checks that a Yjs update (version 1 encoding) reads to its very end, and says which operations it
 * carries. Reads over the content without building it, so hostile bytes cost no memory. Stricter than
 * Yjs where Yjs would take what harms others: clients have to come in descending order, as Yjs writes
 * them (`mergeUpdates` drops operations of updates that are not so ordered), nothing may have no
 * length or trail behind, and values may not nest without end.
 */
export function readUpdateRanges(update: Uint8Array): Decoded<UpdateRanges> {
  return decodeSafely(() => {
    const reader = readerOf(update);
    const inserted = readInserted(reader);
    const deleted = readDeleted(reader);
    if (hasMore(reader)) throw new MalformedError('malformed', 'bytes after the end');
    return { inserted, deleted };
  });
}

function readInserted(reader: ByteReader): number[] {
  const inserted: number[] = [];
  let structsLeft = maxStructs;
  let previous = Number.POSITIVE_INFINITY;
  for (let sections = readNumber(reader); sections > 0; sections--) {
    const structs = readNumber(reader);
    const client = readNumber(reader);
    if (client >= previous) throw new MalformedError('notOrdered', 'client order');
    previous = client;
    structsLeft -= structs;
    if (structsLeft < 0) throw new MalformedError('tooMany', 'operations');
    readSection(reader, client, structs, inserted);
  }
  return inserted;
}

const skipInfo = 10;

function readSection(reader: ByteReader, client: number, structs: number, inserted: number[]): void {
  let clock = readNumber(reader);
  let rangeStart = clock;
  for (let left = structs; left > 0; left--) {
    const info = readByte(reader);
    const isGap = info === skipInfo;
    const end = endOf(clock, isGap ? readNumber(reader) : skipStruct(reader, info));
    if (isGap) {
      if (clock > rangeStart) inserted.push(client, rangeStart, clock);
      rangeStart = end;
    }
    clock = end;
  }
  if (clock > rangeStart) inserted.push(client, rangeStart, clock);
}

const kindBits = 0b0001_1111;
const hasParentKey = 0b0010_0000;
const hasRightOrigin = 0b0100_0000;
const hasOrigin = 0b1000_0000;

/** Reads over one operation; returns its length. */
function skipStruct(reader: ByteReader, info: number): number {
  const kind = info & kindBits;
  if (kind === 0) return readNumber(reader);
  if (info & hasOrigin) skipId(reader);
  if (info & hasRightOrigin) skipId(reader);
  if ((info & (hasOrigin | hasRightOrigin)) === 0) {
    if (readNumber(reader) === 1) skipText(reader);
    else skipId(reader);
    if (info & hasParentKey) skipText(reader);
  }
  return skipContent(reader, kind);
}

function skipId(reader: ByteReader): void {
  readNumber(reader);
  readNumber(reader);
}

function readDeleted(reader: ByteReader): number[] {
  const deleted: number[] = [];
  for (let clients = readNumber(reader); clients > 0; clients--) {
    const client = readNumber(reader);
    for (let ranges = readNumber(reader); ranges > 0; ranges--) {
      const clock = readNumber(reader);
      const length = readNumber(reader);
      if (length > 0) deleted.push(client, clock, endOf(clock, length));
    }
  }
  return deleted;
}

function endOf(clock: number, length: number): number {
  if (length === 0) throw new MalformedError('outOfRange', 'operation of no length');
  const end = clock + length;
  if (end > Number.MAX_SAFE_INTEGER) throw new MalformedError('outOfRange', 'clock');
  return end;
}
