import { expect, test } from 'vitest';

import { handoverMagic, kindOfOwnFile } from './own-files.ts';

const kindOfText = (text: string) => kindOfOwnFile(new TextEncoder().encode(text));

test('HB-1 a hand-over file or receipt is known by its first eight bytes', () => {
  expect(kindOfOwnFile(Uint8Array.of(...handoverMagic, 1, 2))).toBe('handover');
  for (let index = 0; index < handoverMagic.length; index += 1) {
    const changed = Uint8Array.from(handoverMagic);
    changed[index]! ^= 1;
    expect(kindOfOwnFile(changed)).toBeUndefined();
  }
  expect(kindOfOwnFile(Uint8Array.from(handoverMagic.slice(0, 7)))).toBeUndefined();
});

test('an object in JSON may be an exchange file, with a byte-order mark and white space before it too', () => {
  expect(kindOfText('{"schema":1}')).toBe('exchange');
  expect(kindOfText('\uFEFF \r\n\t{')).toBe('exchange');
});

test('anything else is none of ours', () => {
  for (const text of ['', '   ', '[1]', 'text', '"{"', 'SQLite format 3\0', 'PK\u0003\u0004']) {
    expect(kindOfText(text)).toBeUndefined();
  }
});
