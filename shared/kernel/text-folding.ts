const foldedLetters: Readonly<Record<string, string>> = {
  đ: 'd',
  ł: 'l',
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  ς: 'σ',
  ı: 'i',
};

/**
 * Text as search and accent-blind sorting see it: lower case, without Greek accents and Croatian
 * (or any other) diacritics, final sigma as sigma, đ as d.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[đłøßæςı]/g, (letter) => foldedLetters[letter] ?? letter);
}
