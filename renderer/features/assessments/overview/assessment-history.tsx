import { Paper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../../shared/contract/records.ts';
import { useBackend } from '../../../api/backend-context.tsx';
import { FailureMessage } from '../../../ui/failure-message.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { useAssessment } from '../data/assessment-context.tsx';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import { HistoryList } from '../history/history-list.tsx';
import { placeOf } from '../history/history-values.ts';

const shownEntries = 300;

/** Every change of the assessment and its parts. */
export function AssessmentHistory() {
  const { t } = useTranslation('assessments');
  const { queries } = useBackend();
  const { bundle, framework } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const { id } = bundle.assessment;
  const options = { limit: shownEntries };
  const own = useQuery(
    queries.records.history.queryOptions({ input: { id, kind: 'assessment', ...options } }),
  );
  const parts = useQuery(queries.records.history.queryOptions({ input: { id, within: true, ...options } }));
  const error = own.error ?? parts.error;
  if (error) return <FailureMessage error={error} />;
  if (!own.data || !parts.data) return <Loading />;
  const entries = uniqueEntries([...own.data, ...parts.data]);
  const nameOf = (entry: HistoryEntry): string => {
    const place = placeOf(id, entry.id);
    if (place === null) return entry.kind === 'assessment' ? '' : t(`history.kind.${entry.kind}`);
    const theme = framework.themes.some((known) => known.id === place);
    return theme ? `${place} ${texts.themeShort(place)}` : `${place} ${texts.criterion(place)}`;
  };
  return (
    <Paper withBorder p="md">
      <HistoryList entries={entries} placeOf={nameOf} />
    </Paper>
  );
}

function uniqueEntries(entries: readonly HistoryEntry[]): HistoryEntry[] {
  const seen = new Map(
    entries.map((entry) => [`${entry.kind} ${entry.id} ${entry.field} ${entry.at}`, entry]),
  );
  return [...seen.values()].toSorted((left, right) => right.at - left.at);
}
