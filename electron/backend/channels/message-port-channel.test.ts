import { MessageChannel, type MessagePort } from 'node:worker_threads';

import { expect, test } from 'vitest';

import { channelOfMainPort, type MainPort } from './message-port-channel.ts';

/** Node's port with the event shape of the desktop shell's. It starts with its first message listener. */
function mainPort(port: MessagePort): MainPort {
  return {
    on: (event: 'message' | 'close', listener: (event: { data: unknown }) => void) =>
      port.addListener(event, (data: unknown) => listener({ data })),
    postMessage: (message) => port.postMessage(message, []),
    start: () => port.start(),
    close: () => port.close(),
  };
}

function pair() {
  const { port1, port2 } = new MessageChannel();
  return { channel: channelOfMainPort(mainPort(port1)), other: port2 };
}
const next = (port: MessagePort) => new Promise((resolve) => port.once('message', resolve));

test('texts and bytes pass both ways', async () => {
  const { channel, other } = pair();
  const got = new Promise((resolve) => channel.onMessage(resolve));
  other.postMessage('hello', []);
  expect(await got).toBe('hello');
  channel.send(new Uint8Array([1, 2]));
  expect(await next(other)).toEqual(new Uint8Array([1, 2]));
  channel.close();
});

test('a view is sent without the pool it was cut from', async () => {
  const { channel, other } = pair();
  channel.send(new Uint8Array(100_000).subarray(5, 8));
  const received = (await next(other)) as Uint8Array;
  expect([received.length, received.buffer.byteLength]).toEqual([3, 3]);
  channel.close();
});

test('anything else than text and bytes is dropped', async () => {
  const { channel, other } = pair();
  const got: unknown[] = [];
  const done = new Promise<void>((resolve) => {
    channel.onMessage((message) => {
      got.push(message);
      if (message === 'end') resolve();
    });
  });
  for (const message of [{ a: 1 }, 5, null, 'end']) other.postMessage(message, []);
  await done;
  expect(got).toEqual(['end']);
  channel.close();
});

test('closing tells once, from either side, and sending afterwards does nothing', async () => {
  const { channel, other } = pair();
  let closed = 0;
  const told = new Promise<void>((resolve) => {
    channel.onClose(() => {
      closed += 1;
      resolve();
    });
  });
  other.close();
  await told;
  channel.close();
  channel.send('late');
  expect(closed).toBe(1);
});
