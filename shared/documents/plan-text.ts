import * as Y from 'yjs';

/** Deeper nesting than an editor can make is cut off: a hostile document must not exhaust the stack. */
const maxDepth = 60;

export interface OutlineHeading {
  /** 1-3 */
  readonly level: number;
  readonly text: string;
}

/** The text of a chapter, one line per paragraph or table row, cells apart by tabs, images by their description. */
export function chapterText(fragment: Y.XmlFragment): string {
  const lines: string[] = [];
  collectLines(fragment, lines, 0, { templateCells: true });
  return lines.join('\n');
}

/** What people wrote into a chapter: as `chapterText`, without the column titles of template tables. */
export function writtenText(fragment: Y.XmlFragment): string {
  const lines: string[] = [];
  collectLines(fragment, lines, 0, { templateCells: false });
  return lines.join('\n');
}

/** Whether anything is written. Tables from the template count as not yet written, an image as writing. */
export function hasWriting(fragment: Y.XmlFragment): boolean {
  return someChild(fragment, 0);
}

/** Words in a text. `language` is a BCP 47 tag; Greek, Cyrillic and Latin text all count alike. */
export function countWords(text: string, language: string): number {
  if (text.trim() === '') return 0;
  let words = 0;
  for (const segment of new Intl.Segmenter(knownLocale(language), { granularity: 'word' }).segment(text)) {
    if (segment.isWordLike) words += 1;
  }
  return words;
}

/** The headings inside a chapter, in order. */
export function chapterOutline(fragment: Y.XmlFragment): OutlineHeading[] {
  const headings: OutlineHeading[] = [];
  visitElements(fragment, (element) => {
    const level: unknown = element.nodeName === 'paragraph' ? element.getAttribute('level') : undefined;
    if (!isHeadingLevel(level)) return;
    const text = inlineText(element, 0).trim();
    if (text !== '') headings.push({ level, text });
  });
  return headings;
}

interface CollectOptions {
  readonly templateCells: boolean;
}

function collectLines(parent: Y.XmlFragment, lines: string[], depth: number, options: CollectOptions): void {
  if (depth > maxDepth) return;
  for (const child of childrenOf(parent)) {
    if (child instanceof Y.XmlText) pushLine(lines, textOf(child));
    else if (child.nodeName === 'tableRow') pushLine(lines, rowText(child, depth, options));
    else if (child.nodeName === 'image') pushLine(lines, altText(child));
    else if (child.nodeName === 'paragraph') pushLine(lines, inlineText(child, depth));
    else collectLines(child, lines, depth + 1, options);
  }
}

function rowText(row: Y.XmlElement, depth: number, options: CollectOptions): string {
  const cells: string[] = [];
  for (const cell of childrenOf(row)) {
    if (cell instanceof Y.XmlText || (!options.templateCells && isTemplateCell(cell))) continue;
    const lines: string[] = [];
    collectLines(cell, lines, depth + 2, options);
    cells.push(lines.join(' '));
  }
  return cells.some((cell) => cell !== '') ? cells.join('\t') : '';
}

function pushLine(lines: string[], line: string): void {
  if (line.trim() !== '') lines.push(line);
}

function someChild(parent: Y.XmlFragment, depth: number): boolean {
  if (depth > maxDepth) return false;
  return childrenOf(parent).some((child) => {
    if (child instanceof Y.XmlText) return textOf(child).trim() !== '';
    if (child.nodeName === 'image') return true;
    return !isTemplateCell(child) && someChild(child, depth + 1);
  });
}

/** Calls `visit` for every element, parents before children. */
export function visitElements(
  parent: Y.XmlFragment,
  visit: (element: Y.XmlElement) => void,
  depth = 0,
): void {
  if (depth > maxDepth) return;
  for (const child of childrenOf(parent)) {
    if (child instanceof Y.XmlText) continue;
    visit(child);
    visitElements(child, visit, depth + 1);
  }
}

function inlineText(element: Y.XmlElement, depth: number): string {
  if (depth > maxDepth) return '';
  let text = '';
  for (const child of childrenOf(element)) {
    if (child instanceof Y.XmlText) text += textOf(child);
    else if (child.nodeName === 'hardBreak') text += ' ';
    else text += inlineText(child, depth + 1);
  }
  return text;
}

/** Only elements and texts: a list can hold anything once a peer is broken. */
function childrenOf(parent: Y.XmlFragment): (Y.XmlElement | Y.XmlText)[] {
  const children: unknown[] = parent.toArray();
  return children.filter((child) => child instanceof Y.XmlElement || child instanceof Y.XmlText);
}

function textOf(text: Y.XmlText): string {
  let result = '';
  for (const part of text.toDelta() as { insert: unknown }[]) {
    if (typeof part.insert === 'string') result += part.insert;
  }
  return result;
}

/** A column title that came with the template: it names its column. */
function isTemplateCell(element: Y.XmlElement): boolean {
  return element.nodeName === 'tableHeader' && typeof element.getAttribute('columnKey') === 'string';
}

function altText(image: Y.XmlElement): string {
  const alt: unknown = image.getAttribute('alt');
  return typeof alt === 'string' ? alt : '';
}

function isHeadingLevel(level: unknown): level is number {
  return typeof level === 'number' && Number.isInteger(level) && level >= 1 && level <= 3;
}

function knownLocale(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch (error) {
    if (error instanceof RangeError) return 'en';
    throw error;
  }
}
