import { Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SnapshotRow } from '../../../../shared/contract/snapshots.ts';
import { type FrameworkRegistry, localized } from '../../../../shared/framework/registry.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { ThemeMark } from '../../../ui/figures/theme-mark.tsx';
import { sharedMedians, type SharedMediansData } from './medians.ts';
import classes from './snapshots.module.css';

/** Where the partnership stands, as far as it shares, within what may be shown of a group. */
export function SharedMedians(props: { rows: readonly SnapshotRow[]; frameworks: FrameworkRegistry }) {
  const { t } = useTranslation('snapshots');
  const formats = useFormats();
  const medians = sharedMedians(props.rows, props.frameworks);
  if (!medians) return null;
  const { framework, referenceDate, themes } = medians;
  return (
    <section className={classes.panel} aria-label={t('medians.title')}>
      <Title order={2} size="h4">
        {t('medians.title')}
      </Title>
      <Text size="sm" c="var(--text-muted)" mb="xs">
        {t('medians.text', { version: framework.version, date: formats.date(referenceDate) })}
      </Text>
      {themes.every(({ figures }) => figures.median.value === null) ? (
        <Text size="sm">{t('medians.tooFewYet')}</Text>
      ) : (
        <Themes themes={themes} />
      )}
    </section>
  );
}

function Themes({ themes }: Pick<SharedMediansData, 'themes'>) {
  const { t, i18n } = useTranslation('snapshots');
  const formats = useFormats();
  return (
    <Table aria-label={t('medians.title')} verticalSpacing={4} maw={640}>
      <Table.Thead>
        <Table.Tr>
          <Table.Td />
          {(['count', 'median', 'quartiles'] as const).map((column) => (
            <Table.Th key={column} scope="col" ta="end">
              {t(`column.${column}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {themes.map(({ theme, figures }) => (
          <Table.Tr key={theme.id}>
            <Table.Th scope="row" fw={400}>
              <ThemeMark themeId={theme.id} /> {localized(theme.shortName, i18n.language)}
            </Table.Th>
            <Table.Td ta="end">{formats.integer(figures.count)}</Table.Td>
            <Table.Td ta="end">
              {figures.median.value === null ? t('medians.tooFew') : formats.score(figures.median.value)}
            </Table.Td>
            <Table.Td ta="end">
              {figures.lowerQuartile.value === null
                ? t('medians.tooFew')
                : `${formats.score(figures.lowerQuartile.value)} / ${formats.score(figures.upperQuartile.value)}`}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
