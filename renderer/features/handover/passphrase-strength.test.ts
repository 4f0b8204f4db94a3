import { expect, it } from 'vitest';
import { passphraseStrength } from './passphrase-strength.ts';

it.each([
  ['', 'tooShort'],
  ['abc', 'tooShort'],
  ['password', 'weak'],
  ['aaaaaaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['Cluster2014!', 'weak'],
  ['abcabcabcabcabcabc', 'weak'],
  ['Abc12345x', 'weak'],
  ['abcdefgabcdefg', 'weak'],
  ['abcdefghabcdef', 'fair'],
  ['one is as we go up to a day', 'fair'],
  ['mountainriverwalkbyday', 'fair'],
  ['aaaa bbbb cccc dddd aaaa', 'weak'],
  ['sea seas sees ease arcs acres', 'weak'],
  ['aaa bbbb cccc dddd eefg', 'fair'],
  ['mountain-river7', 'fair'],
  ['four horses walk by day', 'good'],
  ['τέσσερα άλογα τη μέρα', 'good'],
])('%j is %s', (passphrase, strength) => {
  expect(passphraseStrength(passphrase)).toBe(strength);
});
