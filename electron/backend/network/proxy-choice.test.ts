import { describe, expect, test } from 'vitest';
import { environmentProxy, waysOf } from './proxy-choice.ts';

test.each([
  ['DIRECT', ['direct']],
  ['', ['direct']],
  ['PROXY proxy.example:3128; DIRECT', ['http://proxy.example:3128/', 'direct']],
  [
    'SOCKS5 socks.example:1080; PROXY second.example:8080',
    ['socks5h://socks.example:1080', 'http://second.example:8080/'],
  ],
  ['SOCKS socks.example:1080', ['socks4a://socks.example:1080']],
  ['socks4 old.example:1080;direct', ['socks4a://old.example:1080', 'direct']],
  ['SOCKS5 [::1]:1080', ['socks5h://[::1]:1080']],
  ['HTTPS proxy.example:8443', ['https://proxy.example:8443/']],
  ['DIRECT; PROXY never.example:1', ['direct']],
  ['PROXY [::1]:3128', ['http://[::1]:3128/']],
  ['QUIC fast.example:443; PROXY proxy.example:3128', ['http://proxy.example:3128/']],
  ['SOCKS5', ['direct']],
])('the system says "%s"', (choice, expected) => {
  expect(waysOf(choice).map((way) => way?.href ?? 'direct')).toEqual(expected);
});

describe('the environment names a proxy', () => {
  const proxy = (environment: Record<string, string>, url = 'wss://relay.example.org/x') =>
    environmentProxy(environment, url)?.href;

  test('for encrypted and for plain addresses', () => {
    const both = { HTTPS_PROXY: 'http://secure:1', http_proxy: 'plain:2' };
    expect(proxy(both)).toBe('http://secure:1/');
    expect(proxy(both, 'ws://relay.example.org')).toBe('http://plain:2/');
    expect(proxy({ ALL_PROXY: 'http://all:3' })).toBe('http://all:3/');
    expect(proxy({ HTTPS_PROXY: 'http://large', https_proxy: 'http://small' })).toBe('http://small/');
    expect(proxy({ HTTPS_PROXY: 'http://ana:p%40ss@proxy:1' })).toBe('http://ana:p%40ss@proxy:1/');
    expect(proxy({ HTTPS_PROXY: 'ftp://proxy:1' })).toBeUndefined();
    expect(proxy({})).toBeUndefined();
  });

  test.each([
    ['socks5://ana:p%40ss@proxy:1', 'socks5h://ana:p%40ss@proxy:1'],
    ['socks5h://proxy', 'socks5h://proxy'],
    ['SOCKS://proxy:1/', 'socks5h://proxy:1/'],
    ['socks4://proxy:1', 'socks4a://proxy:1'],
    ['socks5://', undefined],
  ])('of SOCKS: %s', (named, expected) => {
    expect(proxy({ ALL_PROXY: named })).toBe(expected);
  });

  test.each([
    ['relay.example.org', true],
    ['.example.org', true],
    ['*.example.org', true],
    ['EXAMPLE.ORG', true],
    ['other.org, relay.example.org:443', true],
    ['relay.example.org:8443', false],
    ['lay.example.org', false],
    ['*', true],
    ['', false],
  ])('NO_PROXY "%s" excepts the relay: %s', (exceptions, isExcepted) => {
    expect(proxy({ HTTPS_PROXY: 'http://p', NO_PROXY: exceptions }) === undefined).toBe(isExcepted);
  });

  test.each([
    ['https://10.1.2.3', '10.0.0.0/8', true],
    ['https://11.1.2.3', '10.0.0.0/8', false],
    ['https://[fd00::5]', 'fd00::/8', true],
    ['https://10.1.2.3', '10.1.2.3', true],
    ['https://10.1.2.3', '10.0.0.0/99', false],
  ])('%s with NO_PROXY %s: %s', (url, exceptions, isExcepted) => {
    expect(proxy({ ALL_PROXY: 'http://p', NO_PROXY: exceptions }, url) === undefined).toBe(isExcepted);
  });

  test('never for this machine', () => {
    for (const host of ['localhost', '127.0.0.1', '127.9.9.9', '[::1]']) {
      expect(proxy({ ALL_PROXY: 'http://p' }, `ws://${host}:4455`)).toBeUndefined();
    }
  });
});
