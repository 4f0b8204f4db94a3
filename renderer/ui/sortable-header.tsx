import { Group, Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './sortable-header.module.css';

export interface Sorting<Column extends string> {
  column: Column;
  descending: boolean;
}

export interface SortableHeaderProps<Column extends string> {
  column: Column;
  sorting: Sorting<Column>;
  onSort: (sorting: Sorting<Column>) => void;
  numeric?: boolean;
  width?: number | string;
  children: ReactNode;
}

/** A column head that sorts by its column; a second press turns the order round. */
export function SortableHeader<Column extends string>(props: SortableHeaderProps<Column>) {
  const { column, sorting, onSort, numeric = false } = props;
  const active = sorting.column === column;
  const order = sorting.descending ? 'descending' : 'ascending';
  const Icon = active ? (sorting.descending ? IconArrowDown : IconArrowUp) : IconArrowsSort;
  return (
    <Table.Th w={props.width} scope="col" aria-sort={active ? order : 'none'}>
      <UnstyledButton
        className={classes.button}
        data-active={active || undefined}
        onClick={() => onSort({ column, descending: active && !sorting.descending })}
      >
        <Group gap={4} wrap="nowrap" justify={numeric ? 'flex-end' : 'flex-start'}>
          {props.children}
          <Icon size={14} className={classes.icon} aria-hidden />
        </Group>
      </UnstyledButton>
    </Table.Th>
  );
}
