/**
 * Colours of live cursors: hues that colour-blind people tell apart (after Okabe and Ito), each dark
 * enough for white text (4.5:1) and light enough to be seen on the dark page (3:1).
 */
export const caretColors = [
  '#0072b2',
  '#b84e00',
  '#007f5f',
  '#a6477f',
  '#8a6a00',
  '#5b6fd0',
  '#c0392b',
  '#6b7280',
] as const;

export type CaretColor = (typeof caretColors)[number];

/** The same colour for the same person or device on every laptop. */
export function caretColorFor(id: string): CaretColor {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193) >>> 0;
  }
  return caretColors[hash % caretColors.length]!;
}

/** A colour of the set; what others send is not trusted to be readable, or to be a colour at all. */
export function knownCaretColor(color: unknown): CaretColor {
  return caretColors.find((known) => known === color) ?? '#6b7280';
}
