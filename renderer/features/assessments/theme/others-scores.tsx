import { Accordion } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IndividualScores } from './individual-scores.tsx';
import { OutsideReview } from './outside-review.tsx';
import classes from './theme.module.css';

/** What single persons and an outside reviewer say, beside the agreed score. */
export function OthersScores({ criterionId }: { criterionId: string }) {
  const { t } = useTranslation('assessments');
  return (
    <Accordion
      multiple
      order={3}
      chevronPosition="left"
      transitionDuration={100}
      classNames={{
        control: classes.othersControl,
        label: classes.othersLabel,
        content: classes.othersContent,
      }}
    >
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
