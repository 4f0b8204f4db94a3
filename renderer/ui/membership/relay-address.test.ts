import { describe, expect, it } from 'vitest';
import { isUnencryptedRemote, relayAddressProblem } from './relay-address.ts';

describe('the address of a relay', () => {
  it('is a WebSocket address, or a bare host', () => {
    for (const good of [
      'wss://relay.example.org',
      'ws://192.168.0.10:4000/path',
      ' relay.example.org:443 ',
    ]) {
      expect(relayAddressProblem(good)).toBeUndefined();
    }
  });

  it('is refused with a reason', () => {
    expect(relayAddressProblem('  ')).toBe('addressRequired');
    for (const bad of [
      'https://relay.example.org',
      'wss://',
      'wss://user:secret@host',
      'wss://a b',
      'wss://[x]',
      'C:\\relay',
    ]) {
      expect(relayAddressProblem(bad)).toBe('addressInvalid');
    }
  });

  it('warns of plain ws beyond this laptop', () => {
    expect(isUnencryptedRemote('ws://192.168.0.10:4000')).toBe(true);
    expect(isUnencryptedRemote('ws://127.0.0.1:4000')).toBe(false);
    expect(isUnencryptedRemote('ws://localhost:4000')).toBe(false);
    expect(isUnencryptedRemote('wss://relay.example.org')).toBe(false);
    expect(isUnencryptedRemote('')).toBe(false);
  });
});
