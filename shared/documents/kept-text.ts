import * as Y from 'yjs';
import { AppError } from '../kernel/errors.ts';
import type { StrandedText } from './stranded-text.ts';
import { onceClientId, wasPutOnce } from './once-text.ts';
import { assertPlanWritable, chapterFragment, shortText } from './plan-document.ts';
import type { SuggestionAuthor } from './suggestions.ts';

/**
 * Text that a merge left without a place is kept in the plan's companion `comments`, in a map `keptText`,
 * so that everybody sees it and anybody can put it back, once, however many do so while apart. Who let it go or
 * put it back is in `settledText`; whether it stands again, the plan itself says. Entries of a hostile or broken
 * peer are left out.
 */
export interface KeptText extends StrandedText {
  /** When it was found, in milliseconds since 1970. */
  readonly at: number;
}

const maxCharacters = 20_000;
const maxKept = 500;

/** Keeps what is not kept yet. */
export function keepStrandedText(comments: Y.Doc, found: readonly StrandedText[], at: number): void {
  const map = keptMap(comments);
  for (const { id, chapterKey, text } of found) {
    if (map.has(id) || map.size >= maxKept) continue;
    map.set(id, { chapterKey, text: text.slice(0, maxCharacters), at });
  }
}

/** What waits for somebody to put it back or to let it go, oldest first. */
export function readKeptText(plan: Y.Doc, comments: Y.Doc): KeptText[] {
  const kept = [...keptMap(comments)].flatMap(([id, value]) => keptText(id, value) ?? []);
  return kept
    .slice(0, maxKept)
    .filter((text) => !isLetGo(comments, text.id) && !wasPutOnce(plan, clientOf(text)))
    .toSorted((left, right) => left.at - right.at || (left.id < right.id ? -1 : 1));
}

/** Puts it back as a paragraph at the end of its chapter, or lets it go. Throws `notFound` when it is settled. */
export function settleKeptText(
  plan: Y.Doc,
  comments: Y.Doc,
  answer: { id: string; putBack: boolean; author: SuggestionAuthor; at: number; origin?: unknown },
): void {
  const { id, putBack, author, at, origin } = answer;
  const kept = readKeptText(plan, comments).find((known) => known.id === id);
  if (!kept) throw new AppError('notFound');
  if (putBack) {
    assertPlanWritable(plan);
    Y.applyUpdate(plan, paragraphUpdate(kept), origin);
  }
  settledMap(comments).set(id, { putBack, partnerId: author.partnerId, name: author.name, at });
}

/** The same on every laptop, and made as if nothing else were in the chapter: so it comes behind all that is. */
function paragraphUpdate(kept: KeptText): Uint8Array {
  const doc = new Y.Doc({ guid: 'kept-text' });
  doc.clientID = clientOf(kept);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(kept.text.trim())]);
  chapterFragment(doc, kept.chapterKey).insert(0, [paragraph]);
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

const clientOf = ({ id, chapterKey, text }: KeptText): number => onceClientId(['kept', id, chapterKey, text]);

function isLetGo(comments: Y.Doc, id: string): boolean {
  const settled = settledMap(comments).get(id);
  return (
    typeof settled === 'object' && settled !== null && !('putBack' in settled && settled.putBack === true)
  );
}

function keptText(id: string, value: unknown): KeptText | null {
  if (typeof value !== 'object' || value === null || id.length > 60) return null;
  const { chapterKey, text, at } = value as Record<string, unknown>;
  const chapter = shortText(chapterKey, 64);
  if (chapter === null || typeof text !== 'string' || typeof at !== 'number' || !Number.isFinite(at))
    return null;
  return { id, chapterKey: chapter, text: text.slice(0, maxCharacters).toWellFormed(), at };
}

const keptMap = (comments: Y.Doc): Y.Map<unknown> => comments.getMap('keptText');
const settledMap = (comments: Y.Doc): Y.Map<unknown> => comments.getMap('settledText');
