import { z } from 'zod';

// zod otherwise compiles parsers with `new Function`, which the windows' content security policy reports.
z.config({ jitless: true });

/** Longest free text of one field in one language; keeps one record far below a megabyte. */
export const maxTextCharacters = 20_000;
const maxLanguages = 30;

/** A language tag such as `el` or `sr-Latn` (BCP 47). */
export const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/);

/** One line in one language. */
export const line = (maxCharacters = 300) => z.string().max(maxCharacters).default('');

/** The same text in several languages; a language that is missing has no text yet. */
export const localized = (maxCharacters = maxTextCharacters) =>
  z
    .record(languageTag, z.string().max(maxCharacters))
    .refine((texts) => Object.keys(texts).length <= maxLanguages, { error: 'tooManyLanguages' })
    .default({});

/** A score of one slot: 0 to 5 in half steps. Null is "no information" and never the same as 0. */
export const agreedScore = z.number().min(0).max(5).multipleOf(0.5).nullable().default(null);
/** A score by one person: whole levels only. */
export const personalScore = z.int().min(0).max(5).nullable().default(null);
export const rating = (max: number) => z.int().min(1).max(max).nullable().default(null);

export const flag = z.boolean().default(false);
export const calendarDate = z.iso.date().nullable().default(null);
export const year = z.int().min(1900).max(2200).nullable().default(null);
export const amount = z.number().min(0).max(1e12).nullable().default(null);
export const measured = z.number().min(-1e15).max(1e15).nullable().default(null);

const idText = z.string().min(1).max(200);
export const reference = idText.nullable().default(null);
export const references = (max = 200) => z.array(idText).max(max).default([]);
export const keys = (max = 50) => z.array(z.string().min(1).max(60)).max(max).default([]);
export const lines = (max = 50, maxCharacters = 500) =>
  z.array(z.string().max(maxCharacters)).max(max).default([]);

export const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values).default(values[0] as never);
export const optionalChoice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values).nullable().default(null);

export const slots = ['past', 'present', 'desired'] as const;
export const perspectives = ['past', 'present', 'future', 'parallel'] as const;
export const visibilities = [
  'ownOrganisation',
  'private',
  'workingGroup',
  'partnershipAnonymous',
  'partnershipNamed',
  'public',
] as const;
export const nutsVersions = ['2010', '2013', '2016', '2021', '2024'] as const;

/** What every shared text record carries besides its own fields. */
export const sharedFields = {
  /** Language the texts were written in first; the other languages are translations of it. */
  sourceLanguage: languageTag.default('en'),
  /** `<field>.<language>` of a translation to the fingerprint of the source text it was made from. */
  translatedFrom: z.record(z.string().max(100), z.string().max(40)).default({}),
  visibility: choice(visibilities),
};
