import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfidenceLevel } from '../../../../shared/domain/assessment-bundle.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { ClassBadge } from '../../../ui/figures/class-badge.tsx';
import { FigurePanel } from '../../../ui/figures/figure-panel.tsx';
import type { FigureTableData } from '../../../ui/figures/figure-table.tsx';
import { type GapAxis, gapAxis } from '../../../ui/figures/gap-axis.ts';
import { GapAxisLabels, GapBar, GapSwatch, LargeGapSwatch } from '../../../ui/figures/gap-bar.tsx';
import { ThemeMark } from '../../../ui/figures/theme-mark.tsx';
import { WhyNumber } from '../../../ui/figures/why-number.tsx';
import { useAssessment } from '../data/assessment-context.tsx';
import { useFrameworkTexts } from '../data/framework-texts.ts';
import { useSubjectNames } from '../data/subject-names.ts';
import { gapsByPriority, type KnownGap, unknownGaps } from './gap-order.ts';
import { CriterionLink } from './place-link.tsx';
import classes from './overview.module.css';

const firstRows = 10;
const confidenceLevels: readonly ConfidenceLevel[] = ['high', 'medium', 'low'];

export interface GapBarsProps {
  /** False where there are no pages of the criteria to open. */
  linked?: boolean;
}

/** Every known gap as a bar, the most urgent first, the paler the less it is backed. */
export function GapBars({ linked = true }: GapBarsProps) {
  const { t } = useTranslation('assessments');
  const { figures, framework } = useAssessment();
  const [all, setAll] = useState(false);
  const gaps = gapsByPriority(figures.criteria);
  const axis = gapAxis(
    gaps.map(({ gap }) => gap),
    framework.parameters.gap.actFrom,
  );
  const table = useGapTable(gaps);
  const unknown = unknownGaps(figures.criteria);
  return (
    <FigurePanel
      title={t('gapBars.title')}
      table={table}
      footer={
        <div className={classes.gapFooter}>
          {gaps.length > firstRows && (
            <Button size="compact-sm" variant="subtle" onClick={() => setAll(!all)} aria-expanded={all}>
              {all ? t('showLess') : t('showAll', { count: gaps.length })}
            </Button>
          )}
          {gaps.length > 0 && unknown > 0 && (
            <Text size="xs" c="var(--text-muted)">
              {t('gapBars.unknown', { count: unknown })}
            </Text>
          )}
        </div>
      }
    >
      {gaps.length === 0 ? (
        <Text size="sm" c="var(--text-muted)">
          {t('actFirst.none')}
        </Text>
      ) : (
        <>
          <Bars gaps={all ? gaps : gaps.slice(0, firstRows)} axis={axis} linked={linked} />
          <Legend />
        </>
      )}
    </FigurePanel>
  );
}

function Bars({ gaps, axis, linked }: { gaps: readonly KnownGap[]; axis: GapAxis; linked: boolean }) {
  const { t } = useTranslation('assessments');
  const formats = useFormats();
  return (
    <div className={classes.gapScroll}>
      <table className={classes.gapTable} aria-label={t('gapBars.title')}>
        <thead>
          <tr>
            <th scope="col">{t('gapBars.criterion')}</th>
            <td className={classes.gapCell}>
              <GapAxisLabels axis={axis} text={(value) => formats.integer(value)} />
            </td>
            {(['gap', 'priority'] as const).map((column) => (
              <th key={column} scope="col" className={classes.gapNumber}>
                {t(`column.${column}`)}
              </th>
            ))}
            <th scope="col">{t('column.confidence')}</th>
            <th scope="col">{t('column.class')}</th>
          </tr>
        </thead>
        <tbody>
          {gaps.map((known) => (
            <BarRow key={known.figure.criterionId} known={known} axis={axis} linked={linked} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BarRow({ known, axis, linked }: { known: KnownGap; axis: GapAxis; linked: boolean }) {
  const { t } = useTranslation(['assessments', 'figures']);
  const { framework } = useAssessment();
  const formats = useFormats();
  const names = useSubjectNames();
  const { figure, gap } = known;
  return (
    <tr>
      <th scope="row">
        <span className={classes.gapName}>
          <ThemeMark themeId={figure.themeId} />
          {linked ? (
            <CriterionLink criterionId={figure.criterionId} />
          ) : (
            <span>{names.subject({ type: 'criterion', id: figure.criterionId })}</span>
          )}
        </span>
      </th>
      <td className={classes.gapCell}>
        <GapBar
          axis={axis}
          gap={gap}
          largeFrom={framework.parameters.gap.actFrom}
          confidence={figure.confidenceLevel}
        />
      </td>
      <td className={classes.gapNumber}>
        <WhyNumber figure={figure.gap} text={formats.signed(gap)} names={names} />
      </td>
      <td className={classes.gapNumber}>
        <WhyNumber figure={figure.priority} text={formats.percent(figure.priority.value)} names={names} />
      </td>
      <td>{figure.confidenceLevel && t(`figures:confidenceLevel.${figure.confidenceLevel}`)}</td>
      <td>
        <ClassBadge value={figure.class} />
      </td>
    </tr>
  );
}

function Legend() {
  const { t } = useTranslation(['assessments', 'figures']);
  const { framework } = useAssessment();
  const formats = useFormats();
  return (
    <ul className={classes.legend}>
      <li>
        <span>{t('assessments:column.confidence')}:</span>
      </li>
      {confidenceLevels.map((level) => (
        <li key={level}>
          <GapSwatch confidence={level} /> <span>{t(`figures:confidenceLevel.${level}`)}</span>
        </li>
      ))}
      <li>
        <LargeGapSwatch />{' '}
        <span>
          {t('assessments:gapBars.largeFrom', { value: formats.score(framework.parameters.gap.actFrom) })}
        </span>
      </li>
    </ul>
  );
}

function useGapTable(gaps: readonly KnownGap[]): FigureTableData {
  const { t } = useTranslation(['assessments', 'figures']);
  const { bundle, framework } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const formats = useFormats();
  const entries = new Map(bundle.entries.map(({ fields }) => [fields.criterionId, fields]));
  const columns = ['present', 'desired', 'gap', 'priority', 'confidence', 'class'] as const;
  return {
    columns: [
      t('assessments:gapBars.criterion'),
      ...columns.map((column) => t(`assessments:column.${column}`)),
    ],
    rows: gaps.map(({ figure, gap }) => {
      const { criterionId, priority, confidence } = figure;
      const entry = entries.get(criterionId);
      return {
        id: criterionId,
        cells: [
          `${criterionId} ${texts.criterion(criterionId)}`,
          formats.score(entry?.present ?? null),
          formats.score(entry?.desired ?? null),
          formats.signed(gap),
          formats.percent(priority.value),
          formats.percent(confidence.value),
          figure.class ? t(`figures:class.${figure.class}`) : '',
        ],
      };
    }),
  };
}
