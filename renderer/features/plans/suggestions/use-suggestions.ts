import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type * as Y from 'yjs';
import { companionDocumentId } from '../../../../shared/documents/companions.ts';
import {
  keepOneSuggestion,
  keepSuggestionsTogether,
  type MetSuggestions,
  readMetSuggestions,
} from '../../../../shared/documents/met-suggestions.ts';
import { type KeptText, readKeptText, settleKeptText } from '../../../../shared/documents/kept-text.ts';
import {
  addSuggestion,
  decideSuggestion,
  type PlanSuggestion,
  readSuggestions,
  type SuggestionAuthor,
} from '../../../../shared/documents/suggestions.ts';
import type { WordPlace } from '../../../../shared/documents/word-place.ts';
import { useOwnPartnerId } from '../../../api/own-partner.ts';
import { useBackend } from '../../../api/backend-context.tsx';
import { useDocument } from '../use-document.ts';
import { keptTextOrigin } from '../editor/chapter-undo.ts';

/** The suggestions of a plan, and what can be done with them. */
export interface PlanSuggestions {
  readonly open: readonly PlanSuggestion[];
  readonly suggest: (chapterKey: string, place: WordPlace, words: { by: string; reason: string }) => void;
  readonly decide: (id: string, accepted: boolean) => void;
  /** Text that a merge left without a place. */
  readonly kept: readonly KeptText[];
  readonly settle: (id: string, putBack: boolean) => void;
  /** Different suggestions for the same words that were accepted apart. */
  readonly met: readonly MetSuggestions[];
  readonly choose: MetChoices;
}

export interface MetChoices {
  /** @returns puts the other words beside these again */
  readonly keepOne: (key: string, id: string) => () => void;
  readonly keepTogether: (key: string) => void;
}

/** Where words stand is looked up again when typing pauses: never between two keystrokes. */
const settleMs = 400;

export function useSuggestions(planId: string, plan: Y.Doc): PlanSuggestions | undefined {
  const session = useDocument(companionDocumentId(planId, 'comments'));
  const author = useAuthor();
  const comments = session?.doc;
  const open = useWaiting(plan, comments, openSuggestions, sameSuggestions);
  const kept = useWaiting(plan, comments, readKeptText, sameKeptText);
  const met = useWaiting(plan, comments, readMetSuggestions, sameMet);
  return useMemo(() => {
    if (!comments) return undefined;
    return {
      open,
      kept,
      met,
      choose: {
        keepOne: (key, id) => keepOneSuggestion(plan, comments, { key, id, author, at: Date.now() }),
        keepTogether: (key) => keepSuggestionsTogether(plan, comments, { key, author, at: Date.now() }),
      },
      settle: (id, putBack) =>
        settleKeptText(plan, comments, { id, putBack, author, at: Date.now(), origin: keptTextOrigin }),
      suggest: (chapterKey, place, words) =>
        addSuggestion(plan, comments, {
          ...words,
          id: crypto.randomUUID(),
          chapterKey,
          place,
          author,
          at: Date.now(),
        }),
      decide: (id, accepted) => decideSuggestion(plan, comments, { id, accepted, author, at: Date.now() }),
    };
  }, [plan, comments, open, kept, met, author]);
}

/** What waits for an answer; what the plan and its companion say about that together. */
function useWaiting<Item>(
  plan: Y.Doc,
  comments: Y.Doc | undefined,
  read: (plan: Y.Doc, comments: Y.Doc) => readonly Item[],
  isSame: (left: readonly Item[], right: readonly Item[]) => boolean,
): readonly Item[] {
  const [waiting, setWaiting] = useState<readonly Item[]>([]);
  useEffect(() => {
    if (!comments) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      setWaiting((before) => {
        const next = read(plan, comments);
        return isSame(before, next) ? before : next;
      });
    };
    const later = () => {
      timer ??= setTimeout(look, settleMs);
    };
    comments.on('update', look);
    plan.on('update', later);
    look();
    return () => {
      clearTimeout(timer);
      comments.off('update', look);
      plan.off('update', later);
    };
  }, [plan, comments, read, isSame]);
  return waiting;
}

const openSuggestions = (plan: Y.Doc, comments: Y.Doc): PlanSuggestion[] =>
  readSuggestions(plan, comments).filter(({ state }) => state === 'open');

const sameKeptText = (left: readonly KeptText[], right: readonly KeptText[]): boolean =>
  left.length === right.length &&
  left.every(({ id, text }, index) => id === right[index]?.id && text === right[index].text);

const sameMet = (left: readonly MetSuggestions[], right: readonly MetSuggestions[]): boolean =>
  left.length === right.length &&
  left.every(
    ({ key, members }, index) =>
      key === right[index]?.key &&
      members.every((member, at) => {
        const other = right[index]?.members[at];
        return member.words === other?.words && member.place?.index === other.place?.index;
      }),
  );

/** What is drawn of them is the same; only their place, which is looked up when it is needed, may differ. */
function sameSuggestions(left: readonly PlanSuggestion[], right: readonly PlanSuggestion[]): boolean {
  if (left.length !== right.length) return false;
  return left.every(
    (one, index) =>
      one.id === right[index]?.id &&
      one.words === right[index].words &&
      one.place?.index === right[index].place?.index &&
      one.place?.text === right[index].place?.text,
  );
}

/** Who suggests and decides on this laptop: its organisation, and the person if named. */
function useAuthor(): SuggestionAuthor {
  const { queries } = useBackend();
  const profile = useQuery(queries.profile.get.queryOptions());
  const partnerId = useOwnPartnerId();
  const name = profile.data?.displayName ?? '';
  return useMemo(() => ({ partnerId, name }), [partnerId, name]);
}
