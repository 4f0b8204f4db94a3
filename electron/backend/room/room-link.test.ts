import { describe, expect, it } from 'vitest';
import { decodeRoomLink, encodeRoomLink, isRoomLink } from './room-link.ts';

const link = {
  addresses: ['192.168.1.5', 'fd00::1'],
  port: 4460,
  secret: 'A'.repeat(22),
  fingerprint: 'B'.repeat(43),
  workspace: { id: 'shared-1', name: 'Συνεργασία & σχέδιο = 1' },
};

describe('the link that is scanned (LR-12)', () => {
  it('carries all addresses, secret, fingerprint and partnership', () => {
    const text = encodeRoomLink(link);
    expect(isRoomLink(text)).toBe(true);
    expect(decodeRoomLink(` ${text}\n`)).toEqual(link);
  });

  it.each([
    ['another program', 'https://example.org/room?v=1'],
    ['a later version', encodeRoomLink(link).replace('v=1', 'v=2')],
    ['a name instead of an address', encodeRoomLink({ ...link, addresses: ['room.example.org'] })],
    [
      'too many addresses',
      encodeRoomLink({ ...link, addresses: Array.from({ length: 9 }, () => '10.0.0.1') }),
    ],
    ['a short secret', encodeRoomLink({ ...link, secret: 'AAAA' })],
    ['no fingerprint', encodeRoomLink({ ...link, fingerprint: '' })],
    ['a path for a partnership', encodeRoomLink({ ...link, workspace: { id: '../x', name: '' } })],
    ['a port beyond the last', encodeRoomLink({ ...link, port: 70_000 })],
    ['far too much', `${encodeRoomLink(link)}&x=${'x'.repeat(2_000)}`],
  ])('refuses %s', (_what, text) => {
    expect(() => decodeRoomLink(text)).toThrow('codeMalformed');
  });
});
