import { Accordion } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IndividualScores } from './individual-scores.tsx';
import { OutsideReview } from './outside-review.tsx';

/** What single persons and an outside reviewer say, beside the agreed score. */
export function OthersScores({ criterionId }: { criterionId: string }) {
  const { t } = useTranslation('assessments');
  return (
    <Accordion multiple variant="default" order={3} chevronPosition="left" transitionDuration={100}>
      <Accordion.Item value="individual">
        <Accordion.Control>{t('individual.title')}</Accordion.Control>
        <Accordion.Panel>
          <IndividualScores criterionId={criterionId} />
        </Accordion.Panel>
      </Accordion.Item>
      <Accordion.Item value="outside">
        <Accordion.Control>{t('outside.title')}</Accordion.Control>
        <Accordion.Panel>
          <OutsideReview criterionId={criterionId} />
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
