import { useTranslation } from 'react-i18next';
import type { Theme } from '../../../../shared/framework/schema.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { toCsv } from '../../../ui/csv.ts';
import { useSaveFile } from '../../../ui/use-save-file.ts';
import { listTable } from './list-csv.ts';
import type { NamedRow } from './list-view.ts';

/** Saves the shown rows as a file for spreadsheets. */
export function useListExport(themes: readonly Theme[]): (rows: readonly NamedRow[]) => Promise<void> {
  const { t } = useTranslation('assessments');
  const formats = useFormats();
  const save = useSaveFile();
  return (rows) => {
    const table = listTable(
      rows,
      themes.map((theme) => theme.id),
      {
        head: [
          t('field.title'),
          t('field.partner'),
          t('field.region'),
          t('field.referenceDate'),
          t('field.pastYear'),
          t('field.targetYear'),
          t('field.framework'),
          t('field.status'),
          t('field.completeness'),
          t('field.modified'),
        ],
        status: (status) => t(`status.${status}`),
      },
      formats,
    );
    return save({
      suggestedName: `${t('list.fileName')}.csv`,
      content: toCsv(table, formats.language),
      filters: [{ name: t('file.csv'), extensions: ['csv'] }],
    });
  };
}
