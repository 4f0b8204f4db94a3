import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useTranslation } from 'react-i18next';
import type { assessmentStatuses } from '../../../../shared/domain/model/assessment.ts';
import { assessmentChange } from '../data/changes.ts';
import { useAssessment } from '../data/assessment-context.tsx';

export type AssessmentStatus = (typeof assessmentStatuses)[number];

/** Changes the status; freezing and opening again ask first. */
export function useStatusChange() {
  const { t } = useTranslation('assessments');
  const { t: common } = useTranslation('common');
  const { bundle, put } = useAssessment();
  const { id, fields } = bundle.assessment;
  const set = (status: AssessmentStatus) => put(assessmentChange(id, fields.partnerId, { status }));
  const ask = (key: 'freeze' | 'reopen', onConfirm: () => void) =>
    modals.openConfirmModal({
      title: t(`frozen.ask.${key}.title`),
      children: <Text size="sm">{t(`frozen.ask.${key}.text`)}</Text>,
      labels: { confirm: t(`frozen.ask.${key}.do`), cancel: common('cancel') },
      confirmProps: { variant: 'filled' },
      closeButtonProps: { 'aria-label': common('close') },
      onConfirm,
    });
  return {
    status: fields.status,
    change: (status: AssessmentStatus) => {
      if (status === fields.status) return;
      if (status === 'frozen') ask('freeze', () => set('frozen'));
      else set(status);
    },
    reopen: () => ask('reopen', () => set('peerReviewed')),
  };
}
