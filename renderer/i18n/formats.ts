import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { interfaceLanguages, type InterfaceLanguage } from '../../shared/kernel/languages.ts';
import { timeAgo } from './time-ago.ts';

/** Numbers, dates and sorting by the language of the interface. */
export interface Formats {
  readonly language: InterfaceLanguage;
  /** One decimal, half up: scores, gaps. Null shows as an en dash. */
  score(value: number | null): string;
  /** With its sign: gaps and trends. */
  signed(value: number | null): string;
  /** A share of 0..1 as a whole per cent, half up. */
  percent(value: number | null): string;
  integer(value: number): string;
  /** `when` in milliseconds since 1970, or a calendar date `2014-06-30`. */
  date(when: number | string): string;
  dateTime(when: number): string;
  /** "2 hours ago", "yesterday"; from a week on the date. Both in milliseconds since 1970. */
  ago(when: number, now: number): string;
  /** As people read file sizes: kB and MB of 1000, one decimal from 1 MB on. */
  fileSize(bytes: number): string;
  /** For sorting texts as people of this language expect. */
  compare(left: string, right: string): number;
}

export const noValue = '–';

export function createFormats(language: InterfaceLanguage): Formats {
  const locale = language === 'en' ? 'en-GB' : language;
  // roundingMode halfExpand rounds half away from zero; figures are rounded half up, as the framework says.
  const halfUp = (value: number, decimals: number) =>
    Math.floor(value * 10 ** decimals + 0.5 + 1e-9) / 10 ** decimals;
  const oneDecimal = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const signed = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const integer = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const utcDay = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const size = (unit: string, decimals: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: decimals });
  const kilobytes = size('kilobyte', 0);
  const megabytes = size('megabyte', 1);
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  return {
    language,
    score: (value) => (value === null ? noValue : oneDecimal.format(halfUp(value, 1))),
    signed: (value) => (value === null ? noValue : signed.format(halfUp(value, 1))),
    percent: (value) => (value === null ? noValue : percent.format(halfUp(value, 2))),
    integer: (value) => integer.format(value),
    date: (when) => {
      if (typeof when === 'number') return day.format(when);
      const parsed = Date.parse(when);
      return Number.isNaN(parsed) ? noValue : utcDay.format(parsed);
    },
    dateTime: (when) => moment.formatToParts(when).map(joinedToTime).join(''),
    ago: (when, now) => timeAgo(when, now, locale) ?? day.format(when),
    fileSize: (bytes) =>
      bytes < 1e6 ? kilobytes.format(Math.max(1, bytes / 1000)) : megabytes.format(bytes / 1e6),
    compare: (left, right) => collator.compare(left, right),
  };
}

/** "μ.μ." alone on a line of its own says nothing. */
function joinedToTime(
  { value }: Intl.DateTimeFormatPart,
  index: number,
  parts: readonly Intl.DateTimeFormatPart[],
): string {
  return parts[index + 1]?.type === 'dayPeriod' ? '\u00a0' : value;
}

export function useFormats(): Formats {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const language = interfaceLanguages.find((known) => known === i18n.language) ?? 'en';
    return createFormats(language);
  }, [i18n.language]);
}
