import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Warning } from '../../../../shared/domain/warnings/assessment-warnings.ts';
import { useAssessment } from '../data/assessment-context.tsx';
import { useWarningText } from '../data/warning-text.ts';
import { CriterionLink } from './place-link.tsx';
import { ShownList } from './shown-list.tsx';
import classes from './overview.module.css';

/** What a careful reader would ask; each leads to its place. */
export function WarningList({ onDetails }: { onDetails: () => void }) {
  const { t } = useTranslation(['warnings', 'assessments']);
  const { figures } = useAssessment();
  const items = figures.warnings.map((warning, index) => ({
    key: `${warning.code}-${warning.criterionId}-${index}`,
    content: <OneWarning warning={warning} onDetails={onDetails} />,
  }));
  return (
    <ShownList
      title={t('assessments:warnings')}
      help={items.length > 0 ? t('help') : t('none')}
      items={items}
    />
  );
}

function OneWarning({ warning, onDetails }: { warning: Warning; onDetails: () => void }) {
  const { t } = useTranslation('assessments');
  const { bundle } = useAssessment();
  const text = useWarningText();
  const criterionId =
    warning.criterionId ?? criterionOfEvidence(String(warning.params['recordId'] ?? ''), bundle);
  return (
    <>
      {criterionId ? (
        <CriterionLink criterionId={criterionId} />
      ) : (
        <Anchor component="button" type="button" size="sm" className={classes.placeLink} onClick={onDetails}>
          {t('tab.details')}
        </Anchor>
      )}
      <span className={classes.reasons}>{text(warning)}</span>
    </>
  );
}

/** A criterion that the evidence is linked to: the place to open it. */
function criterionOfEvidence(
  evidenceId: string,
  bundle: ReturnType<typeof useAssessment>['bundle'],
): string | undefined {
  const link = bundle.evidenceLinks.find(({ fields }) => fields.evidenceId === evidenceId);
  return bundle.entries.find((entry) => entry.id === link?.fields.entryId)?.fields.criterionId;
}
