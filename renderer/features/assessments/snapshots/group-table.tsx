import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type {
  AnonymousFigure,
  AnonymousGroup,
  AnonymousSlots,
} from '../../../../shared/contract/anonymous-groups.ts';
import type { Framework } from '../../../../shared/framework/schema.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { LevelCell } from '../../../ui/figures/level-cell.tsx';
import { ThemeMark } from '../../../ui/figures/theme-mark.tsx';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import classes from './snapshots.module.css';

const slots = ['past', 'present', 'desired'] as const;

/** Medians of every theme and criterion, with quartiles where there are enough partners. */
export function GroupTable(props: { group: AnonymousGroup; framework: Framework; label: string }) {
  const { group, framework, label } = props;
  const { t } = useTranslation(['snapshots', 'assessments']);
  const texts = useFrameworkTexts(framework);
  return (
    <Table.ScrollContainer minWidth={720} type="native">
      <Table aria-label={label} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('snapshots:view.criteria')}</Table.Th>
            {slots.map((slot) => (
              <Table.Th key={slot} scope="col" w={180}>
                {t(`assessments:slot.${slot}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        {group.themes.map((theme) => (
          <Table.Tbody key={theme.themeId}>
            <Table.Tr className={classes.themeRow}>
              <Table.Th scope="row">
                <ThemeMark themeId={theme.themeId} /> {texts.theme(theme.themeId)}
              </Table.Th>
              <Cells figures={theme.slots} />
            </Table.Tr>
            {theme.criteria.map(({ criterionId, slots: figures }) => (
              <Table.Tr key={criterionId}>
                <Table.Th scope="row" fw={400} pl="lg">
                  {criterionId} {texts.criterion(criterionId)}
                </Table.Th>
                <Cells figures={figures} />
              </Table.Tr>
            ))}
          </Table.Tbody>
        ))}
      </Table>
    </Table.ScrollContainer>
  );
}

function Cells({ figures }: { figures: AnonymousSlots }) {
  return slots.map((slot) => (
    <Table.Td key={slot}>
      <Figure figure={figures[slot]} slot={slot} />
    </Table.Td>
  ));
}

function Figure({ figure, slot }: { figure: AnonymousFigure; slot: (typeof slots)[number] }) {
  const { t } = useTranslation(['snapshots', 'assessments']);
  const formats = useFormats();
  const { count, median, lowerQuartile, upperQuartile } = figure;
  if (count === null) {
    return (
      <Text size="xs" c="var(--text-muted)">
        {t('snapshots:medians.tooFew')}
      </Text>
    );
  }
  const quartiles =
    lowerQuartile === null || upperQuartile === null
      ? ''
      : t('snapshots:together.quartiles', {
          lower: formats.score(lowerQuartile),
          upper: formats.score(upperQuartile),
        });
  return (
    <span className={classes.figure}>
      <LevelCell
        value={median}
        label={t('snapshots:together.medianOf', { slot: t(`assessments:slot.${slot}`) })}
      />
      <Text size="xs" c="var(--text-muted)" span>
        {[t('snapshots:together.of', { count }), quartiles].filter(Boolean).join(' · ')}
      </Text>
    </span>
  );
}
