import { createHash } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { RoomError } from './room-error.ts';

/** What the code that is typed says: where the host is, and the secret of the room. */
export interface RoomCode {
  /** IPv4. */
  readonly address: string;
  readonly port: number;
  /** The secret's bits as a whole number below 2 ^ `secretBits(address)`. */
  readonly secret: bigint;
}

/** A room takes this port, or one of the seven after it. */
export const firstRoomPort = 4460;
export const roomPorts = 8;

interface Layout {
  readonly addressBits: bigint;
  readonly portBits: bigint;
  readonly letters: number;
  /** The part of the address that is not written. */
  readonly network: bigint;
}

/** By the two bits a code begins with. Private networks leave out what they share; the secret fills what is left. */
const layouts: readonly Layout[] = [
  { addressBits: 16n, portBits: 3n, letters: 16, network: ipv4Number('192.168.0.0') },
  { addressBits: 20n, portBits: 3n, letters: 16, network: ipv4Number('172.16.0.0') },
  { addressBits: 24n, portBits: 3n, letters: 16, network: ipv4Number('10.0.0.0') },
  { addressBits: 32n, portBits: 16n, letters: 20, network: 0n },
];
const kindBits = 2n;
const checkBits = 10n;
const bitsPerLetter = 5n;
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Bits of the secret in a code for this address and port: 41 at least, 40 where neither is one of a private network. */
export function secretBits(address: string, port: number): number {
  return Number(secretBitsOf(layouts[kindOf(address, port)]!));
}

/** Groups of four letters and digits, such as `0H4Z-8M2K-QX7N-V3PD`. */
export function encodeRoomCode({ address, port, secret }: RoomCode): string {
  const kind = kindOf(address, port);
  const layout = layouts[kind]!;
  const secretSize = secretBitsOf(layout);
  const offset = isWhole(layout) ? port : port - firstRoomPort;
  let bits = BigInt(kind);
  bits = (bits << layout.addressBits) | (ipv4Number(address) - layout.network);
  bits = (bits << layout.portBits) | BigInt(offset);
  bits = (bits << secretSize) | BigInt.asUintN(Number(secretSize), secret);
  bits = (bits << checkBits) | checkOf(bits);
  return grouped(toLetters(bits, layout.letters));
}

/** Reads a code as people type it. Throws a RoomError: `codeMalformed`, or `codeMistyped` when its check fails. */
export function decodeRoomCode(text: string): RoomCode {
  const letters = tidied(text);
  const bits = fromLetters(letters);
  const total = BigInt(letters.length) * bitsPerLetter;
  if (bits === undefined || total < kindBits) throw new RoomError('codeMalformed');
  const kind = Number(bits >> (total - kindBits));
  const layout = layouts[kind]!;
  if (layout.letters !== letters.length)
    throw new RoomError(isCodeLength(letters) ? 'codeMistyped' : 'codeMalformed');
  const payload = bits >> checkBits;
  if (checkOf(payload) !== lowest(bits, checkBits)) throw new RoomError('codeMistyped');
  const secretSize = secretBitsOf(layout);
  const place = payload >> secretSize;
  const offset = Number(lowest(place, layout.portBits));
  const address = lowest(place >> layout.portBits, layout.addressBits) + layout.network;
  const port = isWhole(layout) ? offset : firstRoomPort + offset;
  return { address: ipv4Text(address), port, secret: lowest(payload, secretSize) };
}

const isCodeLength = (letters: string): boolean => letters.length === 16 || letters.length === 20;

/**
 * What people confuse counts as the same: small letters, O and 0, I, L and 1, U and V, and the Greek
 * letters that look like Latin ones, from a keyboard that was left in Greek.
 */
function tidied(text: string): string {
  return text
    .toUpperCase()
    .normalize('NFKC')
    .replace(/[\s\-–—.·_]/gu, '')
    .replace(/[Α-ΩOILU]/gu, (letter) => lookAlikes.get(letter) ?? letter);
}

const lookAlikes = new Map(
  Object.entries({
    ...{ O: '0', I: '1', L: '1', U: 'V' },
    ...{ Α: 'A', Β: 'B', Ε: 'E', Ζ: 'Z', Η: 'H', Ι: '1', Κ: 'K', Μ: 'M', Ν: 'N', Ο: '0', Ρ: 'P', Τ: 'T' },
    ...{ Υ: 'Y', Χ: 'X' },
  }),
);

function kindOf(address: string, port: number): number {
  if (!isIPv4(address)) throw new RoomError('codeMalformed');
  if (port < firstRoomPort || port >= firstRoomPort + roomPorts) return layouts.length - 1;
  const number = ipv4Number(address);
  return layouts.findIndex(({ network, addressBits }) => number >> addressBits === network >> addressBits);
}

const isWhole = (layout: Layout): boolean => layout.network === 0n;

const secretBitsOf = ({ letters, addressBits, portBits }: Layout): bigint =>
  BigInt(letters) * bitsPerLetter - kindBits - addressBits - portBits - checkBits;

function checkOf(payload: bigint): bigint {
  const digest = createHash('sha256')
    .update(`room code ${payload.toString(16)}`)
    .digest();
  return lowest(BigInt(digest.readUInt16BE(0)), checkBits);
}

const lowest = (bits: bigint, count: bigint): bigint => BigInt.asUintN(Number(count), bits);

function toLetters(bits: bigint, count: number): string {
  let text = '';
  for (let left = bits; text.length < count; left >>= bitsPerLetter) {
    text = alphabet[Number(lowest(left, bitsPerLetter))]! + text;
  }
  return text;
}

function fromLetters(letters: string): bigint | undefined {
  let bits = 0n;
  for (const letter of letters) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return undefined;
    bits = (bits << bitsPerLetter) | BigInt(value);
  }
  return bits;
}

const grouped = (letters: string): string => letters.replace(/(.{4})(?=.)/g, '$1-');

function ipv4Number(address: string): bigint {
  return BigInt(address.split('.').reduce((number, part) => number * 256 + Number(part), 0));
}

function ipv4Text(number: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String(lowest(number >> shift, 8n))).join('.');
}
