import { describe, expect, test } from 'vitest';
import { decodeMessage, encodeAwarenessMessage } from '../../../relay/protocol/messages.ts';
import { createPresenceFilter } from './presence-filter.ts';

const frame = (...entries: [client: number, clock: number, state?: string][]) =>
  encodeAwarenessMessage(entries.map(([client, clock, state = '{}']) => ({ client, clock, state })));

function clientsIn(bytes: Uint8Array | undefined): number[] {
  const message = bytes && decodeMessage(bytes);
  if (!message?.ok || message.value.kind !== 'awareness') return [];
  return message.value.entries.map(({ client }) => client);
}

describe('presence between a room here and one at the relay', () => {
  test('people here go out, people there come in and are counted', () => {
    const filter = createPresenceFilter();
    expect(clientsIn(filter.outgoing(frame([1, 0])))).toEqual([1]);
    expect(clientsIn(filter.incoming(frame([2, 0], [3, 0])))).toEqual([2, 3]);
    expect(filter.others()).toBe(2);
    filter.incoming(frame([2, 1, 'null']));
    expect(filter.others()).toBe(1);
  });

  test('nobody is told back to where they came from', () => {
    const filter = createPresenceFilter();
    filter.outgoing(frame([1, 0]));
    filter.incoming(frame([2, 0]));
    expect(clientsIn(filter.outgoing(frame([1, 1], [2, 0])))).toEqual([1]);
    expect(filter.outgoing(frame([2, 0]))).toBeUndefined();
    expect(clientsIn(filter.incoming(frame([1, 1], [2, 1])))).toEqual([2]);
    expect(filter.others()).toBe(1);
  });

  test('the end of someone there, noticed here, is not sent to them', () => {
    const filter = createPresenceFilter();
    filter.incoming(frame([2, 5]));
    expect(filter.outgoing(frame([2, 6, 'null']))).toBeUndefined();
  });

  test('a window that was connected before goes on under its id', () => {
    const filter = createPresenceFilter();
    filter.incoming(frame([1, 4])); // the relay still remembers the connection before
    expect(clientsIn(filter.outgoing(frame([1, 5])))).toEqual([1]);
    expect(filter.others()).toBe(0);
  });
});
