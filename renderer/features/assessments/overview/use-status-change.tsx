import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useTranslation } from 'react-i18next';
import type { assessmentStatuses } from '../../../../shared/domain/model/assessment.ts';
import { assessmentChange } from '../data/changes.ts';
import { useAssessment } from '../data/assessment-context.tsx';

export type AssessmentStatus = (typeof assessmentStatuses)[number];

/** Changes the status; freezing asks first. A frozen assessment goes on as a new draft. */
export function useStatusChange() {
  const { t } = useTranslation('assessments');
  const { t: common } = useTranslation('common');
  const { bundle, put } = useAssessment();
  const { id, fields } = bundle.assessment;
  const set = (status: AssessmentStatus) => put(assessmentChange(id, fields.partnerId, { status }));
  const askToFreeze = () =>
    modals.openConfirmModal({
      title: t('frozen.ask.freeze.title'),
      children: <Text size="sm">{t('frozen.ask.freeze.text')}</Text>,
      labels: { confirm: t('frozen.ask.freeze.do'), cancel: common('cancel') },
      confirmProps: { variant: 'filled' },
      closeButtonProps: { 'aria-label': common('close') },
      onConfirm: () => set('frozen'),
    });
  return {
    status: fields.status,
    change: (status: AssessmentStatus) => {
      if (status === fields.status) return;
      if (status === 'frozen') askToFreeze();
      else set(status);
    },
  };
}
