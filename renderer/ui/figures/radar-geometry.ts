export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Length of a hand: 0 is the middle, `max` the rim. The first axis points up, the others follow clockwise. */
export function radarPoint(axis: number, axes: number, value: number, max: number, radius: number): Point {
  const angle = (2 * Math.PI * axis) / axes - Math.PI / 2;
  const length = (radius * Math.min(Math.max(value, 0), max)) / max;
  return { x: length * Math.cos(angle), y: length * Math.sin(angle) };
}

export interface RadarLine {
  readonly points: readonly Point[];
  /** All axes have a value: the line comes back to its start. */
  readonly closed: boolean;
}

/**
 * The lines that join the values of neighbouring axes. An axis without a value breaks the line: nothing
 * is drawn over what nobody knows. A value between two unknown ones stands as a line of one point.
 */
export function radarLines(values: readonly (number | null)[], max: number, radius: number): RadarLine[] {
  const points = values.map((value, axis) =>
    value === null ? null : radarPoint(axis, values.length, value, max, radius),
  );
  const firstGap = points.indexOf(null);
  if (firstGap < 0)
    return points.length > 0 ? [{ points: points.filter((point) => point !== null), closed: true }] : [];
  // Going round from just behind a gap, no line has to be joined over the end of the list.
  const lines: Point[][] = [[]];
  for (const point of [...points.slice(firstGap + 1), ...points.slice(0, firstGap)]) {
    if (point) lines.at(-1)?.push(point);
    else lines.push([]);
  }
  return lines.filter((line) => line.length > 0).map((line) => ({ points: line, closed: false }));
}

/** A line as the `d` of an SVG path; '' for a single point. */
export function pathOf(line: RadarLine): string {
  if (line.points.length < 2) return '';
  const steps = line.points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`);
  return steps.join('') + (line.closed ? 'Z' : '');
}

/** A label in at most `maxLines` lines of about `width` characters, broken between words. */
export function labelLines(label: string, width: number, maxLines = 3): string[] {
  const lines: string[] = [];
  for (const word of label.split(' ')) {
    const last = lines.at(-1);
    const fits = last !== undefined && (last.length + 1 + word.length <= width || lines.length === maxLines);
    if (fits) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
