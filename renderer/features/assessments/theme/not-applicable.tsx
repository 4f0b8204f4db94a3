import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAssessment } from '../data/assessment-context.tsx';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import { withText } from '../data/texts.ts';
import { LocalizedTextarea } from '../fields/localized-textarea.tsx';
import { useCriterion } from './use-criterion.ts';

/** Outside the body's competence: asks why. Scores that were given stay stored and come back with the switch. */
export function NotApplicable({ criterionId }: { criterionId: string }) {
  const { t } = useTranslation('assessments');
  const { bundle, framework, readOnly } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const { entry, currentEntry, save } = useCriterion(criterionId);
  return (
    <div>
      <Text size="sm" c="var(--text-muted)" mb="sm">
        {texts.of(framework.scale.notApplicable.hint)}
      </Text>
      <LocalizedTextarea
        fieldKey={`${bundle.assessment.id}/${criterionId}/notApplicableReason`}
        label={t('field.notApplicableReason')}
        placeholder={t('criterion.reasonHint')}
        text={entry.notApplicableReason}
        language={bundle.assessment.fields.language}
        readOnly={readOnly}
        onSave={(tag, text) =>
          save({ notApplicableReason: withText(currentEntry().notApplicableReason, tag, text) })
        }
      />
    </div>
  );
}
