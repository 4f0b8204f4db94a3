import { type ByteReader, readByte, readNumber, readText, skip, skipText, readBytes } from './byte-reader.ts';
import { MalformedError } from './decoded.ts';

/**
 * Values nested deeper than this are refused. Yjs reads and writes them by recursion: deeper ones can
 * be read here and then stop a client, or the relay itself when it writes them again.
 */
const maxDepth = 128;

/** Reads over the content of one Yjs item (version 1 encoding); returns how many operations it stands for. */
export function skipContent(reader: ByteReader, kind: number): number {
  switch (kind) {
    case 1: // deleted
      return readNumber(reader);
    case 2:
      return skipJsonList(reader);
    case 3: // binary
      readBytes(reader);
      return 1;
    case 4: // text
      return skipText(reader);
    case 5: // embed
      checkJson(readText(reader));
      return 1;
    case 6: // format
      skipText(reader);
      checkJson(readText(reader));
      return 1;
    case 7:
      skipType(reader);
      return 1;
    case 8:
      return skipValueList(reader);
    case 9:
      return skipSubdocument(reader);
    default:
      throw new MalformedError('malformed', 'content kind');
  }
}

function skipJsonList(reader: ByteReader): number {
  const count = readNumber(reader);
  for (let index = 0; index < count; index++) {
    const text = readText(reader);
    if (text !== 'undefined') checkJson(text);
  }
  return count;
}

function skipValueList(reader: ByteReader): number {
  const count = readNumber(reader);
  for (let index = 0; index < count; index++) skipValue(reader, 0);
  return count;
}

const xmlElement = 3;
const xmlHook = 5;
const lastType = 6;

function skipType(reader: ByteReader): void {
  const type = readNumber(reader);
  if (type > lastType) throw new MalformedError('malformed', 'type');
  if (type === xmlElement || type === xmlHook) skipText(reader);
}

/** A guid and options; Yjs cannot read options that are null or undefined. */
function skipSubdocument(reader: ByteReader): number {
  skipText(reader);
  const tag = reader.arr[reader.pos];
  if (tag === 126 || tag === 127) throw new MalformedError('malformed', 'subdocument options');
  skipValue(reader, 0);
  return 1;
}

/** One value in lib0's "any" encoding. */
function skipValue(reader: ByteReader, depth: number): void {
  if (depth > maxDepth) throw new MalformedError('tooMany', 'nesting');
  const tag = readByte(reader);
  switch (tag) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return;
    case 125:
      return skipInteger(reader);
    case 124: // 32-bit float
      return skip(reader, 4);
    case 123: // 64-bit float
    case 122: // 64-bit integer
      return skip(reader, 8);
    case 119:
      skipText(reader);
      return;
    case 118:
      return skipMembers(reader, depth);
    case 117:
      for (let left = readNumber(reader); left > 0; left--) skipValue(reader, depth + 1);
      return;
    case 116:
      readBytes(reader);
      return;
    default:
      throw new MalformedError('malformed', 'value tag');
  }
}

function skipMembers(reader: ByteReader, depth: number): void {
  for (let left = readNumber(reader); left > 0; left--) {
    skipText(reader);
    skipValue(reader, depth + 1);
  }
}

/** A signed number: the first byte holds six bits and the sign, the others seven bits each. */
function skipInteger(reader: ByteReader): void {
  const first = readByte(reader);
  if ((first & 0x80) === 0) return;
  const before = reader.pos;
  readNumber(reader);
  if (reader.pos - before > 7) throw new MalformedError('outOfRange', 'integer');
}

function checkJson(text: string): void {
  JSON.parse(text);
  if (depthOf(text) > maxDepth) throw new MalformedError('tooMany', 'nesting');
}

/** How deep the brackets of valid JSON go. */
function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let index = 0; index < json.length; index++) {
    const character = json[index];
    if (inText) {
      if (character === '\\') index += 1;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ']' || character === '}') depth -= 1;
  }
  return deepest;
}
