/** A text by language tag; see `localized` for its bounds. */
export type LocalizedText = Readonly<Record<string, string>>;

/**
 * The text in the wished language, else in the record's source language, else in English, else in
 * any language that has one (first by tag, so that two laptops show the same); '' when there is none.
 */
export function textIn(text: LocalizedText, language: string, sourceLanguage?: string): string {
  const primary = language.split('-')[0] ?? language;
  for (const wish of [language, primary, sourceLanguage, 'en']) {
    const found = wish === undefined ? undefined : text[wish];
    if (found) return found;
  }
  const first = Object.keys(text)
    .toSorted()
    .find((tag) => text[tag]);
  return first === undefined ? '' : (text[first] ?? '');
}

/** The longest of the texts, in characters: whether "enough was written" must not depend on the reader's language. */
export function longestText(text: LocalizedText): number {
  let longest = 0;
  for (const language in text) longest = Math.max(longest, text[language]?.trim().length ?? 0);
  return longest;
}

/** Short fingerprint (FNV-1a, 64 bit) that tells whether a source text is still the one a translation was made from. */
export function textFingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index += 1) {
    hash ^= BigInt(text.charCodeAt(index));
    hash = BigInt.asUintN(64, hash * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

export interface TranslatedFields {
  readonly sourceLanguage: string;
  readonly translatedFrom: Readonly<Record<string, string>>;
}

/** Languages whose translation of a field was made from an older wording of the source text. */
export function outdatedTranslations(
  fields: TranslatedFields,
  fieldName: string,
  text: LocalizedText,
): string[] {
  const current = textFingerprint(text[fields.sourceLanguage] ?? '');
  return Object.keys(text)
    .filter((language) => {
      const madeFrom = fields.translatedFrom[`${fieldName}.${language}`];
      return language !== fields.sourceLanguage && madeFrom !== undefined && madeFrom !== current;
    })
    .toSorted();
}
