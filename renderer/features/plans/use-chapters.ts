import { useEffect, useState } from 'react';
import type * as Y from 'yjs';
import { chaptersMap, type PlanChapter, readChapters } from '../../../shared/documents/chapters.ts';
import { planMetaMap, type PlanMeta, readPlanMeta } from '../../../shared/documents/plan-document.ts';
import { countWords, writtenText } from '../../../shared/documents/plan-text.ts';
import { chapterFragment } from '../../../shared/documents/plan-document.ts';

/** Long enough that counting never stands between two keystrokes. */
const settleMs = 400;

export interface PlanOutline {
  chapters: PlanChapter[];
  meta: PlanMeta;
}

/** The chapters and the plan's own data; a chapter's state can change with its text, so it follows that too. */
export function usePlanOutline(doc: Y.Doc): PlanOutline {
  const [outline, setOutline] = useState(() => readOutline(doc));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // The same object while nothing in it differs: what is drawn from it is not drawn again.
    const now = () =>
      setOutline((before) => {
        const next = readOutline(doc);
        return JSON.stringify(next) === JSON.stringify(before) ? before : next;
      });
    const later = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        now();
      }, settleMs);
    };
    const chapters = chaptersMap(doc);
    const meta = planMetaMap(doc);
    chapters.observeDeep(now);
    meta.observe(now);
    doc.on('update', later);
    now();
    return () => {
      clearTimeout(timer);
      chapters.unobserveDeep(now);
      meta.unobserve(now);
      doc.off('update', later);
    };
  }, [doc]);
  return outline;
}

function readOutline(doc: Y.Doc): PlanOutline {
  return { chapters: readChapters(doc), meta: readPlanMeta(doc) };
}

/** Words per chapter and in all, counted when typing pauses; only chapters that changed are counted again. */
export function useWordCounts(doc: Y.Doc, chapters: readonly PlanChapter[], language: string) {
  const keys = chapters.map((chapter) => chapter.key).join(' ');
  const [counts, setCounts] = useState<ReadonlyMap<string, number>>(new Map());
  useEffect(() => {
    const stops = keys
      .split(' ')
      .filter(Boolean)
      .map((key) => {
        const fragment = chapterFragment(doc, key);
        let timer: ReturnType<typeof setTimeout> | undefined;
        const count = () => {
          timer = undefined;
          const words = countWords(writtenText(fragment), language);
          setCounts((before) => (before.get(key) === words ? before : new Map(before).set(key, words)));
        };
        const later = () => {
          clearTimeout(timer);
          timer = setTimeout(count, settleMs);
        };
        timer = setTimeout(count, 0);
        fragment.observeDeep(later);
        return () => {
          clearTimeout(timer);
          fragment.unobserveDeep(later);
        };
      });
    return () => {
      for (const stop of stops) stop();
    };
  }, [doc, keys, language]);
  const total = chapters.reduce((sum, chapter) => sum + (counts.get(chapter.key) ?? 0), 0);
  return { ofChapter: (key: string) => counts.get(key) ?? 0, total };
}
