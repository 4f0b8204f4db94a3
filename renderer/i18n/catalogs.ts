import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { interfaceLanguages, type InterfaceLanguage } from '../../shared/kernel/languages.ts';

type Catalog = Record<string, unknown>;

/** Loaded when a language is chosen. The shell's and the command line's texts stay out. */
const loaders: Record<InterfaceLanguage, () => Promise<{ catalogs: Record<string, Catalog> }>> = {
  en: () => import('./texts-en.ts'),
  el: () => import('./texts-el.ts'),
  hr: () => import('./texts-hr.ts'),
};

/** i18next with the catalogs of one language; others are loaded by `changeLanguage`. */
export async function createTranslations(language: InterfaceLanguage): Promise<i18n> {
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    supportedLngs: interfaceLanguages,
    ns: [],
    interpolation: { escapeValue: false }, // React escapes
    resources: { [language]: await loadLanguage(language) },
    react: { useSuspense: false },
  });
  return instance;
}

/** Switches the interface, after its catalog has been loaded: no flash of missing texts. */
export async function switchLanguage(translations: i18n, language: InterfaceLanguage): Promise<void> {
  if (!translations.hasResourceBundle(language, 'common')) {
    for (const [namespace, catalog] of Object.entries(await loadLanguage(language))) {
      translations.addResourceBundle(language, namespace, catalog);
    }
  }
  await translations.changeLanguage(language);
}

async function loadLanguage(language: InterfaceLanguage): Promise<Record<string, Catalog>> {
  const { catalogs } = await loaders[language]();
  return Object.fromEntries(Object.entries(catalogs).map(([path, catalog]) => [namespaceOf(path), catalog]));
}

function namespaceOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.json'.length);
}
