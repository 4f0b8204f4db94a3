import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/formats.ts';
import classes from './figures.module.css';

export interface LevelCellProps {
  /** Null: not enough data. */
  value: number | null;
  /** What the level belongs to, for the tooltip and screen readers. */
  label: string;
  notApplicable?: boolean;
}

/** A level as number and colour; hatched without data, a dash where it does not apply. */
export function LevelCell({ value, label, notApplicable = false }: LevelCellProps) {
  const { t } = useTranslation(['figures', 'assessments']);
  const formats = useFormats();
  const said = notApplicable
    ? t('assessments:notApplicable')
    : value === null
      ? t('figures:notEnoughData')
      : formats.score(value);
  const known = value !== null && !notApplicable;
  return (
    <span
      className={classes.levelCell}
      data-empty={(!known && !notApplicable) || undefined}
      style={known ? levelColors(value) : undefined}
      title={`${label}: ${said}`}
      role="img"
      aria-label={`${label}: ${said}`}
    >
      {notApplicable ? '–' : known ? formats.score(value) : ''}
    </span>
  );
}

/** Background and text colour of a level, half steps by the level below. */
export function levelColors(value: number): { background: string; color: string } {
  const level = Math.min(5, Math.max(0, Math.floor(value)));
  return {
    background: `var(--level-${level})`,
    color: level >= 4 ? 'var(--level-text-high)' : 'var(--level-text-low)',
  };
}
