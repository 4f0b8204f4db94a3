import { useMemo } from 'react';
import type { SubjectNames } from '../../../ui/figures/explanation.tsx';
import { useAssessment } from './assessment-context.tsx';
import { useFrameworkTexts } from './framework-texts.ts';

/** How explanations call the parts of the assessment at hand. */
export function useSubjectNames(): SubjectNames {
  const { bundle, framework } = useAssessment();
  const texts = useFrameworkTexts(framework);
  return useMemo<SubjectNames>(
    () => ({
      evidenceKind: texts.evidenceKind,
      subject({ type, id }) {
        if (type === 'criterion') return `${id} ${texts.criterion(id)}`;
        if (type === 'theme') return `${id} ${texts.themeShort(id)}`;
        if (type === 'evidence')
          return bundle.evidenceItems.find((item) => item.id === id)?.fields.title || id;
        return id;
      },
    }),
    [bundle.evidenceItems, texts],
  );
}
