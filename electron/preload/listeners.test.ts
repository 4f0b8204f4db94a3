import { expect, test } from 'vitest';

import { createMailbox, createSignal } from './listeners.ts';

test('a mailbox keeps letters for those who come first, together, and forgets nobody', () => {
  const tasks: (() => void)[] = [];
  const mailbox = createMailbox<number>((task) => tasks.push(task));
  mailbox.deliver(1);
  mailbox.deliver(2);
  const got: string[] = [];
  const stop = mailbox.listen((letter) => got.push(`a${letter}`));
  mailbox.listen((letter) => got.push(`b${letter}`));
  expect(got).toEqual([]);
  for (const task of tasks.splice(0)) task();
  expect(got.splice(0)).toEqual(['a1', 'b1', 'a2', 'b2']);
  mailbox.deliver(3);
  stop();
  mailbox.deliver(4);
  expect(got).toEqual(['a3', 'b3', 'b4']);
});

test('letters that nobody stayed for wait for the next one', () => {
  const tasks: (() => void)[] = [];
  const mailbox = createMailbox<number>((task) => tasks.push(task));
  mailbox.listen(() => {})();
  mailbox.deliver(1);
  const got: number[] = [];
  mailbox.listen((letter) => got.push(letter));
  for (const task of tasks) task();
  expect(got).toEqual([1]);
});

test('a signal is for those who listen now', () => {
  const signal = createSignal();
  let heard = 0;
  signal.emit();
  const stop = signal.listen(() => (heard += 1));
  signal.emit();
  stop();
  signal.emit();
  expect(heard).toBe(1);
});
