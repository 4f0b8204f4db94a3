import { NativeSelect, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { criterionEntryId, themeNarrativeId } from '../../../../shared/domain/model/ids.ts';
import type { Theme } from '../../../../shared/framework/schema.ts';
import { useBackend } from '../../../api/backend-context.tsx';
import { FailureMessage } from '../../../ui/failure-message.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { useAssessment } from '../data/assessment-context.tsx';
import { HistoryList } from '../history/history-list.tsx';
import { useHistoryTexts } from '../history/history-texts.ts';
import type { ThemePlace } from './use-theme-place.ts';

const criterionFields = [
  'past',
  'present',
  'desired',
  'notApplicable',
  'notApplicableReason',
  'justification',
  'importance',
  'feasibility',
  'peerScore',
  'disagreementDiscussed',
] as const;
const notesFields = ['text', 'methodsUsed', 'missingData', 'evidenceIds'] as const;

/** Every change of the open criterion or notes, or of one of its fields. */
export function PlaceHistory({ theme, place }: { theme: Theme; place: ThemePlace }) {
  const { t } = useTranslation('assessments');
  const { queries } = useBackend();
  const { bundle } = useAssessment();
  const texts = useHistoryTexts();
  const [field, setField] = useState('');
  const assessmentId = bundle.assessment.id;
  const criterion = place.type === 'criterion';
  const id = criterion
    ? criterionEntryId(assessmentId, place.id)
    : themeNarrativeId(assessmentId, theme.id, place.perspective);
  const kind = criterion ? ('criterionEntry' as const) : ('themeNarrative' as const);
  const fields: readonly string[] = criterion ? criterionFields : notesFields;
  const wished = fields.includes(field) ? field : '';
  const { data, error } = useQuery(
    queries.records.history.queryOptions({
      input: { id, kind, limit: 100, ...(wished && { field: wished }) },
    }),
  );
  const nameOf = (name: string) =>
    texts.field({
      kind,
      id,
      field: name,
      before: null,
      after: null,
      at: 0,
      by: '',
      ownDevice: true,
      undo: false,
    });
  return (
    <Stack gap="xs">
      <NativeSelect
        size="xs"
        aria-label={t('history.fieldFilter')}
        value={wished}
        onChange={(event) => setField(event.currentTarget.value)}
        data={[
          { value: '', label: t('history.allFields') },
          ...fields.map((value) => ({ value, label: nameOf(value) })),
        ]}
      />
      {error && <FailureMessage error={error} />}
      {!error && !data && <Loading />}
      {data && <HistoryList entries={data} />}
    </Stack>
  );
}
