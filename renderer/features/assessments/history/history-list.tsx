import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../../shared/contract/records.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useLanguageNames } from '../data/language-names.ts';
import { type ShownChange, shownChanges } from './history-values.ts';
import { useHistoryTexts } from './history-texts.ts';
import classes from './history.module.css';

export interface HistoryListProps {
  entries: readonly HistoryEntry[];
  /** Says where a change was made, on pages that show many places. */
  placeOf?: (entry: HistoryEntry) => string;
}

/** Who changed what and when, with what stood there before; newest first. */
export function HistoryList({ entries, placeOf }: HistoryListProps) {
  const { t } = useTranslation('assessments');
  const changes = shownChanges(entries);
  if (changes.length === 0) return <EmptyState title={t('history.empty')} text={t('history.emptyText')} />;
  return (
    <ol className={classes.list}>
      {changes.map((change, index) => (
        <Change key={`${change.entry.at}-${index}`} change={change} place={placeOf?.(change.entry)} />
      ))}
    </ol>
  );
}

function Change({ change, place }: { change: ShownChange; place: string | undefined }) {
  const { t } = useTranslation('assessments');
  const formats = useFormats();
  const texts = useHistoryTexts();
  const languageName = useLanguageNames();
  const { entry, language, before, after } = change;
  const field = texts.field(entry);
  return (
    <li className={classes.change}>
      <Text size="sm" fw={600}>
        {place && <span className={classes.place}>{place}</span>}
        {field}
        {language && ` (${languageName(language)})`}
      </Text>
      {entry.field !== deletedField && (
        <dl className={classes.values}>
          <dt>{t('history.before')}</dt>
          <dd className={classes.before}>{texts.value(entry, before)}</dd>
          <dt>{t('history.after')}</dt>
          <dd>{texts.value(entry, after)}</dd>
        </dl>
      )}
      <Text size="xs" c="var(--text-muted)">
        {[entry.by || t('history.someone'), formats.dateTime(entry.at), entry.undo && t('history.undo')]
          .filter(Boolean)
          .join(' · ')}
      </Text>
    </li>
  );
}

/** Name under which the history tells that a record was removed or brought back. */
const deletedField = '$deleted';
