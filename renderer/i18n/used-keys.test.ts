import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { allNamespaces, codeKeys, readCatalog } from '../../shared/locales/catalog.test-support.ts';

// A simple reading of the sources: it follows `useTranslation` in the same file, texts in quotes and
// templates. A key that is put together elsewhere is matched by its template alone.

const root = fileURLToPath(new URL('../../', import.meta.url));
const sourceFolders = ['renderer', 'electron', 'relay', 'web', 'cli', 'shared/domain', 'shared/kernel'];

interface Source {
  path: string;
  text: string;
}

const sources: Source[] = sourceFolders.flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test(-support)?\.tsx?$/.test(name))
    .map((name) => ({ path: `${folder}/${name}`, text: readFileSync(`${root}${folder}/${name}`, 'utf8') })),
);

const keys = new Map(allNamespaces.map((name) => [name, codeKeys(readCatalog('en', name))]));

/** `${…}` of a template stands for any part of a key. */
function patternOf(template: string): RegExp {
  const parts = template.split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/);
  return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`);
}

interface Translator {
  name: string;
  /** Where a key without a namespace is looked for: the first one that was asked for. */
  namespace: string;
  index: number;
}

function translatorsIn(text: string): Translator[] {
  const pattern = /const \{([^}]*)\} = useTranslation\(\s*\[?\s*(?:'([\w-]+)')?/g;
  return [...text.matchAll(pattern)].flatMap((match) => {
    const own = /\bt\b(?:\s*:\s*(\w+))?/.exec(match[1] ?? '');
    return own ? [{ name: own[1] ?? 't', namespace: match[2] ?? '', index: match.index }] : [];
  });
}

interface Use {
  where: string;
  namespace: string;
  key: string;
}

function usesIn({ path, text }: Source): Use[] {
  const translators = translatorsIn(text);
  return [...new Set(translators.map(({ name }) => name))].flatMap((name) => {
    const call = new RegExp(`(?<![\\w.])${name}\\(\\s*(?:'([^']+)'|\`([^\`]+)\`)`, 'g');
    return [...text.matchAll(call)].flatMap(({ 1: quoted, 2: template, index }) => {
      const key = quoted ?? template ?? '';
      const own = /^([a-z]+):(.+)$/i.exec(key);
      if (own) return [{ where: path, namespace: own[1] ?? '', key: own[2] ?? '' }];
      // The nearest one above: components of one file may look in different catalogs.
      const above = translators.filter((known) => known.name === name && known.index < index).at(-1);
      return above ? [{ where: path, namespace: above.namespace, key }] : [];
    });
  });
}

const uses = sources.filter(({ path }) => path.startsWith('renderer/')).flatMap(usesIn);

function isThere({ key, namespace }: Use): boolean {
  const pattern = patternOf(key);
  return [...(keys.get(namespace) ?? [])].some((known) => pattern.test(known));
}

describe('texts of the interface', () => {
  it('are found by this reading', () => {
    expect(uses.length).toBeGreaterThan(200);
    expect(uses.filter((use) => use.namespace === '')).toEqual([]);
  });

  it('are in the catalogs wherever a component asks for one', () => {
    const missing = uses.filter((use) => !isThere(use));
    expect(missing.map(({ where, namespace, key }) => `${where}: ${namespace}:${key}`)).toEqual([]);
  });

  it('are all asked for somewhere', () => {
    const literals = new Set<string>();
    const patterns: RegExp[] = [];
    for (const { text } of sources) {
      for (const [, quoted = ''] of text.matchAll(/'([^'\n]*)'/g)) literals.add(quoted);
      for (const [, template = ''] of text.matchAll(/`((?:[^`$\n]|\$(?!\{)|\$\{[^{}`]*\})+)`/g)) {
        // A template of nothing but variables would match every key and prove nothing.
        if (template.includes('${') && /[A-Za-z]/.test(template.replace(/\$\{[^}]*\}/g, ''))) {
          patterns.push(patternOf(template));
        }
      }
    }
    const isUsed = (namespace: string, key: string) =>
      [key, `${namespace}:${key}`].some(
        (name) => literals.has(name) || patterns.some((pattern) => pattern.test(name)),
      );
    const unused = [...keys].flatMap(([namespace, own]) =>
      [...own].filter((key) => !isUsed(namespace, key)).map((key) => `${namespace}:${key}`),
    );
    expect(unused).toEqual([]);
  });
});
