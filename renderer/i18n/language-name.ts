/** The name of a language in another one: `el` in `en` is "Greek". */
export function languageName(language: string, locale: string): string {
  return new Intl.DisplayNames([locale], { type: 'language' }).of(language) ?? language;
}
