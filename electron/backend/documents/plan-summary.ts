import type * as Y from 'yjs';
import type { WaitingChapter } from '../../../shared/contract/plans.ts';
import { type PlanChapter, readChapters } from '../../../shared/documents/chapters.ts';
import { readMetSuggestions } from '../../../shared/documents/met-suggestions.ts';
import { readSuggestions } from '../../../shared/documents/suggestions.ts';

/** How far the chapters of a plan are. */
export function countStates(chapters: readonly PlanChapter[]) {
  return {
    total: chapters.length,
    agreed: chapters.filter(({ state }) => state === 'agreed').length,
    empty: chapters.filter(({ state }) => state === 'empty').length,
  };
}

/** Chapters that wait for their owner: nothing is written, or suggestions are to be decided. */
export function waitingChapters(plan: Y.Doc, comments: Y.Doc): WaitingChapter[] {
  const open = [
    ...readSuggestions(plan, comments).filter(({ state }) => state === 'open'),
    ...readMetSuggestions(plan, comments),
  ];
  return readChapters(plan).flatMap(({ key, number, title, state, ownerPartnerId }) => {
    const suggestions = open.filter(({ chapterKey }) => chapterKey === key).length;
    if (ownerPartnerId === null || (state !== 'empty' && suggestions === 0)) return [];
    return [{ key, number, title, ownerPartnerId, empty: state === 'empty', suggestions }];
  });
}
