import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAssessment } from '../data/assessment-context.tsx';
import { useFrameworkTexts } from '../data/framework-texts.ts';

/** The criteria of this assessment that an item supports. */
export function UsedIn({ evidenceId }: { evidenceId: string }) {
  const { t } = useTranslation('evidence');
  const { bundle, framework } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const prefix = `${bundle.assessment.id}/`;
  const uses = bundle.evidenceLinks
    .filter(({ fields }) => fields.evidenceId === evidenceId && fields.entryId?.startsWith(prefix))
    .map(
      ({ fields }) =>
        `${fields.entryId?.slice(prefix.length)} ${texts.slot(fields.slot).toLocaleLowerCase()}`,
    )
    .toSorted();
  if (uses.length === 0) return null;
  return (
    <Text size="xs" c="var(--text-muted)">
      {t('usedIn', { places: uses.join(', ') })}
    </Text>
  );
}
