import type { InterfaceLanguage } from '../../shared/kernel/languages.ts';

/**
 * A table as CSV (RFC 4180) that spreadsheets open by double click: with a byte order mark, and with
 * the separator that goes with the language's decimal comma. The first row is the head.
 */
export function toCsv(rows: readonly (readonly string[])[], language: InterfaceLanguage): string {
  const separator = language === 'en' ? ',' : ';';
  const lines = rows.map((row) => row.map((cell) => quoted(harmless(cell), separator)).join(separator));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** A text that begins like a formula would be run by a spreadsheet: it is marked as text. */
function harmless(cell: string): string {
  const isNumber = /^[+-]?\d+([.,]\d+)?$/.test(cell);
  return /^[=+\-@\t\r]/.test(cell) && !isNumber ? `'${cell}` : cell;
}

function quoted(cell: string, separator: string): string {
  const needed = cell.includes(separator) || /["\r\n]/.test(cell);
  return needed ? `"${cell.replaceAll('"', '""')}"` : cell;
}
