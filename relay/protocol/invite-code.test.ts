import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInviteCode, inviteCodeBytes, makeInviteCode, parseInviteCode } from './invite-code.ts';

const anyCode = fc.uint8Array({ minLength: inviteCodeBytes, maxLength: inviteCodeBytes }).map(makeInviteCode);
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('a code of an invite', () => {
  it('RA-3 is read as it was made, in any case and grouping', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
        const shown = formatInviteCode(code);
        expect(shown).toMatch(/^.{4}-.{4}-.{4}$/);
        for (const typed of [
          shown,
          code,
          shown.toLowerCase(),
          ` ${code.split('').join(' ')}\n`,
          shown.replaceAll('-', '–'),
        ])
          expect(parseInviteCode(typed)).toBe(code);
      }),
    );
  });

  it('RA-3 letters that look alike are taken for what they stand for', () => {
    const code = makeInviteCode(new Uint8Array([0, 1, 27, 10, 11, 14, 17, 18, 20, 21, 22]));
    expect(code).toMatch(/^01VABEHJMNP/);
    const latin = code.replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('V', 'u');
    expect(parseInviteCode(latin)).toBe(code);
    const greek = code
      .replace('A', 'Α')
      .replace('B', 'β')
      .replace('E', 'έ')
      .replace('H', 'η')
      .replace('M', 'μ');
    expect(greek).not.toBe(code);
    expect(parseInviteCode(greek)).toBe(code);
  });

  it('RA-3 one wrong sign and two that changed places are found', () => {
    const place = fc.nat({ max: 11 });
    fc.assert(
      fc.property(anyCode, place, place, fc.nat({ max: 31 }), (code, at, other, value) => {
        const letters = Array.from(code);
        const wrong = letters.with(at, signs[value]!).join('');
        const swapped = letters.with(at, letters[other]!).with(other, letters[at]!).join('');
        for (const typed of [wrong, swapped])
          expect(parseInviteCode(typed)).toBe(typed === code ? code : undefined);
      }),
    );
  });

  it('RA-3 anything else is no code', () => {
    const code = makeInviteCode(new Uint8Array(inviteCodeBytes).fill(9));
    for (const text of ['', 'join', `${code}0`, code.slice(1), `${code.slice(1)}!`, '💥'.repeat(12)])
      expect(parseInviteCode(text)).toBeUndefined();
    expect(() => makeInviteCode(new Uint8Array(3))).toThrow(RangeError);
  });
});
