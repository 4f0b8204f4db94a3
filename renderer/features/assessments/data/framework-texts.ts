import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { criterionById, localized } from '../../../../shared/framework/registry.ts';
import type { Framework, LocalizedText, PerspectiveKey, Slot } from '../../../../shared/framework/schema.ts';

/** Names of the framework's parts in the language of the interface; a part that is not known shows its id. */
export interface FrameworkTexts {
  readonly of: (text: LocalizedText | Readonly<Record<string, string>>) => string;
  readonly theme: (id: string) => string;
  readonly themeShort: (id: string) => string;
  readonly criterion: (id: string) => string;
  readonly perspective: (key: PerspectiveKey) => string;
  readonly slot: (slot: Slot) => string;
  readonly level: (value: number) => string;
  readonly evidenceKind: (key: string) => string;
}

export function useFrameworkTexts(framework: Framework): FrameworkTexts {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useMemo(() => frameworkTexts(framework, language), [framework, language]);
}

function frameworkTexts(framework: Framework, language: string): FrameworkTexts {
  const of: FrameworkTexts['of'] = (text) => localized(text, language);
  const theme = (id: string) => framework.themes.find((candidate) => candidate.id === id);
  const perspective = (key: string) => framework.perspectives.find((candidate) => candidate.key === key);
  const name = (part: { name: LocalizedText } | undefined, id: string) => (part ? of(part.name) : id);
  return {
    of,
    theme: (id) => name(theme(id), id),
    themeShort: (id) => of(theme(id)?.shortName ?? { en: id }),
    criterion: (id) => name(criterionById(framework, id), id),
    perspective: (key) => name(perspective(key), key),
    slot: (slot) => {
      const found = framework.perspectives.find((candidate) => candidate.slot === slot);
      return found?.slotName ? of(found.slotName) : slot;
    },
    level: (value) => {
      const found = framework.scale.levels.find((level) => level.value === Math.floor(value));
      return found ? of(found.name) : '';
    },
    evidenceKind: (key) =>
      name(
        framework.evidenceKinds.find((kind) => kind.key === key),
        key,
      ),
  };
}
