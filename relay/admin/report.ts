/** What a command has to say: to a program, and to a person. */
export interface Report {
  readonly json: unknown;
  readonly lines: readonly string[];
}

/** Rows under headings, each column as wide as it needs. */
export function tableLines(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return ['none'];
  const all = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))));
  return all.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(widths[column]! - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}

const widthOf = (text: string): number => Array.from(text).length;

/** `2026-11-22 14:05 UTC` */
export const timeText = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
