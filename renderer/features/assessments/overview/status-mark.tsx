import { IconCircleCheck, IconLock, IconPencil, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AssessmentListRow } from '../../../../shared/contract/assessments.ts';
import classes from './overview.module.css';

export const statusIcons = {
  draft: IconPencil,
  teamAgreed: IconUsers,
  peerReviewed: IconCircleCheck,
  frozen: IconLock,
};

/** A status as icon and word. */
export function StatusMark({ status }: { status: AssessmentListRow['status'] }) {
  const { t } = useTranslation('assessments');
  const Icon = statusIcons[status];
  return (
    <span className={classes.status} title={t(`statusHelp.${status}`)}>
      <Icon size={15} aria-hidden />
      <span>{t(`status.${status}`)}</span>
    </span>
  );
}
