import { describe, expect, test } from 'vitest';
import { planListRights } from './plan-list-rights.ts';

describe('what may be done with a plan in the list', () => {
  test.each([
    [null, null, null, null],
    ['locked', null, 'locked', 'locked'],
    ['reader', null, 'reader', 'reader'],
    ['commenter', 'commenter', 'commenter', 'commenter'],
    // A role of its own in this plan opens its text, not the list.
    [null, 'reader', 'reader', 'reader'],
    ['locked', 'reader', 'reader', 'reader'],
    ['removed', 'removed', 'removed', 'removed'],
    ['full', null, 'full', null],
    [null, 'full', 'full', 'full'],
  ] as const)('plan %s, shared list %s: rename %s, remove %s', (plan, list, rename, remove) => {
    expect(planListRights(plan, list)).toEqual({ rename, remove });
  });
});
