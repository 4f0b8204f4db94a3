import { expect, it } from 'vitest';
import { closeCodes } from '../../../relay/protocol/close-codes.ts';
import catalog from '../../../shared/locales/en/sync.json' with { type: 'json' };

it('has a text for every reason for which a relay ends a connection', () => {
  expect(Object.keys(catalog.reason)).toEqual(expect.arrayContaining(Object.keys(closeCodes)));
});

it('has a text for every reason why no connection comes about', () => {
  const failures = [
    'hostNotFound',
    'connectionRefused',
    'timedOut',
    'certificate',
    'notARelay',
    'unreachable',
    'proxyUnreachable',
    'proxyPassword',
    'proxyRefused',
  ];
  expect(Object.keys(catalog.reason)).toEqual(expect.arrayContaining(failures));
});
