import { escapeAttribute, type HtmlToken, htmlTokens } from './html-tokens.ts';
import { isAllowedHref } from './links.ts';
import { wordLists } from './word-lists.ts';

/** Larger pastes are cut: a whole book in one chapter would stop the editor. */
const maxHtmlLength = 4_000_000;

const keptElements = new Set(
  'p h1 h2 h3 h4 h5 h6 ul ol li blockquote hr br a b strong i em u span div table tbody thead tfoot tr td th img label input'.split(
    ' ',
  ),
);
const voidElements = new Set(['hr', 'br', 'img', 'input']);

/** Attributes by which the editor knows its own nodes again, and the few that carry structure. */
const keptAttributes = new Set(
  'colspan rowspan start data-pm-slice data-type data-checked data-level data-hash data-width data-table-key data-column-key data-caption'.split(
    ' ',
  ),
);
const keptStyles = new Set(['font-weight', 'font-style', 'text-decoration', 'text-decoration-line']);

/**
 * Pasted HTML without what does not belong into a plan: styles, classes, scripts, word-processor
 * additions, remote images, links that are not https: or mailto:. Word's list paragraphs become lists.
 */
export function cleanPastedHtml(html: string): string {
  const tokens = wordLists(htmlTokens(pastedPart(html.slice(0, maxHtmlLength))));
  return tokens.map(tokenHtml).join('');
}

/**
 * Whether the picture files of a paste are what was meant. Word and Excel add a picture of the copied
 * text to the text itself; a picture copied in a browser comes with nothing but its image element.
 */
export function pasteIsPicture(html: string): boolean {
  return htmlTokens(pastedPart(html)).every(
    (token) => token.type !== 'text' || token.html.replace(/&nbsp;|\s/g, '') === '',
  );
}

function pastedPart(html: string): string {
  const start = html.indexOf('<!--StartFragment-->');
  const end = html.lastIndexOf('<!--EndFragment-->');
  return start >= 0 && end > start ? html.slice(start + '<!--StartFragment-->'.length, end) : html;
}

function tokenHtml(token: HtmlToken): string {
  switch (token.type) {
    case 'text':
      return token.html;
    case 'remark':
      return '';
    case 'close':
      return keptElements.has(token.name) && !voidElements.has(token.name) ? `</${token.name}>` : '';
    case 'open':
      return keptElements.has(token.name) ? openTag(token.name, token.attributes) : '';
  }
}

function openTag(name: string, attributes: ReadonlyMap<string, string>): string {
  // Only images that the plan already holds; the address of any other is never asked for.
  if (name === 'img' && !attributes.has('data-hash')) return '';
  const kept = [...attributes].flatMap(([key, value]) => {
    const clean = cleanAttribute(name, key, value);
    return clean === null ? [] : [` ${key}="${escapeAttribute(clean)}"`];
  });
  return `<${name}${kept.join('')}>`;
}

function cleanAttribute(element: string, key: string, value: string): string | null {
  if (keptAttributes.has(key)) return value;
  if (key === 'style') return cleanStyle(value);
  if (key === 'href') return element === 'a' && isAllowedHref(value) ? value : null;
  if (key === 'alt') return element === 'img' ? value : null;
  if (key === 'type') return element === 'input' && value === 'checkbox' ? value : null;
  return null;
}

function cleanStyle(style: string): string | null {
  const kept = style
    .split(';')
    .map((declaration) => declaration.trim())
    .filter((declaration) => keptStyles.has(declaration.split(':')[0]!.trim().toLowerCase()));
  return kept.length > 0 ? kept.join('; ') : null;
}
