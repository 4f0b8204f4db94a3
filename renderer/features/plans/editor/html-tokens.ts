/** Pieces of pasted HTML. Attribute names are lower case, values are decoded. */
export type HtmlToken =
  | { readonly type: 'text'; readonly html: string }
  | { readonly type: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly type: 'close'; readonly name: string }
  /** `<!-- ... -->` and `<![if ...]>`: only where they stood matters. */
  | { readonly type: 'remark'; readonly text: string };

/** Elements whose content is no text; it is skipped with them. */
const opaque = new Set([
  'style',
  'script',
  'xml',
  'title',
  'noscript',
  'template',
  'iframe',
  'object',
  'svg',
  'math',
]);

/** Splits HTML in one pass, in time linear in its length; broken mark-up becomes text, never an error. */
export function htmlTokens(html: string): HtmlToken[] {
  const tokens: HtmlToken[] = [];
  let position = 0;
  while (position < html.length) {
    const start = html.indexOf('<', position);
    if (start < 0) break;
    if (start > position) tokens.push({ type: 'text', html: html.slice(position, start) });
    position = readMarkup(html, start, tokens);
  }
  if (position < html.length) tokens.push({ type: 'text', html: html.slice(position) });
  return tokens;
}

/** Text as it may stand in an attribute between double quotes. */
export function escapeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

function readMarkup(html: string, start: number, tokens: HtmlToken[]): number {
  if (html.startsWith('<!--', start)) return readRemark(html, start, '-->', tokens);
  if (html[start + 1] === '!' || html[start + 1] === '?') return readRemark(html, start, '>', tokens);
  const match = stickyMatch(/<(\/?)([a-zA-Z][\w:-]*)/y, html, start);
  if (!match) {
    tokens.push({ type: 'text', html: '&lt;' });
    return start + 1;
  }
  const name = match[2]!.toLowerCase();
  const { attributes, end } = readAttributes(html, start + match[0].length);
  if (match[1] === '/') {
    tokens.push({ type: 'close', name });
    return end;
  }
  if (opaque.has(name)) return endOfElement(html, name, end);
  tokens.push({ type: 'open', name, attributes });
  return end;
}

function readRemark(html: string, start: number, closing: string, tokens: HtmlToken[]): number {
  const end = html.indexOf(closing, start + 2);
  tokens.push({ type: 'remark', text: html.slice(start, end < 0 ? start : end) });
  return end < 0 ? html.length : end + closing.length;
}

function endOfElement(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}\\s*>`, 'gi');
  closing.lastIndex = from;
  return closing.test(html) ? closing.lastIndex : html.length;
}

function readAttributes(html: string, from: number): { attributes: Map<string, string>; end: number } {
  const attributes = new Map<string, string>();
  let position = from;
  while (position < html.length) {
    const space = stickyMatch(/[\s/]+/y, html, position);
    if (space) position += space[0].length;
    if (html[position] === '>') return { attributes, end: position + 1 };
    const name = stickyMatch(/[^\s=>/]+/y, html, position);
    if (!name) {
      position += 1;
      continue;
    }
    position += name[0].length;
    const value = stickyMatch(/\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*))/y, html, position);
    if (value) position += value[0].length;
    const key = name[0].toLowerCase();
    if (!attributes.has(key))
      attributes.set(key, decodeEntities(value?.[1] ?? value?.[2] ?? value?.[3] ?? ''));
  }
  return { attributes, end: html.length };
}

function stickyMatch(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

const namedEntities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  colon: ':',
  nbsp: '\u00a0',
};

const entityPattern = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));?/g;

function decodeEntities(text: string): string {
  return text.replace(entityPattern, (all: string, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return namedEntities[name] ?? all;
    const code = decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
