import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../../api/backend-context.tsx';
import { useFailureNotice } from '../../../ui/use-failure-notice.ts';
import { useAssessment } from '../data/assessment-context.tsx';

/** Starts a new draft from the assessment at hand and goes there. */
export function useCarryOver(): { carryOver: () => Promise<void>; running: boolean } {
  const { t } = useTranslation('assessments');
  const { client } = useBackend();
  const { bundle } = useAssessment();
  const navigate = useNavigate();
  const showFailure = useFailureNotice();
  const [running, setRunning] = useState(false);
  // One pair of ids for however many tries: a repeated command makes one draft.
  const [ids] = useState(() => ({ opId: crypto.randomUUID(), newId: crypto.randomUUID() }));
  const { id, fields } = bundle.assessment;
  const carryOver = async () => {
    setRunning(true);
    try {
      const title = t('frozen.carriedTitle', { title: fields.title || t('untitled') }).slice(0, 200);
      const made = await client.assessments.carryOver({ ...ids, id, title });
      await navigate({ to: '/assessments/$assessmentId', params: { assessmentId: made.id } });
    } catch (error) {
      showFailure(error);
    } finally {
      setRunning(false);
    }
  };
  return { carryOver, running };
}
