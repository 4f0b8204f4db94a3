import { createInstance, type TFunction } from 'i18next';
import elCli from '../shared/locales/el/cli.json' with { type: 'json' };
import elErrors from '../shared/locales/el/errors.json' with { type: 'json' };
import enCli from '../shared/locales/en/cli.json' with { type: 'json' };
import enErrors from '../shared/locales/en/errors.json' with { type: 'json' };
import hrCli from '../shared/locales/hr/cli.json' with { type: 'json' };
import hrErrors from '../shared/locales/hr/errors.json' with { type: 'json' };
import {
  type InterfaceLanguage,
  interfaceLanguages,
  pickInterfaceLanguage,
} from '../shared/kernel/languages.ts';

export interface Messages {
  language: InterfaceLanguage;
  /** A text of the cli catalog, or with the prefix `errors:` of the error catalog. */
  text: TFunction;
}

/** The texts in the language that the arguments ask for, else in that of the terminal, else in English. */
export function messagesFor(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Messages {
  const language = languageOption(args) ?? terminalLanguage(environment);
  const i18n = createInstance({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'cli',
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: {
      en: { cli: enCli, errors: enErrors },
      el: { cli: elCli, errors: elErrors },
      hr: { cli: hrCli, errors: hrErrors },
    },
  });
  void i18n.init();
  return { language, text: i18n.t };
}

/** Looked for before the arguments are parsed: the help and the parser's own messages need it. */
function languageOption(args: readonly string[]): InterfaceLanguage | undefined {
  const position = args.findIndex(
    (argument) => argument === '--language' || argument.startsWith('--language='),
  );
  const value = args[position]?.split('=')[1] ?? args[position + 1];
  return position < 0 ? undefined : interfaceLanguages.find((language) => language === value);
}

function terminalLanguage(environment: Readonly<Record<string, string | undefined>>): InterfaceLanguage {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return pickInterfaceLanguage([locale.replace('_', '-')]);
}
