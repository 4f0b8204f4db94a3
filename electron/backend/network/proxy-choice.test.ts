import { describe, expect, test } from 'vitest';
import { environmentProxy, firstProxy } from './proxy-choice.ts';

test.each([
  ['DIRECT', undefined],
  ['', undefined],
  ['PROXY proxy.example:3128; DIRECT', 'http://proxy.example:3128/'],
  ['SOCKS5 socks.example:1080; PROXY second.example:8080', 'http://second.example:8080/'],
  ['SOCKS socks.example:1080', undefined],
  ['HTTPS proxy.example:8443', 'https://proxy.example:8443/'],
  ['DIRECT; PROXY never.example:1', undefined],
  ['PROXY [::1]:3128', 'http://[::1]:3128/'],
])('the system says "%s"', (choice, expected) => {
  expect(firstProxy(choice)?.href).toBe(expected);
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
    expect(proxy({ HTTPS_PROXY: 'socks5://proxy:1' })).toBeUndefined();
    expect(proxy({})).toBeUndefined();
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
