import { expect, test } from 'vitest';

import { watchParent } from './watch-parent.ts';

test('the end of the parent is told once, and nothing before', async () => {
  let parent = 10;
  let told = 0;
  const stop = watchParent(
    () => (told += 1),
    () => parent,
    5,
  );
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(told).toBe(0);
  parent = 1;
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(told).toBe(1);
  stop();
});
