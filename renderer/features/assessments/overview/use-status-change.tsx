import { useState } from 'react';
import type { assessmentStatuses } from '../../../../shared/domain/model/assessment.ts';
import { assessmentChange } from '../data/changes.ts';
import { useAssessment } from '../data/assessment-context.tsx';

export type AssessmentStatus = (typeof assessmentStatuses)[number];

/** Changes the status; freezing asks first. A frozen assessment goes on as a new draft. */
export function useStatusChange() {
  const { bundle, put } = useAssessment();
  const [freezing, setFreezing] = useState(false);
  const { id, fields } = bundle.assessment;
  return {
    status: fields.status,
    change: (status: AssessmentStatus) => {
      if (status === fields.status) return;
      if (status === 'frozen') setFreezing(true);
      else put(assessmentChange(id, fields.partnerId, { status }));
    },
    freezing,
    stopFreezing: () => setFreezing(false),
  };
}
