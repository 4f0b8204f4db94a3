import { expect, it } from 'vitest';
import { passphraseStrength } from './passphrase-strength.ts';

it.each([
  ['', 'tooShort'],
  ['abc', 'tooShort'],
  ['password', 'weak'],
  ['aaaaaaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['Cluster2014!', 'weak'],
  ['mountain-river7', 'fair'],
  ['four horses walk by day', 'good'],
  ['τέσσερα άλογα τη μέρα', 'good'],
])('%j is %s', (passphrase, strength) => {
  expect(passphraseStrength(passphrase)).toBe(strength);
});
