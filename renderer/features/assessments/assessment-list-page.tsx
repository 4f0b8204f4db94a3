import { Button, Group } from '@mantine/core';
import { IconDownload, IconFileImport, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssessmentListRow } from '../../../shared/contract/assessments.ts';
import { textIn } from '../../../shared/domain/model/text.ts';
import type { FrameworkRegistry } from '../../../shared/framework/registry.ts';
import { useBackend } from '../../api/backend-context.tsx';
import { type Formats, useFormats } from '../../i18n/formats.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { useFrameworks } from '../../ui/use-framework.ts';
import { ListSwitch } from './snapshots/list-switch.tsx';
import { AssessmentTable } from './list/assessment-table.tsx';
import { ImportDialog } from './list/import-dialog.tsx';
import { ListFilters } from './list/list-filters.tsx';
import { filterRows, initialView, type ListView, type NamedRow, sortRows } from './list/list-view.ts';
import { NewAssessmentDialog } from './list/new-assessment-dialog.tsx';
import { useListExport } from './list/use-list-export.ts';
import { useImportFile } from './list/use-import-file.ts';
import { useListView } from './list/use-list-view.ts';
import { useRemoval } from './list/use-removal.ts';

/** All assessments of the workspace. */
export function AssessmentListPage() {
  const { queries } = useBackend();
  const frameworks = useFrameworks();
  const { data, error } = useQuery(queries.assessments.list.queryOptions());
  if (error) return <FailureMessage error={error} />;
  if (!data || !frameworks) return <Loading />;
  return <LoadedList rows={data} frameworks={frameworks} />;
}

function LoadedList({ rows, frameworks }: { rows: AssessmentListRow[]; frameworks: FrameworkRegistry }) {
  const { t } = useTranslation('assessments');
  const formats = useFormats();
  const { view, setFilter, setSorting } = useListView();
  const [creating, setCreating] = useState(false);
  const importing = useImportFile();
  const remove = useRemoval();
  const shown = useShownRows(rows, useDeferredValue(view), formats);
  const themes = frameworks.get(frameworks.latestVersion).themes;
  const exportList = useListExport(themes);
  const actions = (
    <>
      <Button leftSection={<IconFileImport size={16} aria-hidden />} onClick={importing.choose}>
        {t('list.import')}
      </Button>
      {rows.length > 0 && (
        <Button leftSection={<IconDownload size={16} aria-hidden />} onClick={() => void exportList(shown)}>
          {t('list.export')}
        </Button>
      )}
      <Button
        variant="filled"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => setCreating(true)}
      >
        {t('list.new')}
      </Button>
    </>
  );
  return (
    <Page title={t('title')} wide aside={<ListSwitch shown="own" />} actions={rows.length > 0 && actions}>
      {rows.length === 0 ? (
        <EmptyState
          title={t('list.empty.title')}
          text={t('list.empty.text')}
          action={<Group gap="xs">{actions}</Group>}
        />
      ) : (
        <>
          <ListFilters rows={rows} shown={shown.length} filter={view.filter} onChange={setFilter} />
          {shown.length === 0 ? (
            <EmptyState
              title={t('list.none')}
              text={t('list.noneText')}
              action={<Button onClick={() => setFilter(initialView.filter)}>{t('list.clearFilter')}</Button>}
            />
          ) : (
            <AssessmentTable
              rows={shown}
              themes={themes}
              sorting={view.sorting}
              onSort={setSorting}
              onRemove={remove}
            />
          )}
        </>
      )}
      {creating && <NewAssessmentDialog frameworks={frameworks} onClose={() => setCreating(false)} />}
      {importing.file && <ImportDialog file={importing.file} onClose={importing.close} />}
    </Page>
  );
}

function useShownRows(rows: readonly AssessmentListRow[], view: ListView, formats: Formats): NamedRow[] {
  const named = useMemo(
    () => rows.map((row) => ({ row, region: textIn(row.regionName, formats.language) })),
    [rows, formats.language],
  );
  return useMemo(
    () =>
      sortRows(filterRows(named, view.filter), view.sorting, (left, right) => formats.compare(left, right)),
    [named, view, formats],
  );
}
