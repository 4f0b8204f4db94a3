import { describe, expect, test } from 'vitest';
import { parseRelayAddress, relayRoomName, relayRoomTarget } from './relay-address.ts';

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

  test('a room has one name, and what is shown there is not part of it', () => {
    const tokens = {
      get: () => Promise.resolve('t'),
      reject: () => undefined,
      onRenewed: () => () => undefined,
    };
    const relay = { address: 'wss://relay.example.org/base/', tokens };
    expect(relayRoomName(relay, 'demo', 'plan.images')).toBe('wss://relay.example.org/base/demo/plan.images');
    expect(relayRoomTarget(relay, 'demo', 'plan')).toEqual({
      url: 'wss://relay.example.org/base/demo/plan?confirm=1',
      tokens,
    });
  });
});
