import { expect, test } from 'vitest';
import { socksAnswerOf } from './socks-answer.ts';

test.each([
  ['Socks5 Authentication failed', 'proxyPassword'],
  ['Socks5 proxy rejected connection - NotAllowed', 'proxyRefused'],
  ['Socks4 Proxy rejected connection - (RejectedIdent)', 'proxyRefused'],
  ['Socks5 proxy rejected connection - HostUnreachable', 'connectionRefused'],
  ['Socks5 proxy rejected connection - TTLExpired', 'timedOut'],
  ['Socks4 Proxy rejected connection - (Failed)', undefined],
  ['Socks5 proxy rejected connection - undefined', undefined],
])('"%s" is an answer', (message, failure) => {
  expect(socksAnswerOf(new Error(message))).toEqual({ failure });
});

test.each(['connect ECONNREFUSED 127.0.0.1:1', 'Socket closed', 'Proxy connection timed out'])(
  '"%s" is none',
  (message) => {
    expect(socksAnswerOf(new Error(message))).toBeUndefined();
  },
);
