import type { HtmlToken } from './html-tokens.ts';

type ListName = 'ul' | 'ol';

/**
 * Turns Word's list paragraphs (`<p style="mso-list: l0 level2 lfo1">`, the bullet typed out inside)
 * into nested lists. All other tokens pass through.
 */
export function wordLists(tokens: readonly HtmlToken[]): HtmlToken[] {
  const result: HtmlToken[] = [];
  const openLists: ListName[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]!;
    const level = listLevel(token);
    if (level !== null) {
      const end = endOfParagraph(tokens, index);
      const { content, marker } = withoutMarker(tokens.slice(index + 1, end));
      openItem(result, openLists, level, /^[\p{L}\p{N}]+[.)]/u.test(marker) ? 'ol' : 'ul');
      result.push(open('p'), ...content, close('p'));
      index = end;
    } else if (!isBetweenItems(token) || openLists.length === 0) {
      closeLists(result, openLists, 0);
      result.push(token);
    }
  }
  closeLists(result, openLists, 0);
  return result;
}

function listLevel(token: HtmlToken): number | null {
  if (token.type !== 'open' || token.name !== 'p') return null;
  const match = /mso-list:[^;]*\blevel(\d)/i.exec(token.attributes.get('style') ?? '');
  return match ? Math.max(1, Number(match[1])) : null;
}

function endOfParagraph(tokens: readonly HtmlToken[], start: number): number {
  for (let index = start + 1; index < tokens.length; index += 1) {
    const token = tokens[index]!;
    if (token.type === 'close' && token.name === 'p') return index;
  }
  return tokens.length;
}

/** Takes out the spans that hold the typed bullet or number. */
function withoutMarker(tokens: readonly HtmlToken[]): { content: HtmlToken[]; marker: string } {
  const content: HtmlToken[] = [];
  let marker = '';
  let depth = 0;
  for (const token of tokens) {
    if (depth > 0) {
      if (token.type === 'open' && token.name === 'span') depth += 1;
      if (token.type === 'close' && token.name === 'span') depth -= 1;
      if (token.type === 'text') marker += token.html;
    } else if (token.type === 'open' && isMarkerSpan(token)) {
      depth = 1;
    } else {
      content.push(token);
    }
  }
  return { content, marker: marker.trim() };
}

function isMarkerSpan(token: HtmlToken & { type: 'open' }): boolean {
  return token.name === 'span' && /mso-list:\s*ignore/i.test(token.attributes.get('style') ?? '');
}

function openItem(result: HtmlToken[], openLists: ListName[], level: number, name: ListName): void {
  closeLists(result, openLists, level);
  if (openLists.length === level && openLists.at(-1) !== name) closeLists(result, openLists, level - 1);
  if (openLists.length === level) result.push(close('li'), open('li'));
  while (openLists.length < level) {
    openLists.push(name);
    result.push(open(name), open('li'));
  }
}

function closeLists(result: HtmlToken[], openLists: ListName[], level: number): void {
  while (openLists.length > level) result.push(close('li'), close(openLists.pop()!));
}

function isBetweenItems(token: HtmlToken): boolean {
  return token.type === 'remark' || (token.type === 'text' && token.html.trim() === '');
}

function open(name: string): HtmlToken {
  return { type: 'open', name, attributes: new Map() };
}

function close(name: string): HtmlToken {
  return { type: 'close', name };
}
