import { expect, test } from 'vitest';
import { networkAddresses, watchNetwork } from './network-watch.ts';

test('a new network is noticed once, a lost one and none at all are not', () => {
  let addresses = '192.168.0.5';
  let look: (() => void) | undefined;
  let changes = 0;
  const stop = watchNetwork({
    addresses: () => addresses,
    after(_delayMs, task) {
      look = task;
      return () => (look = undefined);
    },
    onChange: () => (changes += 1),
  });
  const lookNow = (now: string) => {
    addresses = now;
    look?.();
    return changes;
  };
  expect(lookNow('192.168.0.5')).toBe(0);
  expect(lookNow('')).toBe(0);
  expect(lookNow('10.0.0.7')).toBe(1);
  expect(lookNow('10.0.0.7')).toBe(1);
  stop();
  expect(lookNow('192.168.0.5')).toBe(1);
});

test('the addresses of this machine are the same when nothing has changed, without the loopback one', () => {
  expect(networkAddresses()).toBe(networkAddresses());
  expect(networkAddresses().split(' ')).not.toContain('127.0.0.1');
});
