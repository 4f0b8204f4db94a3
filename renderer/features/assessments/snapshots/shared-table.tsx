import { Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SnapshotRow } from '../../../../shared/contract/snapshots.ts';
import type { FrameworkRegistry } from '../../../../shared/framework/registry.ts';
import { localized } from '../../../../shared/framework/registry.ts';
import { noValue, useFormats } from '../../../i18n/formats.ts';
import { LevelCell } from '../../../ui/figures/level-cell.tsx';
import { SnapshotTable } from './snapshot-table.tsx';
import classes from './snapshots.module.css';

const columns = ['origin', 'visibility', 'reference', 'framework', 'received'] as const;

/** What partners share, one row each. */
export function SharedTable(props: { rows: readonly SnapshotRow[]; frameworks: FrameworkRegistry }) {
  const { rows, frameworks } = props;
  const { t } = useTranslation('snapshots');
  return (
    <SnapshotTable
      label={t('title')}
      columns={columns.map((column) => t(`column.${column}`))}
      minWidth={900}
      highlightOnHover
    >
      {rows.map((row) => (
        <Row key={row.hash} row={row} frameworks={frameworks} />
      ))}
    </SnapshotTable>
  );
}

/** What others share without a name has no page of its own. */
function isShownTogether({ visibility, assessmentId }: SnapshotRow): boolean {
  return visibility === 'partnershipAnonymous' && assessmentId === null;
}

function Row({ row, frameworks }: { row: SnapshotRow; frameworks: FrameworkRegistry }) {
  const { t, i18n } = useTranslation('snapshots');
  const formats = useFormats();
  const framework = frameworks.find(row.frameworkVersion);
  const together = isShownTogether(row);
  const details = [row.title, row.assessmentId === null ? '' : t('mine')].filter(Boolean).join(' · ');
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {row.condition === 'whole' && !together ? (
          <Link to="/assessments/shared/$hash" params={{ hash: row.hash }} className={classes.link}>
            {row.origin}
          </Link>
        ) : (
          row.origin
        )}
        <Text size="xs" c="var(--text-muted)">
          {details}
        </Text>
      </Table.Th>
      <Table.Td>{t(`visibility.${row.visibility}.name`)}</Table.Td>
      <Table.Td className={classes.one}>
        {row.referenceDate
          ? together
            ? row.referenceDate.slice(0, 4)
            : formats.date(row.referenceDate)
          : noValue}
      </Table.Td>
      <Table.Td>{row.frameworkVersion}</Table.Td>
      <Table.Td className={classes.one}>
        {row.receivedAt === null ? noValue : formats.dateTime(row.receivedAt)}
      </Table.Td>
      <Table.Td>
        {row.condition === 'whole' && together ? (
          <Link to="/assessments/shared/together" className={classes.link}>
            {t('together.only')}
          </Link>
        ) : row.condition === 'whole' ? (
          <span className={classes.levels}>
            {row.summary?.themes.map(({ themeId, present }) => {
              const theme = framework?.themes.find(({ id }) => id === themeId);
              const name = theme ? localized(theme.name, i18n.language) : themeId;
              return <LevelCell key={themeId} value={present} label={t('presentOf', { theme: name })} />;
            })}
          </span>
        ) : (
          <Text size="sm" c="var(--text-muted)">
            {t(`condition.${row.condition}`)}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
