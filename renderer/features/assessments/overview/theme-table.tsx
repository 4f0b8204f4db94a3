import { Table, Text } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThemeFigures } from '../../../../shared/domain/figures/assessment-figures.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { ClassBadge } from '../../../ui/figures/class-badge.tsx';
import { ShareBar } from '../../../ui/figures/share-bar.tsx';
import { ThemeMark } from '../../../ui/figures/theme-mark.tsx';
import { WhyNumber } from '../../../ui/figures/why-number.tsx';
import { useAssessment } from '../data/assessment-context.tsx';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import { useSubjectNames } from '../data/subject-names.ts';
import classes from './overview.module.css';

export interface ThemeTableProps {
  /** False where there are no pages of the themes to open. */
  linked?: boolean;
  /** False where texts are missing that completeness counts. */
  withCompleteness?: boolean;
}

/** One row per theme with its figures; a row opens the theme. */
export function ThemeTable({ linked = true, withCompleteness = true }: ThemeTableProps) {
  const { t } = useTranslation('assessments');
  const { figures } = useAssessment();
  return (
    <Table
      className={classes.themeTable}
      highlightOnHover={linked}
      aria-label={t('themes')}
      horizontalSpacing={3}
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('theme')}</Table.Th>
          {(['present', 'desired', 'gap', 'trend'] as const).map((column) => (
            <Table.Th key={column} scope="col" ta="end">
              {t(`column.${column}`)}
            </Table.Th>
          ))}
          <Table.Th scope="col">{t('column.confidence')}</Table.Th>
          <Table.Th scope="col">{t('column.class')}</Table.Th>
          {withCompleteness && (
            <Table.Th scope="col" className={classes.completeColumn}>
              {t('column.completeness')}
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {figures.themes.map((theme) => (
          <ThemeRow key={theme.themeId} theme={theme} linked={linked} withCompleteness={withCompleteness} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function ThemeRow(props: { theme: ThemeFigures } & Required<ThemeTableProps>) {
  const { theme, linked, withCompleteness } = props;
  const { t } = useTranslation(['assessments', 'figures']);
  const { bundle, framework } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const formats = useFormats();
  const names = useSubjectNames();
  const navigate = useNavigate();
  const place = {
    to: '/assessments/$assessmentId/$themeId',
    params: { assessmentId: bundle.assessment.id, themeId: theme.themeId },
  } as const;
  const openRow = (event: MouseEvent) => {
    const control = event.target instanceof Element && event.target.closest('a, button');
    if (!control) void navigate(place);
  };
  const { present, desired } = theme.scores;
  const level = theme.confidenceLevel;
  return (
    <Table.Tr className={linked ? classes.themeRow : undefined} onClick={linked ? openRow : undefined}>
      <Table.Th scope="row" fw={400}>
        {linked ? (
          <Link {...place} className={classes.themeLink} title={texts.theme(theme.themeId)}>
            <ThemeMark themeId={theme.themeId} />
            <span>{texts.themeShort(theme.themeId)}</span>
          </Link>
        ) : (
          <span className={classes.themeLink} title={texts.theme(theme.themeId)}>
            <ThemeMark themeId={theme.themeId} />
            <span>{texts.themeShort(theme.themeId)}</span>
          </span>
        )}
      </Table.Th>
      <Table.Td ta="end">
        <WhyNumber
          figure={present}
          text={formats.score(present.value)}
          label={t('assessments:column.present')}
          names={names}
        />
      </Table.Td>
      <Table.Td ta="end">
        <WhyNumber
          figure={desired}
          text={formats.score(desired.value)}
          label={t('assessments:column.desired')}
          names={names}
        />
      </Table.Td>
      <Table.Td ta="end">
        <WhyNumber figure={theme.gap} text={formats.signed(theme.gap.value)} names={names} />
      </Table.Td>
      <Table.Td ta="end">
        <WhyNumber figure={theme.trend} text={formats.signed(theme.trend.value)} names={names} />
      </Table.Td>
      <Table.Td>
        {level && <span className={classes.confidence}>{t(`figures:confidenceLevel.${level}`)}</span>}
        <Text span size="sm" c="var(--text-muted)">
          <WhyNumber figure={theme.confidence} text={formats.percent(theme.confidence.value)} names={names} />
        </Text>
      </Table.Td>
      <Table.Td>
        <ClassBadge value={theme.class} />
      </Table.Td>
      {withCompleteness && (
        <Table.Td>
          <ShareBar value={theme.completeness.value} label={t('assessments:column.completeness')} stacked />
        </Table.Td>
      )}
    </Table.Tr>
  );
}
