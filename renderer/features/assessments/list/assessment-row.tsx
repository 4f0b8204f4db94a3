import { ActionIcon, Menu } from '@mantine/core';
import { IconAlertTriangle, IconDots, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssessmentListRow } from '../../../../shared/contract/assessments.ts';
import { localized } from '../../../../shared/framework/registry.ts';
import type { Theme } from '../../../../shared/framework/schema.ts';
import { noValue, useFormats } from '../../../i18n/formats.ts';
import { LevelCell } from '../../../ui/figures/level-cell.tsx';
import { ShareBar } from '../../../ui/figures/share-bar.tsx';
import { StatusMark } from '../overview/status-mark.tsx';
import type { NamedRow } from './list-view.ts';
import classes from './assessment-table.module.css';

export interface AssessmentRowProps {
  named: NamedRow;
  themes: readonly Theme[];
  index: number;
  /** Pixels from the top of the body. */
  offset: number;
  /** Only one row at a time is a Tab stop; the arrow keys lead to the others. */
  reachable: boolean;
  onFocus: (index: number) => void;
  /** Keys on the row's link. */
  onKeyDown: (event: KeyboardEvent) => void;
  onRemove: (row: AssessmentListRow) => void;
}

export const AssessmentRow = memo(function AssessmentRow(props: AssessmentRowProps) {
  const { named, themes, index, offset, reachable, onFocus, onKeyDown, onRemove } = props;
  const { row, region } = named;
  const { t } = useTranslation('assessments');
  const formats = useFormats();
  const tabIndex = reachable ? 0 : -1;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-row={index}
      className={classes.row}
      style={{ transform: `translateY(${offset}px)` }}
      onFocus={() => onFocus(index)}
    >
      <div className={classes.pair}>
        <span role="cell" className={classes.title}>
          <Link
            to="/assessments/$assessmentId"
            params={{ assessmentId: row.id }}
            className={classes.link}
            tabIndex={tabIndex}
            title={row.title}
            preload={false}
            onKeyDown={onKeyDown}
          >
            {row.title || t('untitled')}
          </Link>
        </span>
        <span role="cell" className={classes.second} title={row.partnerName}>
          {row.partnerName || noValue}
        </span>
      </div>
      <div className={classes.pair}>
        <span role="cell" className={classes.title} title={region}>
          {region || noValue}
        </span>
        <span role="cell" className={classes.second}>
          {row.frameworkVersion}
        </span>
      </div>
      <div className={classes.pair}>
        <span role="cell" className={classes.first}>
          {row.referenceDate ? formats.date(row.referenceDate) : noValue}
        </span>
        <span role="cell" className={classes.second}>
          {row.targetYear ? `→ ${row.targetYear}` : noValue}
        </span>
      </div>
      <span role="cell" className={classes.status}>
        <StatusMark status={row.status} />
      </span>
      <span role="cell">
        <ShareBar value={row.summary.completeness} label={t('field.completeness')} />
        <Warnings count={row.summary.warningCount} />
      </span>
      <ThemeCells row={row} themes={themes} />
      <span
        role="cell"
        className={classes.first}
        title={row.modifiedAt ? formats.dateTime(row.modifiedAt) : ''}
      >
        {row.modifiedAt ? formats.date(row.modifiedAt) : noValue}
        {row.modifiedBy && <span className={classes.by}>{row.modifiedBy}</span>}
      </span>
      <span role="cell">
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon tabIndex={tabIndex} aria-label={t('list.actionsOf', { title: row.title })}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => onRemove(row)}>
              {t('list.remove')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </span>
    </div>
  );
});

function Warnings({ count }: { count: number }) {
  const { t } = useTranslation('warnings');
  if (count === 0) return null;
  return (
    <span className={classes.warnings} title={t('title', { count })}>
      <IconAlertTriangle size={12} aria-hidden />
      <span aria-hidden>{count}</span>
      <span className={classes.hidden}>{t('title', { count })}</span>
    </span>
  );
}

function ThemeCells({ row, themes }: { row: AssessmentListRow; themes: readonly Theme[] }) {
  const { i18n } = useTranslation();
  const present = new Map(row.summary.themes.map((theme) => [theme.themeId, theme.present]));
  return (
    <div className={classes.themes}>
      {themes.map((theme) => (
        <span key={theme.id} role="cell">
          <LevelCell
            value={present.get(theme.id) ?? null}
            label={`${theme.id} ${localized(theme.shortName, i18n.language)}`}
          />
        </span>
      ))}
    </div>
  );
}
