import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { handover } from './handover.ts';

const fileId = '6f1d0e5c-58f3-4d55-9f5c-0f4f8a3ad001';
const isTaken = (procedure: { '~orpc': { inputSchema?: unknown } }, input: object) =>
  (procedure['~orpc'].inputSchema as z.ZodType).safeParse(input).success;

describe('HB-3 a passphrase', () => {
  test.each([
    ['a'.repeat(7), false],
    ['a'.repeat(8), true],
    ['a'.repeat(200), true],
    ['a'.repeat(201), false],
  ])('of a file that is written: %s, %s', (passphrase, taken) => {
    expect(isTaken(handover.create, { opId: fileId, plans: ['plan-1'], passphrase })).toBe(taken);
  });

  test('is not needed for writing, and is tried as it is typed for opening', () => {
    expect(isTaken(handover.create, { opId: fileId, plans: ['plan-1'] })).toBe(true);
    expect(isTaken(handover.open, { fileId })).toBe(true);
    expect(isTaken(handover.open, { fileId, passphrase: 'short' })).toBe(true);
    for (const passphrase of ['', 'a'.repeat(201)])
      expect(isTaken(handover.open, { fileId, passphrase })).toBe(false);
  });
});
