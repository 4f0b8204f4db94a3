/** Languages of the interface. Content can be in any language. */
export const interfaceLanguages = ['en', 'el', 'hr'] as const;
export type InterfaceLanguage = (typeof interfaceLanguages)[number];

/** The interface language that fits a list of wishes best (BCP 47 tags, best first); English otherwise. */
export function pickInterfaceLanguage(wishes: readonly string[]): InterfaceLanguage {
  for (const wish of wishes) {
    const primary = wish.toLowerCase().split('-')[0];
    const found = interfaceLanguages.find((language) => language === primary);
    if (found) return found;
    if (primary === 'bs' || primary === 'sh') return 'hr';
  }
  return 'en';
}
