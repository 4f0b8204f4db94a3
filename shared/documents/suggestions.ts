import * as Y from 'yjs';
import { AppError } from '../kernel/errors.ts';
import { type Slot, slotAt, textOfSlot } from './once-text.ts';
import { assertPlanWritable, chapterFragment, shortText } from './plan-document.ts';
import { type Piece, piecesIn } from './removed-words.ts';
import { acceptWords, exchangedSpan, lastStep, type WordExchange } from './word-exchange.ts';
import { type WordPlace, wordsAt } from './word-place.ts';

/**
 * Suggestions live in the plan's companion `comments`: a map `suggestions` of what was proposed, each entry
 * written once and never changed, and a map `decisions` of who answered what. The words meant are named by
 * Yjs positions in the plan's text, so they stay the same words while others write around them. Whether a
 * suggestion is accepted is told by the plan's text alone (word-exchange.ts): an answer of somebody who may not
 * change the plan, or whose change is still on its way, is none. Whatever is read may come from a hostile
 * peer: malformed entries are left out.
 */
export const suggestionLimits = {
  characters: 2_000,
  reasonCharacters: 1_000,
  count: 1_000,
  pieces: 200,
} as const;

export interface SuggestionAuthor {
  /** Null when the laptop belongs to no organisation of the register. */
  readonly partnerId: string | null;
  /** May be empty. */
  readonly name: string;
}

export interface NewSuggestion {
  readonly id: string;
  readonly chapterKey: string;
  readonly place: WordPlace;
  /** The words proposed; empty proposes to strike. */
  readonly by: string;
  readonly reason: string;
  readonly author: SuggestionAuthor;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export type SuggestionState = 'open' | 'accepted' | 'declined';

export interface PlanSuggestion {
  readonly id: string;
  readonly chapterKey: string;
  /** What stood there when the suggestion was made. */
  readonly replaces: string;
  readonly by: string;
  readonly reason: string;
  readonly author: SuggestionAuthor;
  readonly at: number;
  readonly state: SuggestionState;
  /** Where the words stand now; null when their paragraph is gone. */
  readonly place: WordPlace | null;
  /** What stands there now. */
  readonly words: string;
}

/** Throws `invalidInput` when the words are not in the chapter or the proposal changes nothing. */
export function addSuggestion(plan: Y.Doc, comments: Y.Doc, suggestion: NewSuggestion): void {
  const { place, chapterKey, author } = suggestion;
  const replaces = wordsAt(place);
  const by = limited(suggestion.by, suggestionLimits.characters);
  if (!isInChapter(plan, chapterKey, place.text) || replaces === '') {
    throw new AppError('invalidInput', { field: 'suggestion' });
  }
  if (by === replaces || suggestionsMap(comments).size >= suggestionLimits.count) {
    throw new AppError('invalidInput', { field: 'suggestion' });
  }
  const start = Y.createRelativePositionFromTypeIndex(place.text, place.index, 0);
  const end = Y.createRelativePositionFromTypeIndex(place.text, place.index + place.length, -1);
  const slot = start.item && slotAt(plan, start.item, place.length);
  if (!slot) throw new AppError('invalidInput', { field: 'suggestion' });
  suggestionsMap(comments).set(suggestion.id, {
    chapterKey,
    start: Y.encodeRelativePosition(start),
    end: Y.encodeRelativePosition(end),
    left: slot.left && [slot.left.client, slot.left.clock],
    right: [slot.right.client, slot.right.clock],
    named: piecesIn(place.text, { from: place.index, to: place.index + place.length })
      .slice(0, suggestionLimits.pieces)
      .map(({ id, length }) => [id.client, id.clock, length]),
    replaces: limited(replaces, suggestionLimits.characters),
    by,
    reason: limited(suggestion.reason, suggestionLimits.reasonCharacters),
    partnerId: author.partnerId,
    name: author.name,
    at: suggestion.at,
  });
}

/** All suggestions, oldest first. */
export function readSuggestions(plan: Y.Doc, comments: Y.Doc): PlanSuggestion[] {
  return storedSuggestions(comments).map((stored) => withPlan(plan, comments, stored));
}

/** What the companion says, oldest first. */
export function storedSuggestions(comments: Y.Doc): StoredSuggestion[] {
  const found: StoredSuggestion[] = [];
  for (const [id, value] of suggestionsMap(comments).entries()) {
    const stored = storedSuggestion(id, value);
    if (stored) found.push(stored);
    if (found.length === suggestionLimits.count) break;
  }
  return found.toSorted((left, right) => left.at - right.at || (left.id < right.id ? -1 : 1));
}

/**
 * Accepts or declines. Accepting puts the proposed words, in the form of those that they replace, where these
 * stand now; however many do so while apart, the words come once. The origin of that transaction on the plan
 * is an `ExchangeStep`. Throws `notFound` when it is not open any more or its paragraph is gone.
 */
export function decideSuggestion(
  plan: Y.Doc,
  comments: Y.Doc,
  decision: { id: string; accepted: boolean; author: SuggestionAuthor; at: number },
): void {
  const { id, accepted, author, at } = decision;
  const stored = storedSuggestion(id, suggestionsMap(comments).get(id));
  if (!stored || withPlan(plan, comments, stored).state !== 'open') throw new AppError('notFound');
  if (accepted) {
    assertPlanWritable(plan);
    const { exchange } = stored;
    if (!exchange || !placeOf(plan, stored, lastStep(plan, exchange))) throw new AppError('notFound');
    acceptWords(plan, exchange, (step) => placeOf(plan, stored, step));
  }
  decisionsMap(comments).set(id, { accepted, partnerId: author.partnerId, name: author.name, at });
}

/** What the companion says about a suggestion, checked. */
export interface StoredSuggestion extends Omit<PlanSuggestion, 'state' | 'place' | 'words'> {
  readonly start: Uint8Array;
  readonly end: Uint8Array;
  /** Null for an entry that names no place for words. */
  readonly exchange: WordExchange | null;
  /** The characters meant; of a long selection that many hands wrote, its first ones. */
  readonly named: readonly Piece[];
}

function storedSuggestion(id: string, value: unknown): StoredSuggestion | null {
  if (!isRecord(value) || id.length > 100) return null;
  const { start, end, at } = value;
  const chapterKey = shortText(value['chapterKey'], 64);
  const isPlaced = start instanceof Uint8Array && end instanceof Uint8Array;
  if (chapterKey === null || !isPlaced || typeof at !== 'number' || !Number.isFinite(at)) return null;
  const replaces = textOf(value['replaces'], suggestionLimits.characters);
  const by = textOf(value['by'], suggestionLimits.characters);
  const slot = readSlot(value);
  return {
    id,
    chapterKey,
    start,
    end,
    replaces,
    by,
    reason: textOf(value['reason'], suggestionLimits.reasonCharacters),
    author: { partnerId: shortText(value['partnerId'], 100), name: shortText(value['name'], 80) ?? '' },
    at,
    exchange: slot && { id, slot, by, replaces },
    named: readPieces(value['named']),
  };
}

function withPlan(plan: Y.Doc, comments: Y.Doc, stored: StoredSuggestion): PlanSuggestion {
  const { start: _start, end: _end, named: _named, exchange, ...suggestion } = stored;
  const step = exchange ? lastStep(plan, exchange) : -1;
  const place = placeOf(plan, stored, step);
  const isAccepted = step >= 0 && step % 2 === 0;
  const state = isAccepted
    ? 'accepted'
    : isDeclined(decisionsMap(comments).get(stored.id))
      ? 'declined'
      : 'open';
  return { ...suggestion, state, place, words: place ? wordsAt(place) : '' };
}

/** Where two answered differently while apart, words that were put say more than an answer. */
function isDeclined(decision: unknown): boolean {
  return isRecord(decision) && decision['accepted'] !== true;
}

/** From the first to the last of the words that are meant, with those that a step has put in their place. */
function placeOf(
  plan: Y.Doc,
  { chapterKey, start, end, exchange }: StoredSuggestion,
  step: number,
): WordPlace | null {
  const text = exchange && textOfSlot(plan, exchange.slot);
  const [from, to] = [absolute(plan, start), absolute(plan, end)];
  if (!text || from?.type !== text || to?.type !== text || !isInChapter(plan, chapterKey, text)) return null;
  const put = exchangedSpan(plan, exchange, step);
  const index = Math.min(from.index, put?.from ?? from.index);
  const length = Math.max(to.index, put?.to ?? to.index) - index;
  return length > 0 ? { text, index, length } : null;
}

function absolute(plan: Y.Doc, position: Uint8Array): Y.AbsolutePosition | null {
  try {
    return Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(position), plan, false);
  } catch {
    return null; // bytes that are no position, or one in a text that has not arrived
  }
}

