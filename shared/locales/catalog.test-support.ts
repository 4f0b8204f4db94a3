import { readdirSync, readFileSync } from 'node:fs';
import { interfaceLanguages, type InterfaceLanguage } from '../kernel/languages.ts';

/** The texts of a namespace by their dotted keys. */
export type FlatCatalog = ReadonlyMap<string, string>;

const root = new URL('./', import.meta.url);

export function namespacesOf(language: InterfaceLanguage): string[] {
  const names = readdirSync(new URL(`${language}/`, root)).filter((name) => name.endsWith('.json'));
  return names.map((name) => name.slice(0, -'.json'.length)).toSorted();
}

export const allNamespaces = [...new Set(interfaceLanguages.flatMap(namespacesOf))].toSorted();

export function readCatalog(language: InterfaceLanguage, namespace: string): FlatCatalog {
  const text = readFileSync(new URL(`${language}/${namespace}.json`, root), 'utf8');
  return new Map(flatten(JSON.parse(text), ''));
}

function flatten(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (value === null || typeof value !== 'object') throw new Error(`${path} is not a text`);
  return Object.entries(value).flatMap(([key, inner]) =>
    flatten(inner, path === '' ? key : `${path}.${key}`),
  );
}

const pluralSuffix = /_(zero|one|two|few|many|other)$/;

/** The keys of the plural texts of a catalog, without their suffix: those that have a form "other". */
export function pluralKeys(catalog: FlatCatalog): string[] {
  return [...catalog.keys()]
    .filter((key) => key.endsWith('_other'))
    .map((key) => key.slice(0, -'_other'.length));
}

/** The key as code uses it: without the plural suffix. */
export function codeKey(catalog: FlatCatalog, key: string): string {
  const base = key.replace(pluralSuffix, '');
  return catalog.has(`${base}_other`) ? base : key;
}

/** The keys of a catalog as code uses them. */
export function codeKeys(catalog: FlatCatalog): Set<string> {
  return new Set([...catalog.keys()].map((key) => codeKey(catalog, key)));
}

/** Plural forms that integers take in a language, as i18next's suffixes. */
export function pluralForms(language: InterfaceLanguage): string[] {
  return [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].toSorted();
}

/** The `{{variables}}` of all forms of a key. */
export function variablesOf(catalog: FlatCatalog, key: string): string[] {
  const texts = [...catalog].filter(([own]) => codeKey(catalog, own) === key).map(([, text]) => text);
  const names = texts.flatMap((text) =>
    [...text.matchAll(/{{\s*-?\s*([\w.]+)[^}]*}}/g)].map((match) => match[1] ?? ''),
  );
  return [...new Set(names)].toSorted();
}
