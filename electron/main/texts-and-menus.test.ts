import { describe, expect, test } from 'vitest';

import { interfaceLanguages } from '../../shared/kernel/languages.ts';
import el from '../../shared/locales/el/shell.json' with { type: 'json' };
import en from '../../shared/locales/en/shell.json' with { type: 'json' };
import hr from '../../shared/locales/hr/shell.json' with { type: 'json' };
import { contextMenuTemplate } from './context-menu.ts';
import { menuTemplate } from './menu-template.ts';
import { textsFor } from './texts.ts';

const catalogs: Readonly<Record<string, Readonly<Record<string, string>>>> = { en, el, hr };
const baseNames = (catalog: object) => new Set(Object.keys(catalog).map((key) => key.split('_')[0]));
const placeholders = (text: string | undefined) => text?.match(/\{\{\w+\}\}/g)?.toSorted() ?? [];

describe('texts', () => {
  test.each(interfaceLanguages)('%s has every text, with the values of the English one', (language) => {
    const catalog = catalogs[language] ?? {};
    expect(baseNames(catalog)).toEqual(baseNames(en));
    for (const [key, text] of Object.entries(en)) {
      const own = catalog[key];
      expect(placeholders(own)).toEqual(placeholders(text));
    }
    const untranslated = Object.entries(en).filter(([key, text]) => catalog[key] === text);
    expect(untranslated.map(([key]) => key)).toEqual(language === 'en' ? Object.keys(en) : ['appName']);
  });

  test.each([
    ['en', 1, '1 change has not been sent to the others yet.'],
    ['en', 1234, '1,234 changes have not been sent to the others yet.'],
    ['el', 2, '2 αλλαγές δεν έχουν σταλεί ακόμη στους άλλους.'],
    ['hr', 21, '21 izmjena još nije poslana ostalima.'],
    ['hr', 3, '3 izmjene još nisu poslane ostalima.'],
    ['hr', 11, '11 izmjena još nije poslano ostalima.'],
  ] as const)('%s counts %d as its grammar asks', (language, count, text) => {
    expect(textsFor(language)('unsentMessage', { count })).toBe(text);
  });

  test('values are put in as they are, not read as patterns', () => {
    const text = textsFor('en')('backendFailedDetail', { log: 'C:\\$& {{log}}' });
    expect(text).toContain('C:\\$& {{log}}');
  });
});

describe('application menu', () => {
  const done: string[] = [];
  const actions = {
    newWindow: () => void done.push('window'),
    command: (name: string) => void done.push(name),
  };
  const labels = (language: 'en' | 'el' | 'hr', platform: NodeJS.Platform) =>
    menuTemplate(textsFor(language), actions, platform, false).map(({ label }) => label);

  test('has the five menus in each language, and the app menu first on macOS', () => {
    expect(labels('en', 'win32')).toEqual(['&File', '&Edit', '&View', '&Window', '&Help']);
    expect(labels('hr', 'linux')).toEqual(['&Datoteka', '&Uređivanje', '&Prikaz', 'P&rozor', 'P&omoć']);
    expect(labels('el', 'darwin')).toEqual([
      'ClusterPoliSEE Workbench',
      'Αρχείο',
      'Επεξεργασία',
      'Προβολή',
      'Παράθυρο',
      'Βοήθεια',
    ]);
  });

  test.each(['en', 'el', 'hr'] as const)('access keys and ids of %s are unique', (language) => {
    const template = menuTemplate(textsFor(language), actions, 'win32', true);
    const keys = template.map(({ label }) => /&(.)/.exec(label ?? '')?.[1]?.toLowerCase());
    expect(new Set(keys).size).toBe(5);
    const ids = template
      .flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
      .map(({ id }) => id);
    const named = ids.filter((id) => id !== undefined);
    expect(new Set(named).size).toBe(named.length);
  });

  test('only an unpacked app offers the page inspector', () => {
    const roles = (developer: boolean) =>
      JSON.stringify(menuTemplate(textsFor('en'), actions, 'linux', developer)).includes('toggleDevTools');
    expect([roles(true), roles(false)]).toEqual([true, false]);
  });

  test('quit, settings and about are on every system, once', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      const text = JSON.stringify(menuTemplate(textsFor('en'), actions, platform, false));
      for (const id of ['quit', 'settings', 'about']) expect(text.split(`"id":"${id}"`)).toHaveLength(2);
    }
  });
});

describe('context menu', () => {
  const flags = { canCut: true, canCopy: true, canPaste: false } as never;
  const replaced: string[] = [];
  const actions = { replace: (word: string) => void replaced.push(word), learn: () => {} };
  const open = (parameters: object) =>
    contextMenuTemplate(
      {
        misspelledWord: '',
        dictionarySuggestions: [],
        isEditable: true,
        selectionText: '',
        editFlags: flags,
        ...parameters,
      },
      textsFor('en'),
      actions,
    );

  test('offers corrections, then the clipboard', () => {
    const items = open({ misspelledWord: 'klaster', dictionarySuggestions: ['cluster', 'plaster'] });
    expect(items.map(({ label, type }) => label ?? type)).toEqual([
      'cluster',
      'plaster',
      'separator',
      'Add to dictionary',
      'separator',
      'Cut',
      'Copy',
      'Paste',
    ]);
    items[0]?.click?.({} as never, undefined, {});
    expect(replaced).toEqual(['cluster']);
  });

  test('is empty where there is nothing to do, and only copies from text', () => {
    expect(open({ isEditable: false })).toEqual([]);
    expect(open({ isEditable: false, selectionText: 'x' }).map(({ label }) => label)).toEqual(['Copy']);
  });
});