function isInChapter(plan: Y.Doc, chapterKey: string, text: Y.XmlText): boolean {
  const fragment = chapterFragment(plan, chapterKey);
  let type: Y.AbstractType<unknown> | null = text as Y.AbstractType<unknown>;
  while (type) {
    if (type === (fragment as Y.AbstractType<unknown>)) return true;
    if (type._item?.deleted) return false;
    type = type.parent as Y.AbstractType<unknown> | null;
  }
  return false;
}

function readSlot({ left, right }: Record<string, unknown>): Slot | null {
  const [leftId, rightId] = [readId(left), readId(right)];
  if (!rightId || (left !== null && !leftId)) return null;
  return { left: leftId, right: rightId };
}

function readId(value: unknown): Y.ID | null {
  if (!Array.isArray(value)) return null;
  const [client, clock] = value as unknown[];
  return isCount(client) && isCount(clock) ? Y.createID(client, clock) : null;
}

function readPieces(value: unknown): Piece[] {
  if (!Array.isArray(value)) return [];
  return (value as unknown[]).slice(0, suggestionLimits.pieces).flatMap((piece) => {
    const id = readId(piece);
    const length: unknown = Array.isArray(piece) ? piece[2] : undefined;
    return id && isCount(length) && length > 0 ? [{ id, length }] : [];
  });
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const limited = (text: string, characters: number): string => text.slice(0, characters);
const textOf = (value: unknown, characters: number): string =>
  typeof value === 'string' ? limited(value, characters).toWellFormed() : '';
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const suggestionsMap = (comments: Y.Doc): Y.Map<unknown> => comments.getMap('suggestions');
const decisionsMap = (comments: Y.Doc): Y.Map<unknown> => comments.getMap('decisions');
