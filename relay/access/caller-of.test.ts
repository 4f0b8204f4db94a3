import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { callerOf, isOwnHostname, trustedProxies } from './caller-of.ts';

function request(remoteAddress: string, headers: Record<string, string | string[]> = {}): IncomingMessage {
  return { socket: { remoteAddress, localAddress: '192.0.2.10' }, headers } as unknown as IncomingMessage;
}
const addressOf = (remote: string, forwarded: string | string[], proxies: string[] = []) =>
  callerOf(request(remote, { 'x-forwarded-for': forwarded }), trustedProxies(proxies)).address;

describe('where a request comes from', () => {
  it.each([
    ['198.51.100.9', '198.51.100.9'],
    ['::ffff:198.51.100.9', '198.51.100.9'],
    ['2001:db8::9', '2001:db8::9'],
    ['10.0.0.1', '10.0.0.1'],
  ])('RA-16 %s cannot choose its address by a header', (remote, address) => {
    expect(addressOf(remote, '203.0.113.1')).toBe(address);
    expect(addressOf(remote, ['203.0.113.1', '127.0.0.1'])).toBe(address);
  });

  it('RA-16 of what a proxy passes on, only the last entry is its own', () => {
    for (const proxy of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      expect(addressOf(proxy, '203.0.113.1, 127.0.0.1, 198.51.100.9')).toBe('198.51.100.9');
    expect(addressOf('127.0.0.1', ['203.0.113.1', '198.51.100.9'])).toBe('198.51.100.9');
    expect(callerOf(request('127.0.0.1'), trustedProxies([])).address).toBe('127.0.0.1');
  });

  it('RA-16 a proxy on another machine is believed where it is listed', () => {
    const proxies = ['172.18.0.0/16', '2001:db8::7'];
    expect(addressOf('172.18.3.4', '198.51.100.9', proxies)).toBe('198.51.100.9');
    expect(addressOf('::ffff:172.18.3.4', '198.51.100.9', proxies)).toBe('198.51.100.9');
    expect(addressOf('2001:db8::7', '198.51.100.9', proxies)).toBe('198.51.100.9');
    expect(addressOf('172.19.3.4', '198.51.100.9', proxies)).toBe('172.19.3.4');
    expect(addressOf('2001:db8::8', '198.51.100.9', proxies)).toBe('2001:db8::8');
    for (const wrong of ['proxy.example', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/x', '', '::/129'])
      expect(() => trustedProxies([wrong])).toThrow(/RELAY_TRUSTED_PROXIES/);
  });

  it('RA-16 a port or anything that is no address gives a guesser no further attempts', () => {
    expect(addressOf('127.0.0.1', '198.51.100.9:4711')).toBe('198.51.100.9');
    expect(addressOf('127.0.0.1', '[2001:db8::1]:4711')).toBe('2001:db8::1');
    expect(addressOf('127.0.0.1', '2001:db8::1')).toBe('2001:db8::1');
    for (const odd of ['unknown', '_hidden', 'x'.repeat(9_000), '', ' , '])
      expect(addressOf('127.0.0.1', odd)).toBe('127.0.0.1');
  });
});

describe('which relay a signature is for', () => {
  const callerAt = (hostname: string, localAddress: string) => ({ address: '', hostname, localAddress });

  it('RA-11 a name counts when it was configured, whatever the Host header says', () => {
    expect(isOwnHostname('relay.example', callerAt('10.0.0.5', '10.0.0.5'), ['relay.example'])).toBe(true);
    expect(isOwnHostname('relay.other', callerAt('10.0.0.5', '10.0.0.5'), ['relay.example'])).toBe(false);
  });

  it('RA-11 a relay that passes challenges on and sends its own name along gets nothing', () => {
    for (const configured of [[], ['relay.example']])
      for (const at of ['10.0.0.5', '127.0.0.1'])
        expect(isOwnHostname('relay.evil', callerAt('relay.evil', at), configured)).toBe(false);
    // A name in the attacker's own machine means nothing here.
    expect(isOwnHostname('127.0.0.1', callerAt('127.0.0.1', '10.0.0.5'), [])).toBe(false);
    expect(isOwnHostname('10.0.0.6', callerAt('10.0.0.6', '10.0.0.5'), [])).toBe(false);
  });

  it('RA-11 the address that the connection came in at counts, and this machine for itself', () => {
    expect(isOwnHostname('10.0.0.5', callerAt('10.0.0.5', '10.0.0.5'), [])).toBe(true);
    expect(isOwnHostname('localhost', callerAt('localhost', '::1'), [])).toBe(true);
    expect(isOwnHostname('10.0.0.5', callerAt('relay.example', '10.0.0.5'), [])).toBe(false);
  });
});
