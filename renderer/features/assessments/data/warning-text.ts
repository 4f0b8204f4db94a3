import { useTranslation } from 'react-i18next';
import type { Warning } from '../../../../shared/domain/warnings/assessment-warnings.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { useAssessment } from './assessment-context.tsx';
import { useFrameworkTexts } from './framework-texts.ts';
import { useLanguageNames } from './language-names.ts';

const scoreParams: readonly string[] = ['score', 'present', 'desired'];

/** A warning in words: scores and names as the language writes them. */
export function useWarningText(): (warning: Warning) => string {
  const { t } = useTranslation(['warnings', 'assessments']);
  const { framework } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const languageName = useLanguageNames();
  const formats = useFormats();
  const shown = (name: string, value: string | number): string => {
    if (typeof value === 'number') return scoreParams.includes(name) ? formats.score(value) : String(value);
    if (name === 'slot' && (value === 'past' || value === 'present' || value === 'desired'))
      return texts.slot(value);
    if (name === 'language') return languageName(value);
    return name === 'title' && value === '' ? t('assessments:field.scopeNote') : value;
  };
  return ({ code, params }) =>
    t(
      `code.${code}`,
      Object.fromEntries(Object.entries(params).map(([name, value]) => [name, shown(name, value)])),
    );
}
