import { expect, test } from 'vitest';
import type { ChangeEvent } from '../../../shared/contract/events.ts';
import { createChangeFeed } from './change-feed.ts';

const event = (scope: string): ChangeEvent => ({ type: 'records', kinds: ['partner'], scope, session: 's' });
const scopeOf = (result: IteratorResult<ChangeEvent, void>) =>
  result.value?.type === 'records' ? result.value.scope : undefined;

test('every reader gets every event since it began to read, in order', async () => {
  const feed = createChangeFeed();
  const [first, second] = [feed.subscribe(undefined), feed.subscribe(undefined)];
  const waiting = [first.next(), second.next()];
  feed.announce(event('a'));
  feed.announce(event('b'));
  expect((await Promise.all(waiting)).map(scopeOf)).toEqual(['a', 'a']);
  expect([scopeOf(await first.next()), scopeOf(await second.next())]).toEqual(['b', 'b']);
  feed.close();
  expect(await first.next()).toEqual({ done: true, value: undefined });
});

test('a reader that does not read is cut off and holds up nobody', async () => {
  const feed = createChangeFeed();
  const [slow, quick] = [feed.subscribe(undefined), feed.subscribe(undefined)];
  const waiting = [slow.next(), quick.next()];
  for (let count = 0; count < 1002; count += 1) {
    feed.announce(event(String(count)));
    await (count === 0 ? waiting[1] : quick.next());
  }
  await waiting[0];
  expect((await slow.next()).done).toBe(true);
  const next = quick.next();
  feed.announce(event('last'));
  expect(scopeOf(await next)).toBe('last');
  feed.close();
});

test('ends with the window that reads', async () => {
  const feed = createChangeFeed();
  const controller = new AbortController();
  const next = feed.subscribe(controller.signal).next();
  controller.abort();
  expect((await next).done).toBe(true);
});
