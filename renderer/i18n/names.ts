import type { Formats } from './formats.ts';

/** Countries of the partnership (ISO 3166; Greece is GR here and EL only in NUTS codes). */
export const projectCountries = ['AL', 'AT', 'BG', 'GR', 'HR', 'HU', 'IT', 'RO', 'RS', 'SI', 'SK'] as const;

const otherCountries = words(`
  AD AM AZ BA BE BY CH CY CZ DE DK EE ES FI FR GB GE IE IS LI LT LU LV MC MD ME MK MT NL NO PL PT SE SM
  TR UA VA XK`);

/** Languages that content comes in most often; any other tag can be stored too. */
const contentLanguages = words('en el hr bg bs cs de es fr hu it mk pl ro sk sl sq sr sr-Latn tr uk');

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** A country's name in the language of the interface; the code itself for one that is not known. */
export function countryName(formats: Formats, code: string): string {
  return nameOf(formats, 'region', code);
}

/** A language's name in the language of the interface. */
export function languageName(formats: Formats, tag: string): string {
  return nameOf(formats, 'language', tag);
}

/** The countries of the partnership, then the rest of Europe, each sorted as the language expects. */
export function countryOptions(formats: Formats): { project: Option[]; others: Option[] } {
  return {
    project: options(formats, projectCountries, countryName),
    others: options(formats, otherCountries, countryName),
  };
}

export function languageOptions(formats: Formats, present: readonly string[] = []): Option[] {
  return options(formats, [...new Set([...contentLanguages, ...present])], languageName);
}

function options(
  formats: Formats,
  codes: readonly string[],
  name: (formats: Formats, code: string) => string,
): Option[] {
  return codes
    .map((value) => ({ value, label: name(formats, value) }))
    .toSorted((left, right) => formats.compare(left.label, right.label));
}

function nameOf(formats: Formats, type: 'region' | 'language', code: string): string {
  if (code === '') return '';
  const locale = formats.language === 'en' ? 'en-GB' : formats.language;
  try {
    return new Intl.DisplayNames(locale, { type, fallback: 'code' }).of(code) ?? code;
  } catch (error) {
    if (error instanceof RangeError) return code; // not a code at all, from an old or foreign file
    throw error;
  }
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
