import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Theme } from '../../../../shared/framework/schema.ts';
import { localized } from '../../../../shared/framework/registry.ts';
import type { AssessmentListRow } from '../../../../shared/contract/assessments.ts';
import { AssessmentRow } from './assessment-row.tsx';
import type { ListView, NamedRow } from './list-view.ts';
import { SortButton } from './sort-button.tsx';
import { useRowNavigation } from './use-row-navigation.ts';
import classes from './assessment-table.module.css';

export interface AssessmentTableProps {
  rows: readonly NamedRow[];
  themes: readonly Theme[];
  sorting: ListView['sorting'];
  onSort: (sorting: ListView['sorting']) => void;
  onRemove: (row: AssessmentListRow) => void;
}

export const rowHeight = 62;

/** Only the rows in sight are drawn; arrow keys, Page and Home/End move over all of them. */
export const AssessmentTable = memo(function AssessmentTable(props: AssessmentTableProps) {
  const { rows, themes, sorting, onSort, onRemove } = props;
  const { t } = useTranslation('assessments');
  const { listRef, virtualizer, active, onKeyDown, onFocusRow } = useRowNavigation(rows.length, rowHeight);
  return (
    <div className={classes.scroller}>
      <div role="table" aria-label={t('title')} aria-rowcount={rows.length + 1} className={classes.table}>
        <TableHead themes={themes} sorting={sorting} onSort={onSort} />
        <div
          role="rowgroup"
          ref={listRef}
          className={classes.body}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map((item) => {
            const named = rows[item.index];
            if (!named) return null;
            return (
              <AssessmentRow
                key={named.row.id}
                named={named}
                themes={themes}
                index={item.index}
                offset={item.start - virtualizer.options.scrollMargin}
                reachable={item.index === active}
                onFocus={onFocusRow}
                onKeyDown={onKeyDown}
                onRemove={onRemove}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
});

type HeadProps = Pick<AssessmentTableProps, 'themes' | 'sorting' | 'onSort'>;

function TableHead({ themes, sorting, onSort }: HeadProps) {
  const { t, i18n } = useTranslation('assessments');
  const sort = { sorting, onSort };
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" aria-rowindex={1} className={classes.row}>
        <div className={classes.pair}>
          <SortButton column="title" {...sort} label={t('field.title')} />
          <SortButton column="partner" {...sort} label={t('field.partner')} />
        </div>
        <div className={classes.pair}>
          <SortButton column="region" {...sort} label={t('field.region')} />
          <SortButton
            column="framework"
            {...sort}
            label={t('field.frameworkShort')}
            title={t('field.framework')}
          />
        </div>
        <div className={classes.pair}>
          <SortButton
            column="reference"
            {...sort}
            label={t('field.referenceShort')}
            title={t('field.referenceDate')}
          />
          <SortButton column="target" {...sort} label={t('field.targetYear')} />
        </div>
        <SortButton column="status" {...sort} label={t('field.status')} />
        <SortButton
          column="completeness"
          {...sort}
          label={t('column.completeness')}
          title={t('field.completeness')}
        />
        <div className={classes.themes}>
          {themes.map((theme) => (
            <SortButton
              key={theme.id}
              column={`theme:${theme.id}`}
              {...sort}
              label={theme.id}
              title={t('list.presentOf', { theme: localized(theme.name, i18n.language) })}
              narrow
            />
          ))}
        </div>
        <SortButton column="modified" {...sort} label={t('field.modified')} />
        <span role="columnheader" className={classes.hidden}>
          {t('list.actions')}
        </span>
      </div>
    </div>
  );
}
