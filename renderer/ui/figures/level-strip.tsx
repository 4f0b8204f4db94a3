import type { Slot } from '../../../shared/framework/schema.ts';
import { SlotShape } from './slot-mark.tsx';
import classes from './figures.module.css';

export interface LevelStripProps {
  values: Readonly<Record<Slot, number | null>>;
  max: number;
  /** Everything that the marks say, for screen readers. */
  label: string;
  width?: number;
}

const margin = 8;
const drawingOrder: readonly Slot[] = ['desired', 'past', 'present'];

/** The three scores on the scale from 0. Equal scores stand above each other. */
export function LevelStrip({ values, max, label, width = 112 }: LevelStripProps) {
  const position = (value: number) => margin + ((width - 2 * margin) * value) / max;
  const levels = Array.from({ length: max + 1 }, (_, level) => level);
  return (
    <svg className={classes.strip} width={width} height={22} role="img" aria-label={label}>
      <line x1={margin} x2={width - margin} y1={15} y2={15} className={classes.stripLine} />
      {levels.map((level) => (
        <line
          key={level}
          x1={position(level)}
          x2={position(level)}
          y1={12}
          y2={18}
          className={classes.stripLine}
        />
      ))}
      {drawingOrder.map((slot) => {
        const value = values[slot];
        if (value === null) return null;
        const covered = slot !== 'present' && value === values.present;
        const raised = slot === 'desired' ? 7 : covered ? 6 : 15;
        return (
          <g
            key={slot}
            data-slot={slot}
            transform={`translate(${position(value) + (slot === 'desired' ? 4 : 0)} ${raised}) scale(0.8)`}
          >
            <SlotShape slot={slot} />
          </g>
        );
      })}
    </svg>
  );
}
