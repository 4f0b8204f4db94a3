/** Crockford's base 32: no I, L, O, U, so that what is read aloud or copied by hand is not mistaken. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 12;
const groupLength = 4;

/** Bytes that `makeInviteCode` needs. Five bits of each count: 55 bits, and a check letter. */
export const inviteCodeBytes = codeLength - 1;

/** A code from random bytes, as `parseInviteCode` gives it: twelve signs without hyphens. */
export function makeInviteCode(random: Uint8Array): string {
  if (random.length !== inviteCodeBytes) throw new RangeError(`a code takes ${inviteCodeBytes} bytes`);
  const values = [...random].map((byte) => byte & 31);
  return [...values, checkOf(values)].map((value) => alphabet[value]).join('');
}

/** `7K3M-Q0ZT-9XW4`, for people. */
export function formatInviteCode(code: string): string {
  const groups = code.match(new RegExp(`.{1,${groupLength}}`, 'g')) ?? [];
  return groups.join('-');
}

/**
 * Reads a code as somebody typed it: any case, with or without hyphens and spaces, O for 0, I or L for 1,
 * U for V, Greek letters for the Latin ones that look the same. Undefined when it is no code; one wrong
 * letter, or two that changed places, are always found.
 */
export function parseInviteCode(text: string): string | undefined {
  const code = Array.from(text.normalize('NFD').toUpperCase())
    .filter((sign) => !/[\s\p{Pd}\p{M}._\u2212]/u.test(sign))
    .map((sign) => lookAlikes.get(sign) ?? sign)
    .join('');
  if (code.length !== codeLength) return undefined;
  const values = Array.from(code).map((sign) => alphabet.indexOf(sign));
  if (values.includes(-1)) return undefined;
  return checkOf(values.slice(0, -1)) === values.at(-1) ? code : undefined;
}

const lookAlikes: ReadonlyMap<string, string> = new Map([
  ['O', '0'],
  ['I', '1'],
  ['L', '1'],
  ['U', 'V'],
  ...Array.from('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ').map((greek, index): [string, string] => [greek, 'ABEZH1KMN0PTYX'[index]!]),
]);

/** The code is a polynomial over GF(32) with a zero at the generator: each place has a weight of its own. */
function checkOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum = timesGenerator(sum ^ value);
  return sum;
}

function timesGenerator(value: number): number {
  const doubled = value << 1;
  return doubled > 31 ? doubled ^ 0b100101 : doubled;
}
