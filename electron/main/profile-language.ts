import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
  type InterfaceLanguage,
  interfaceLanguages,
  pickInterfaceLanguage,
} from '../../shared/kernel/languages.ts';

/**
 * The language chosen in the profile, or the one that fits the system's languages best. A profile that
 * cannot be read is for the backend to report; the menus do not wait for it.
 */
export async function readLanguage(
  profileFolder: string,
  systemLanguages: readonly string[],
): Promise<InterfaceLanguage> {
  const chosen = await readFile(join(profileFolder, 'profile.json'), 'utf8')
    .then(languageIn)
    .catch(() => undefined);
  return chosen ?? pickInterfaceLanguage(systemLanguages);
}

export function isInterfaceLanguage(value: unknown): value is InterfaceLanguage {
  return interfaceLanguages.some((language) => language === value);
}

function languageIn(text: string): InterfaceLanguage | undefined {
  const profile: unknown = JSON.parse(text);
  const language =
    typeof profile === 'object' && profile !== null && 'language' in profile && profile.language;
  return isInterfaceLanguage(language) ? language : undefined;
}
