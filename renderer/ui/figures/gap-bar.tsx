import type { ConfidenceLevel } from '../../../shared/domain/assessment-bundle.ts';
import type { GapAxis } from './gap-axis.ts';
import classes from './figures.module.css';

export interface GapBarProps {
  axis: GapAxis;
  gap: number;
  /** From this gap on it is large: a dashed line. */
  largeFrom: number;
  confidence: ConfidenceLevel | null;
}

/** A gap as a bar from zero, the paler the less it is backed. Fills its cell; the numbers stand beside it. */
export function GapBar({ axis, gap, largeFrom, confidence }: GapBarProps) {
  const [start, end] = gap < 0 ? [gap, 0] : [0, gap];
  return (
    <svg className={classes.gapBar} aria-hidden focusable="false">
      {axis.ticks.map((tick) => (
        <GridLine key={tick} at={axis.at(tick)} mark={tick === 0 ? 'zero' : undefined} />
      ))}
      <GridLine at={axis.at(largeFrom)} mark="large" />
      <rect
        data-confidence={confidence ?? 'none'}
        className={classes.gapFill}
        x={`${axis.at(start)}%`}
        y="50%"
        width={`${axis.at(end) - axis.at(start)}%`}
        height={12}
        rx={2}
        transform="translate(0 -6)"
      />
    </svg>
  );
}

function GridLine({ at, mark }: { at: number; mark?: 'zero' | 'large' | undefined }) {
  return <line className={classes.gapGrid} data-mark={mark} x1={`${at}%`} x2={`${at}%`} y1="0%" y2="100%" />;
}

/** The numbers of the axis, above the bars. */
export function GapAxisLabels({ axis, text }: { axis: GapAxis; text: (value: number) => string }) {
  return (
    <span className={classes.gapAxis} aria-hidden>
      {axis.ticks.map((tick) => (
        <span key={tick} style={{ left: `${axis.at(tick)}%` }}>
          {text(tick)}
        </span>
      ))}
    </span>
  );
}

/** How a bar of this confidence looks. */
export function GapSwatch({ confidence }: { confidence: ConfidenceLevel }) {
  return (
    <svg width={26} height={14} aria-hidden focusable="false">
      <rect
        data-confidence={confidence}
        className={classes.gapFill}
        x={1}
        y={1}
        width={24}
        height={12}
        rx={2}
      />
    </svg>
  );
}

/** How the line looks from which on a gap is large. */
export function LargeGapSwatch() {
  return (
    <svg width={8} height={14} aria-hidden focusable="false">
      <line className={classes.gapGrid} data-mark="large" x1={4} x2={4} y1={0} y2={14} />
    </svg>
  );
}
