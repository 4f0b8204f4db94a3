import { type LocalizedText, textFingerprint } from '../../../../shared/domain/model/text.ts';

/** The texts with one language's text changed; a language without text is left out. */
export function withText(texts: LocalizedText, language: string, text: string): Record<string, string> {
  const { [language]: _before, ...others } = texts;
  return text === '' ? others : { ...others, [language]: text };
}

/** Whether any language has a text. */
export function hasText(texts: LocalizedText): boolean {
  return Object.values(texts).some((text) => text.trim() !== '');
}

export interface TranslatedRecord {
  readonly sourceLanguage: string;
  readonly translatedFrom: Readonly<Record<string, string>>;
}

/**
 * What to store when one language of a text changes: the first text names the source language; a
 * translation notes which wording of the source it was made from, so that it can be told when it is outdated.
 */
export function translationPatch(
  record: TranslatedRecord,
  field: string,
  texts: LocalizedText,
  language: string,
  text: string,
): { texts: Record<string, string>; sourceLanguage?: string; translatedFrom?: Record<string, string> } {
  const next = withText(texts, language, text);
  if (!hasText(texts))
    return { texts: next, ...(language !== record.sourceLanguage && { sourceLanguage: language }) };
  if (language === record.sourceLanguage) return { texts: next };
  const key = `${field}.${language}`;
  const { [key]: _before, ...others } = record.translatedFrom;
  const madeFrom = textFingerprint(texts[record.sourceLanguage] ?? '');
  return { texts: next, translatedFrom: text === '' ? others : { ...others, [key]: madeFrom } };
}
