import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ListColumn, ListView } from './list-view.ts';
import classes from './assessment-table.module.css';

export interface SortButtonProps {
  column: ListColumn;
  sorting: ListView['sorting'];
  onSort: (sorting: ListView['sorting']) => void;
  label: string;
  title?: string;
  narrow?: boolean;
}

/** A column's head; pressing it again turns the order round. */
export function SortButton({ column, sorting, onSort, label, title, narrow = false }: SortButtonProps) {
  const active = sorting.column === column;
  const Icon = sorting.descending ? IconArrowDown : IconArrowUp;
  const order = sorting.descending ? 'descending' : 'ascending';
  return (
    <span
      role="columnheader"
      aria-sort={active ? order : 'none'}
      className={narrow ? classes.narrowHead : classes.headCell}
    >
      <UnstyledButton
        className={classes.sort}
        data-active={active || undefined}
        title={title ?? label}
        aria-label={narrow && title ? `${label} ${title}` : undefined}
        onClick={() => onSort({ column, descending: active && !sorting.descending })}
      >
        <span className={classes.sortText}>{label}</span>
        {active && <Icon size={12} stroke={2.2} aria-hidden className={classes.sortIcon} />}
      </UnstyledButton>
    </span>
  );
}
