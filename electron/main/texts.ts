import type { InterfaceLanguage } from '../../shared/kernel/languages.ts';
import el from '../../shared/locales/el/shell.json' with { type: 'json' };
import en from '../../shared/locales/en/shell.json' with { type: 'json' };
import hr from '../../shared/locales/hr/shell.json' with { type: 'json' };

type CatalogKey = keyof typeof en;
/** Names of the shell's texts; a text with plural forms goes by the name without the form. */
export type TextKey = Exclude<CatalogKey, `${string}_${string}`> | 'unsentMessage';
export type TextValues = Readonly<Record<string, string | number>>;
export type Texts = (key: TextKey, values?: TextValues) => string;

const catalogs: Readonly<Record<InterfaceLanguage, Record<CatalogKey, string>>> = { en, el, hr };

/**
 * The shell's texts in one language. `{{name}}` is replaced by the value of that name; `count` picks the
 * plural form. A text without the form of its language falls back to `_other`.
 */
export function textsFor(language: InterfaceLanguage): Texts {
  const catalog: Readonly<Record<string, string>> = catalogs[language];
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (key, values = {}) => {
    const form = typeof values['count'] === 'number' ? plurals.select(values['count']) : 'other';
    const text = catalog[key] ?? catalog[`${key}_${form}`] ?? catalog[`${key}_other`];
    if (text === undefined) throw new Error(`no text ${key} in ${language}`);
    return text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => {
      const value = values[name] ?? '';
      return typeof value === 'number' ? numbers.format(value) : value;
    });
  };
}
