import { describe, expect, test } from 'vitest';
import { timeAgo } from './time-ago.ts';

const now = new Date(2026, 10, 22, 9, 30).getTime();
const minute = 60_000;
const hour = 60 * minute;

describe('how long ago', () => {
  test.each([
    [12 * minute, '12 minutes ago', 'πριν από 12 λεπτά', 'prije 12 minuta'],
    [59.9 * minute, '59 minutes ago', 'πριν από 59 λεπτά', 'prije 59 minuta'],
    [hour, '1 hour ago', 'πριν από 1 ώρα', 'prije 1 sat'],
    [9.4 * hour, '9 hours ago', 'πριν από 9 ώρες', 'prije 9 sati'],
    // Half past eleven the evening before.
    [10 * hour, 'yesterday', 'χθες', 'jučer'],
    [48 * hour, '2 days ago', 'προχθές', 'prekjučer'],
    [6 * 24 * hour, '6 days ago', 'πριν από 6 ημέρες', 'prije 6 dana'],
    [7 * 24 * hour, undefined, undefined, undefined],
  ])('%d ms', (passedMs, en, el, hr) => {
    expect(['en-GB', 'el', 'hr'].map((locale) => timeAgo(now - passedMs, now, locale))).toEqual([en, el, hr]);
  });

  test('what lies ahead, by a clock that was set, is now', () => {
    expect(timeAgo(now + hour, now, 'en-GB')).toBe('this minute');
  });
});
