import { passphraseLimits } from '../../../shared/contract/handover.ts';

export type PassphraseStrength = 'tooShort' | 'weak' | 'fair' | 'good';

/**
 * A plain estimate: length and how many different characters. Several words beat one word with signs,
 * so length counts most.
 */
export function passphraseStrength(passphrase: string): PassphraseStrength {
  const characters = passphrase.trim();
  if (passphrase.length < passphraseLimits.min) return 'tooShort';
  const different = new Set(characters.split('')).size;
  const words = passphrase
    .trim()
    .split(/[\s\-_.,]+/u)
    .filter((word) => word.length > 2).length;
  if (characters.length >= 20 && different >= 10 && words >= 3) return 'good';
  return characters.length >= 14 && different >= 8 ? 'fair' : 'weak';
}
