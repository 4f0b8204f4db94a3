import { Group, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssessmentListRow } from '../../../shared/contract/assessments.ts';
import { textIn } from '../../../shared/domain/model/text.ts';
import { type Formats, noValue, useFormats } from '../../i18n/formats.ts';
import { levelColors } from '../../ui/figures/level-cell.tsx';
import { SavePicture } from '../../ui/figures/save-picture.tsx';
import { useFrameworks } from '../../ui/use-framework.ts';
import { type GlanceRow, newestByPartner, themesOf } from './partnership-glance.ts';
import classes from './home.module.css';

/** Partners by themes: the present score of each partner's newest assessment; a cell opens its theme. */
export function HeatMap({ assessments }: { assessments: AssessmentListRow[] }) {
  const { t } = useTranslation('home');
  const formats = useFormats();
  const themes = useMemo(() => themesOf(assessments), [assessments]);
  const rows = useMemo(() => sorted(newestByPartner(assessments), formats), [assessments, formats]);
  const names = useThemeNames();
  const table = useRef<HTMLTableElement>(null);
  return (
    <section aria-labelledby="home-partnership">
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <Title order={2} id="home-partnership">
          {t('partnership')}
        </Title>
        <SavePicture title={t('partnership')} figure={table} />
      </Group>
      <Text size="sm" c="var(--text-muted)" mb="sm">
        {t('partnershipHint')}
      </Text>
      <div className={classes.scroll}>
        <table ref={table} className={classes.heat} aria-labelledby="home-partnership">
          <thead>
            <tr>
              <th scope="col">{t('partner')}</th>
              {themes.map((themeId) => (
                <th key={themeId} scope="col" className={classes.theme}>
                  <span className={classes.themeId} style={{ borderColor: `var(--theme-text-${themeId})` }}>
                    {themeId}
                  </span>
                  <span className={classes.themeName}>{names(themeId)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.partnerId}>
                <th scope="row">
                  <Link
                    to="/assessments/$assessmentId"
                    params={{ assessmentId: row.assessmentId }}
                    title={row.title}
                  >
                    {row.partnerName}
                  </Link>
                </th>
                {themes.map((themeId) => (
                  <Cell key={themeId} row={row} themeId={themeId} themeName={names(themeId)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Cell({ row, themeId, themeName }: { row: GlanceRow; themeId: string; themeName: string }) {
  const { t } = useTranslation('home');
  const formats = useFormats();
  const value = row.present.get(themeId) ?? null;
  const score = value === null ? t('notEnough') : formats.score(value);
  return (
    <td>
      <Link
        to="/assessments/$assessmentId/$themeId"
        params={{ assessmentId: row.assessmentId, themeId }}
        className={classes.cell}
        data-empty={value === null || undefined}
        style={value === null ? undefined : levelColors(value)}
        aria-label={`${row.partnerName}, ${themeId} ${themeName}: ${score}`}
      >
        {value === null ? noValue : score}
      </Link>
    </td>
  );
}

function sorted(rows: GlanceRow[], formats: Formats): GlanceRow[] {
  return rows.toSorted((left, right) => formats.compare(left.partnerName, right.partnerName));
}

/** Short theme names of the newest framework; empty until it is loaded. */
function useThemeNames(): (themeId: string) => string {
  const { language } = useFormats();
  const frameworks = useFrameworks();
  return useMemo(() => {
    const themes = frameworks?.get(frameworks.latestVersion).themes ?? [];
    const names = new Map(themes.map((theme) => [theme.id, textIn(theme.shortName, language)]));
    return (themeId) => names.get(themeId) ?? '';
  }, [frameworks, language]);
}
