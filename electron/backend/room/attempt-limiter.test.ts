import { expect, it } from 'vitest';
import { createAttemptLimiter } from './attempt-limiter.ts';

it('LR-20 lets twenty wrong guesses through, then one every five seconds; right ones cost nothing', () => {
  let nowMs = 1_000;
  const limiter = createAttemptLimiter(() => nowMs);
  const guess = () => {
    const allowed = limiter.mayTry();
    if (allowed) limiter.wasWrong();
    return allowed;
  };
  for (let index = 0; index < 100; index += 1) expect(limiter.mayTry()).toBe(true);
  expect(Array.from({ length: 25 }, guess).filter(Boolean)).toHaveLength(20);
  nowMs += 4_999;
  expect(guess()).toBe(false);
  nowMs += 1;
  expect([guess(), guess()]).toEqual([true, false]);
  nowMs += 3_600_000;
  expect(Array.from({ length: 100 }, guess).filter(Boolean)).toHaveLength(20);
});
