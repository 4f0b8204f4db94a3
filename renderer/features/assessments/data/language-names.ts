import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Languages that partners write in, beside those of the interface (framework (f)). */
export const contentLanguages = [
  'en',
  'el',
  'hr',
  'bg',
  'de',
  'hu',
  'it',
  'ro',
  'sk',
  'sl',
  'sq',
  'sr',
  'sr-Latn',
] as const;

/** Names of languages in the language of the interface. */
export function useLanguageNames(): (tag: string) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const names = new Intl.DisplayNames([i18n.language], { type: 'language', fallback: 'code' });
    return (tag) => names.of(tag) ?? tag;
  }, [i18n.language]);
}
