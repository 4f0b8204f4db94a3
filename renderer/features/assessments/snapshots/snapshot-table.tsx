import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

export interface SnapshotTableProps {
  label: string;
  /** Names of the columns; a last one without a name holds what can be done. */
  columns: readonly string[];
  minWidth: number;
  highlightOnHover?: boolean;
  /** The rows. */
  children: ReactNode;
}

export function SnapshotTable(props: SnapshotTableProps) {
  const { label, columns, minWidth, highlightOnHover = false, children } = props;
  return (
    <Table.ScrollContainer minWidth={minWidth} type="native">
      <Table aria-label={label} highlightOnHover={highlightOnHover}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column} scope="col">
                {column}
              </Table.Th>
            ))}
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
