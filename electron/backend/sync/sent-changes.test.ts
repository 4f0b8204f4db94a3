import { describe, expect, test } from 'vitest';
import { createSentChanges } from './sent-changes.ts';

describe('what a count of stored messages proves', () => {
  test('a stored step 2 covers the log up to its making', () => {
    const sent = createSentChanges();
    sent.sent('step2', 7);
    expect(sent.settled()).toBe(false);
    expect(sent.stored(1)).toBe(7);
    expect(sent.settled()).toBe(true);
  });

  test('an update that went out before the step 2 proves nothing of what was written offline', () => {
    const sent = createSentChanges();
    sent.sent('update', 9);
    expect(sent.stored(1)).toBeUndefined();
    expect(sent.settled()).toBe(false);
    sent.sent('step2', 9);
    expect(sent.stored(2)).toBe(9);
  });

  test('only what is counted is stored', () => {
    const sent = createSentChanges();
    sent.sent('step2', 3);
    sent.sent('update', 4);
    sent.sent('update', 5);
    expect(sent.stored(0)).toBeUndefined();
    expect(sent.stored(2)).toBe(4);
    expect(sent.settled()).toBe(false);
    expect(sent.stored(2)).toBeUndefined();
    expect(sent.stored(3)).toBe(5);
    expect(sent.settled()).toBe(true);
  });
});
