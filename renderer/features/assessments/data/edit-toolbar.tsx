import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCircleCheck,
  IconLoader2,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../../api/backend-error.ts';
import { useSaveState } from '../../../ui/save-state.ts';
import { useAssessment, useUndo } from './assessment-context.tsx';
import classes from './toolbar.module.css';

/** Where the last keystroke is, and the way back and forth. */
export function EditToolbar() {
  const { t } = useTranslation('common');
  const { canUndo, canRedo, undo, redo } = useUndo();
  const { readOnly } = useAssessment();
  return (
    <Group gap={4} wrap="nowrap">
      <SaveIndicator />
      <Tooltip label={`${t('undo')} (Ctrl Z)`}>
        <ActionIcon
          className={classes.plain}
          aria-label={t('undo')}
          disabled={!canUndo || readOnly}
          onClick={undo}
        >
          <IconArrowBackUp size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${t('redo')} (Ctrl Y)`}>
        <ActionIcon
          className={classes.plain}
          aria-label={t('redo')}
          disabled={!canRedo || readOnly}
          onClick={redo}
        >
          <IconArrowForwardUp size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

function SaveIndicator() {
  const { t } = useTranslation(['assessments', 'errors']);
  const { bundle, saver } = useAssessment();
  const state = useSaveState(bundle.assessment.id);
  const failed = state.state === 'delayed' || state.state === 'refused';
  const why = failed ? failureOf(state.error) : undefined;
  const Icon = failed ? IconAlertTriangle : state.state === 'saved' ? IconCircleCheck : IconLoader2;
  return (
    <Group gap={6} wrap="nowrap" className={classes.save} data-failed={failed || undefined}>
      <Icon size={16} aria-hidden />
      <Text size="sm" role="status" aria-live="polite" className={classes.saveText}>
        {t(`assessments:save.${state.state}`)}
        {why && ` ${t(`errors:${why.code}.title`, why.params)}`}
      </Text>
      {state.state === 'refused' && (
        <>
          <Button size="compact-xs" onClick={saver.retryRefused}>
            {t('assessments:save.again')}
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={saver.dropRefused}>
            {t('assessments:save.drop')}
          </Button>
        </>
      )}
    </Group>
  );
}
