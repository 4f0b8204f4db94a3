import { describe, expect, it } from 'vitest';
import { closeCodes, isTransientClose } from './close-codes.ts';

describe('close codes', () => {
  it('RP-40 are one each, fit into a close frame, and say themselves whether to come back', () => {
    const all = Object.values(closeCodes);
    expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
    for (const { code, reason, transient } of all) {
      expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123);
      expect([code, isTransientClose(code)]).toEqual([code, transient]);
    }
    expect([1006, 1001, 4500, 4599].map(isTransientClose)).toEqual([true, true, true, true]);
    expect([4400, 4499].map(isTransientClose)).toEqual([false, false]);
  });
});
