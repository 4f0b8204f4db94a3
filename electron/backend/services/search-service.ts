import type { SearchHit } from '../../../shared/contract/search.ts';
import { foldText } from '../../../shared/kernel/text-folding.ts';
import { matchExpression, type SearchEntry } from '../repositories/search-repository.ts';
import type { WorkspaceContext } from './workspace-context.ts';

export type SearchService = (query: { text: string; limit: number }) => { hits: SearchHit[]; more: boolean };

/** Characters before and after the first find in an excerpt. */
const charactersBefore = 40;
const charactersAfter = 120;
const markStart = '\uE000';
const markEnd = '\uE001';

/** Searches assessments, evidence and plan text; accents and diacritics do not matter. */
export function createSearchService(context: WorkspaceContext): SearchService {
  return ({ text, limit }) => {
    const words = foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
    if (!matchExpression(text)) return { hits: [], more: false };
    const found = context.search.find(text, limit + 1);
    return {
      hits: found.slice(0, limit).map((entry) => toHit(context, entry, words)),
      more: found.length > limit,
    };
  };
}

function toHit(context: WorkspaceContext, entry: SearchEntry, words: readonly string[]): SearchHit {
  return {
    type: entry.type,
    id: entry.id,
    title: entry.title,
    excerpt: excerptOf(entry.body || entry.title, words),
    contextId: entry.contextId,
    contextTitle: titleOf(context, entry),
    place: entry.place,
  };
}

function titleOf(context: WorkspaceContext, entry: SearchEntry): string {
  const kind = entry.type === 'plan' ? 'planDocument' : 'assessment';
  const found = context.entities.get(kind, entry.contextId);
  return typeof found?.fields['title'] === 'string' ? found.fields['title'] : '';
}

/** Text around the first find with the found words marked; `words` are folded. */
export function excerptOf(text: string, words: readonly string[]): string {
  const finds = [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].filter((match) => {
    const folded = foldText(match[0]);
    return words.some((word) => folded.startsWith(word));
  });
  const first = finds[0]?.index ?? 0;
  const from = first <= charactersBefore ? 0 : startOfWord(text, first - charactersBefore);
  const to = Math.min(text.length, first + charactersAfter);
  let excerpt = from > 0 ? '… ' : '';
  let position = from;
  for (const find of finds) {
    if (find.index + find[0].length > to) break;
    excerpt += `${text.slice(position, find.index)}${markStart}${find[0]}${markEnd}`;
    position = find.index + find[0].length;
  }
  return `${excerpt}${text.slice(position, to)}${to < text.length ? ' …' : ''}`.replace(/\s+/g, ' ');
}

function startOfWord(text: string, near: number): number {
  const space = text.indexOf(' ', near);
  return space < 0 ? near : space + 1;
}
