/** Every text of this language that a window shows, in one file of the built interface. */
export const catalogs = import.meta.glob<Record<string, unknown>>(
  ['../../shared/locales/el/*.json', '!../../shared/locales/el/{shell,cli}.json'],
  { eager: true, import: 'default' },
);
