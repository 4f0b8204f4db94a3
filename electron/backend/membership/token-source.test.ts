import { beforeEach, expect, test } from 'vitest';
import { AccessRefusal } from './access-refusal.ts';
import { HttpFailure } from './http-fetch.ts';
import { createTokenSource, type TokenSource } from './token-source.ts';

let now: number;
let tasks: { at: number; run: () => void }[];
let requests: number;
let answer: () => Promise<{ token: string; expiresInSeconds: number; role: 'editor' }>;
let roles: string[];
let refused: string[];
let renewed: string[];
let source: TokenSource;

beforeEach(() => {
  now = 0;
  tasks = [];
  requests = 0;
  roles = [];
  refused = [];
  renewed = [];
  answer = () => Promise.resolve({ token: `t${requests}`, expiresInSeconds: 600, role: 'editor' });
  source = createTokenSource({
    request() {
      requests += 1;
      return answer();
    },
    onGrant: ({ role }) => roles.push(role),
    onRefused: ({ code }) => refused.push(code),
    after(delayMs, run) {
      const task = { at: now + delayMs, run };
      tasks.push(task);
      return () => {
        tasks = tasks.filter((other) => other !== task);
      };
    },
    monotonicNow: () => now,
  });
  source.onRenewed((token) => renewed.push(token));
});

async function advance(durationMs: number): Promise<void> {
  const end = now + durationMs;
  for (;;) {
    const next = tasks.toSorted((left, right) => left.at - right.at)[0];
    if (!next || next.at > end) break;
    tasks = tasks.filter((task) => task !== next);
    now = next.at;
    next.run();
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  }
  now = end;
}

test('all who ask at once share one request, and the token serves until it gets old', async () => {
  expect(await Promise.all([source.get(), source.get()])).toEqual(['t1', 't1']);
  now += 300_000;
  expect(await source.get()).toBe('t1');
  expect([requests, roles]).toEqual([1, ['editor']]);
});

test('it is renewed ahead of its end without being asked', async () => {
  await source.get();
  await advance(419_000);
  expect(renewed).toEqual(['t1']);
  await advance(2_000);
  expect(renewed).toEqual(['t1', 't2']);
  expect(await source.get()).toBe('t2');
});

test('a token that is about to end is not begun with', async () => {
  await source.get();
  tasks = []; // asleep: no timer ran
  now += 590_000;
  expect(await source.get()).toBe('t2');
});

test('time that the request took is not counted as life', async () => {
  answer = async () => {
    now += 585_000;
    return Promise.resolve({ token: `t${requests}`, expiresInSeconds: 600, role: 'editor' });
  };
  await source.get();
  expect(await source.get()).toBe('t2');
});

test('one that the relay did not take is not shown again', async () => {
  const first = await source.get();
  source.reject('another');
  expect(await source.get()).toBe(first);
  source.reject(first);
  expect(await source.get()).toBe('t2');
});

test('while the network is away it is tried again as long as the token lasts', async () => {
  await source.get();
  answer = () => Promise.reject(new HttpFailure('timedOut'));
  await advance(440_000);
  expect(requests).toBe(3);
  await advance(600_000);
  const then = requests;
  await advance(600_000);
  expect(requests).toBe(then);
  await expect(source.get()).rejects.toThrow(HttpFailure);
});

test('a removed member asks no more by itself, and it is told', async () => {
  await source.get();
  answer = () => Promise.reject(new AccessRefusal('memberRevoked'));
  await advance(3_600_000);
  expect([requests, refused]).toEqual([2, ['memberRevoked']]);
});

test('nothing is asked after the end', async () => {
  await source.get();
  source.close();
  await advance(3_600_000);
  expect(requests).toBe(1);
});
