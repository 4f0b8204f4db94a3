import type { Slot } from '../../../shared/framework/schema.ts';
import { labelLines, pathOf, radarLines, radarPoint } from './radar-geometry.ts';
import { SlotShape } from './slot-mark.tsx';
import classes from './figures.module.css';

export interface RadarAxis {
  id: string;
  /** Short: stands at the rim. */
  label: string;
  values: Readonly<Record<Slot, number | null>>;
}

export interface RadarChartProps {
  axes: readonly RadarAxis[];
  max: number;
  /** What the figure shows; the numbers themselves are in its table. */
  label: string;
  /** Slots to draw, all by default. */
  slots?: readonly Slot[];
  onAxis?: (id: string) => void;
}

const radius = 108;
const labelRadius = 124;
const lineHeight = 16;
const allSlots: readonly Slot[] = ['past', 'desired', 'present'];

/** Past, present and desired scores round a centre: past dashed with rings, present filled, desired as outline with flags. */
export function RadarChart({ axes, max, label, slots = allSlots }: RadarChartProps) {
  return (
    <svg className={classes.radar} viewBox="-205 -178 410 356" role="img" aria-label={label}>
      <Grid axes={axes} max={max} />
      {allSlots
        .filter((slot) => slots.includes(slot))
        .map((slot) => (
          <Outline key={slot} slot={slot} axes={axes} max={max} />
        ))}
      {axes.map((axis, index) => (
        <AxisLabel key={axis.id} axis={axis} index={index} count={axes.length} />
      ))}
    </svg>
  );
}

function Grid({ axes, max }: { axes: readonly RadarAxis[]; max: number }) {
  const count = axes.length;
  const rings = Array.from({ length: max }, (_, index) => index + 1);
  return (
    <g>
      {rings.map((level) => (
        <path
          key={level}
          className={classes.radarGrid}
          d={radarLines(Array(count).fill(level), max, radius).map(pathOf).join('')}
        />
      ))}
      {axes.map((axis, index) => {
        const end = radarPoint(index, count, max, max, radius);
        return <line key={axis.id} className={classes.radarGrid} x2={end.x} y2={end.y} />;
      })}
      {[0, ...rings].map((level) => (
        <text key={level} className={classes.radarLevel} x={-5} y={-(radius * level) / max + 3}>
          {level}
        </text>
      ))}
    </g>
  );
}

function Outline({ slot, axes, max }: { slot: Slot; axes: readonly RadarAxis[]; max: number }) {
  const values = axes.map((axis) => axis.values[slot]);
  const lines = radarLines(values, max, radius);
  return (
    <g className={classes.radarSlot} data-slot={slot}>
      {lines.map((line, index) => (
        <path key={index} d={pathOf(line)} data-closed={line.closed || undefined} />
      ))}
      {values.map((value, index) => {
        if (value === null) return null;
        const { x, y } = radarPoint(index, values.length, value, max, radius);
        const lift = slot === 'desired' ? { x: 4, y: -6 } : { x: 0, y: 0 };
        return (
          <g key={axes[index]?.id} transform={`translate(${x + lift.x} ${y + lift.y})`}>
            <SlotShape slot={slot} />
          </g>
        );
      })}
    </g>
  );
}

function AxisLabel({ axis, index, count }: { axis: RadarAxis; index: number; count: number }) {
  const { x, y } = radarPoint(index, count, 1, 1, labelRadius);
  const lines = [axis.id, ...labelLines(axis.label, 15)];
  const height = (lines.length - 1) * lineHeight;
  const upright = Math.abs(x) < 10;
  const anchor = upright ? 'middle' : x > 0 ? 'start' : 'end';
  // Above the figure the last line stands at the rim, below it the first one; at the sides they are centred.
  const first = upright ? (y < 0 ? y - height : y + 10) : y - height / 2 + 4;
  return (
    <text
      className={classes.radarLabel}
      textAnchor={anchor}
      style={{ fill: `var(--theme-text-${axis.id}, inherit)` }}
    >
      {lines.map((line, position) => (
        <tspan
          key={position}
          x={upright ? x : x - Math.sign(x) * 8}
          y={first + position * lineHeight}
          fontWeight={position === 0 ? 700 : 500}
        >
          {line}
        </tspan>
      ))}
    </text>
  );
}
