import { expect, test } from 'vitest';

import { createMailbox, createSignal } from './listeners.ts';

test('a mailbox keeps letters for the first listener and forgets nobody', () => {
  const mailbox = createMailbox<number>();
  mailbox.deliver(1);
  mailbox.deliver(2);
  const got: string[] = [];
  const stop = mailbox.listen((letter) => got.push(`a${letter}`));
  mailbox.listen((letter) => got.push(`b${letter}`));
  mailbox.deliver(3);
  stop();
  mailbox.deliver(4);
  expect(got).toEqual(['a1', 'a2', 'a3', 'b3', 'b4']);
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
