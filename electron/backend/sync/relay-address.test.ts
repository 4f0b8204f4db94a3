import { describe, expect, test } from 'vitest';
import { parseRelayAddress, relayRoomName, relayRoomUrl } from './relay-address.ts';

describe('the address of a relay', () => {
  test.each([
    ['wss://relay.example.org', 'wss://relay.example.org/'],
    [' ws://127.0.0.1:4455 ', 'ws://127.0.0.1:4455/'],
    ['relay.example.org/base/', 'wss://relay.example.org/base/'],
    ['wss://relay.example.org/?key=a#b', 'wss://relay.example.org/'],
  ])('%s is understood', (address, expected) => {
    expect(parseRelayAddress(address).href).toBe(expected);
  });

  test.each(['', 'http://example.org', 'ftp://x', 'wss://', 'wss://user:secret@example.org', 'two words'])(
    '"%s" is refused',
    (address) => {
      expect(() => parseRelayAddress(address)).toThrow(/relayAddressInvalid/);
    },
  );

  test('the key is in the address that is connected to, never in the name of the room', () => {
    const relay = { address: 'wss://relay.example.org/base/', accessKey: 'k/&y' };
    expect(relayRoomName(relay, 'demo', 'plan.images')).toBe('wss://relay.example.org/base/demo/plan.images');
    expect(relayRoomUrl(relay, 'demo', 'plan')).toBe(
      'wss://relay.example.org/base/demo/plan?confirm=1&key=k%2F%26y',
    );
  });
});
