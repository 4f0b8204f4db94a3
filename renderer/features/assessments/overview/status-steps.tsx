import { UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { assessmentStatuses } from '../../../../shared/domain/model/assessment.ts';
import { SnapshotDialog } from '../snapshots/snapshot-dialog.tsx';
import { statusIcons } from './status-mark.tsx';
import { useStatusChange } from './use-status-change.tsx';
import classes from './overview.module.css';

/** The way of an assessment from draft to frozen; a press goes there. */
export function StatusSteps() {
  const { t } = useTranslation('assessments');
  const { status, change, freezing, stopFreezing } = useStatusChange();
  const reached = assessmentStatuses.indexOf(status);
  return (
    <>
      {freezing && <SnapshotDialog onClose={stopFreezing} />}
      <ol className={classes.steps} aria-label={t('field.status')}>
        {assessmentStatuses.map((step, index) => {
          const Icon = index < reached ? IconCheck : statusIcons[step];
          return (
            <li key={step}>
              <UnstyledButton
                className={classes.step}
                data-state={index === reached ? 'current' : index < reached ? 'done' : 'open'}
                aria-current={index === reached ? 'step' : undefined}
                disabled={status === 'frozen'}
                onClick={() => change(step)}
                title={t(`statusHelp.${step}`)}
              >
                <Icon size={14} aria-hidden />
                {t(`status.${step}`)}
              </UnstyledButton>
            </li>
          );
        })}
      </ol>
    </>
  );
}
