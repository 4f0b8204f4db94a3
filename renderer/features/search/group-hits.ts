import type { SearchHit, SearchHitType } from '../../../shared/contract/search.ts';

export interface HitGroup {
  type: SearchHitType;
  hits: SearchHit[];
}

/** Hits by type; the type of the best hit comes first, and within a type the best hit. */
export function groupHits(hits: readonly SearchHit[]): HitGroup[] {
  const groups = new Map<SearchHitType, SearchHit[]>();
  for (const hit of hits) {
    const group = groups.get(hit.type);
    if (group) group.push(hit);
    else groups.set(hit.type, [hit]);
  }
  return [...groups].map(([type, own]) => ({ type, hits: own }));
}

export interface ExcerptPart {
  text: string;
  found: boolean;
}

/** An excerpt in plain and found parts; the found ones stand between U+E000 and U+E001. */
export function excerptParts(excerpt: string): ExcerptPart[] {
  const parts = excerpt.split(/\uE000([^\uE001]*)\uE001/);
  return parts
    .map((text, index) => ({ text: text.replace(/[\uE000\uE001]/g, ''), found: index % 2 === 1 }))
    .filter((part) => part.text !== '');
}
