import { describe, expect, it } from 'vitest';
import { decodeRoomCode, encodeRoomCode, secretBits } from './room-code.ts';
import { RoomError } from './room-error.ts';

const problemOf = (text: string): string => {
  try {
    decodeRoomCode(text);
    return 'none';
  } catch (error) {
    if (error instanceof RoomError) return error.problem;
    throw error;
  }
};

const places = [
  { address: '192.168.1.77', port: 4460, letters: 16, bits: 49 },
  { address: '172.16.0.1', port: 4467, letters: 16, bits: 45 },
  { address: '172.31.255.254', port: 4461, letters: 16, bits: 45 },
  { address: '10.255.0.9', port: 4463, letters: 16, bits: 41 },
  { address: '169.254.12.3', port: 4460, letters: 20, bits: 40 },
  { address: '192.168.1.77', port: 50_123, letters: 20, bits: 40 },
  { address: '172.32.0.1', port: 4460, letters: 20, bits: 40 },
];

describe('the code that is typed (LR-10)', () => {
  it.each(places)(
    'carries $address, port $port and $bits bits of secret',
    ({ address, port, letters, bits }) => {
      expect(secretBits(address, port)).toBe(bits);
      for (const secret of [0n, 1n, 2n ** BigInt(bits) - 1n, 0x1234567890n]) {
        const code = encodeRoomCode({ address, port, secret });
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3,4}$/);
        expect(code.replaceAll('-', '')).toHaveLength(letters);
        expect(decodeRoomCode(code)).toEqual({ address, port, secret });
      }
    },
  );

  it('is read however it is typed: small, in one piece, with O for 0, and in Greek letters (LR-11)', () => {
    const place = { address: '192.168.100.10', port: 4460 };
    const codes = Array.from({ length: 200 }, (_, index) =>
      encodeRoomCode({ ...place, secret: BigInt(index) * 7_919_331_113n }),
    );
    const greek: Record<string, string> = {
      A: 'Α',
      B: 'β',
      E: 'ε',
      H: 'Η',
      K: 'κ',
      M: 'μ',
      N: 'Ν',
      P: 'ρ',
      T: 'τ',
      X: 'χ',
      Y: 'υ',
      Z: 'ζ',
      0: 'ο',
      1: 'ι',
    };
    for (const code of codes) {
      const meant = decodeRoomCode(code);
      expect(decodeRoomCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toEqual(meant);
      expect(
        decodeRoomCode(
          code.replaceAll('-', '').replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('V', 'u'),
        ),
      ).toEqual(meant);
      expect(decodeRoomCode(code.replace(/[A-Z01]/g, (letter) => greek[letter] ?? letter))).toEqual(meant);
    }
  });

  it('notices a mistyped letter, two exchanged ones, and a missing one', () => {
    const code = encodeRoomCode({ address: '10.1.2.3', port: 4460, secret: 987_654_321n });
    const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    let unnoticed = 0;
    for (let index = 0; index < code.length; index += 1) {
      if (code[index] === '-') continue;
      for (const letter of letters) {
        if (letter === code[index]) continue;
        if (problemOf(code.slice(0, index) + letter + code.slice(index + 1)) === 'none') unnoticed += 1;
      }
    }
    expect(unnoticed).toBeLessThanOrEqual(3); // of 496; ten bits let one in 1,024 through
    expect(problemOf(code.slice(0, -1))).toBe('codeMalformed');
    expect(problemOf(`${code}0000`)).not.toBe('none');
    expect(['', 'hello', '----', '§§§§-§§§§-§§§§-§§§§', 'A'.repeat(10_000)].map(problemOf)).toEqual(
      Array.from({ length: 5 }, () => 'codeMalformed'),
    );
  });
});

it('LR-10 a secret of more bits than there is room for changes neither address nor port', () => {
  for (const address of ['192.168.7.9', '172.20.1.2', '10.1.2.3', '203.0.113.5']) {
    const code = encodeRoomCode({ address, port: 4461, secret: 2n ** 64n - 1n });
    const secret = 2n ** BigInt(secretBits(address, 4461)) - 1n;
    expect(decodeRoomCode(code)).toEqual({ address, port: 4461, secret });
  }
});
