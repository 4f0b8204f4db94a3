import * as Y from 'yjs';
import { AppError } from '../kernel/errors.ts';
import { assertPlanWritable, chapterFragment, shortText } from './plan-document.ts';

/**
 * Suggestions live in the plan's companion `comments`: a map `suggestions` of what was proposed, each entry
 * written once and never changed, and a map `decisions` of what became of it. The words meant are named by
 * Yjs positions in the plan's text, so they stay the same words while others write around them. Whatever
 * is read may come from a hostile peer: malformed entries are left out.
 */
export const suggestionLimits = { characters: 2_000, reasonCharacters: 1_000, count: 1_000 } as const;

export interface SuggestionAuthor {
  /** Null when the laptop belongs to no organisation of the register. */
  readonly partnerId: string | null;
  /** May be empty. */
  readonly name: string;
}

/** Words inside one paragraph of a chapter. Indexes and lengths count as Yjs counts text. */
export interface WordPlace {
  readonly text: Y.XmlText;
  readonly index: number;
  readonly length: number;
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
  suggestionsMap(comments).set(suggestion.id, {
    chapterKey,
    start: Y.encodeRelativePosition(start),
    end: Y.encodeRelativePosition(end),
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
  const found: PlanSuggestion[] = [];
  for (const [id, value] of suggestionsMap(comments).entries()) {
    const suggestion = readSuggestion(plan, comments, id, value);
    if (suggestion) found.push(suggestion);
    if (found.length === suggestionLimits.count) break;
  }
  return found.toSorted((left, right) => left.at - right.at || (left.id < right.id ? -1 : 1));
}

/**
 * Accepts or declines. Accepting puts the proposed words, in the form of the first of those that they
 * replace, where these stand now. Throws `notFound` when it is not open any more or its paragraph is gone.
 * @param origin of the transaction on the plan, so that the editor can undo it.
 */
export function decideSuggestion(
  plan: Y.Doc,
  comments: Y.Doc,
  decision: { id: string; accepted: boolean; author: SuggestionAuthor; at: number; origin?: unknown },
): void {
  const { id, accepted, author, at, origin } = decision;
  const suggestion = readSuggestions(plan, comments).find((known) => known.id === id);
  if (suggestion?.state !== 'open') throw new AppError('notFound');
  if (accepted) {
    assertPlanWritable(plan);
    const { place } = suggestion;
    if (!place) throw new AppError('notFound');
    plan.transact(() => replaceWords(place, suggestion.by), origin);
  }
  decisionsMap(comments).set(id, { accepted, partnerId: author.partnerId, name: author.name, at });
}

/** The first place in a text, or in anything below a fragment, where these words stand in one paragraph. */
export function findWords(within: Y.XmlFragment, words: string): WordPlace | null {
  for (const child of within.toArray()) {
    if (child instanceof Y.XmlText) {
      const index = plainText(child).indexOf(words);
      if (index >= 0) return { text: child, index, length: words.length };
    } else if (child instanceof Y.XmlElement) {
      const place = findWords(child, words);
      if (place) return place;
    }
  }
  return null;
}

/** The text at a place, without its form. */
export function wordsAt({ text, index, length }: WordPlace): string {
  return plainText(text).slice(index, index + length);
}

function replaceWords({ text, index, length }: WordPlace, by: string): void {
  const form = formAt(text, index);
  text.delete(index, length);
  if (by !== '') text.insert(index, by, form);
}

/** Bold, italic, link... of the character at an index. */
function formAt(text: Y.XmlText, index: number): Record<string, unknown> {
  let passed = 0;
  for (const run of runsOf(text)) {
    passed += typeof run.insert === 'string' ? run.insert.length : 1;
    if (passed > index) return run.attributes ?? {};
  }
  return {};
}

interface Run {
  readonly insert: unknown;
  readonly attributes?: Record<string, unknown>;
}

const runsOf = (text: Y.XmlText): readonly Run[] => text.toDelta() as Run[];

/** Embedded things count as one character each, as they do in the indexes of Yjs. */
function plainText(text: Y.XmlText): string {
  return runsOf(text)
    .map(({ insert }) => (typeof insert === 'string' ? insert : '\uFFFC'))
    .join('');
}

function readSuggestion(plan: Y.Doc, comments: Y.Doc, id: string, value: unknown): PlanSuggestion | null {
  if (!isRecord(value) || id.length > 100) return null;
  const { start, end, at } = value;
  const chapterKey = shortText(value['chapterKey'], 64);
  const isPlaced = start instanceof Uint8Array && end instanceof Uint8Array;
  if (chapterKey === null || !isPlaced || typeof at !== 'number' || !Number.isFinite(at)) return null;
  const place = placeOf(plan, chapterKey, start, end);
  return {
    id,
    chapterKey,
    replaces: textOf(value['replaces'], suggestionLimits.characters),
    by: textOf(value['by'], suggestionLimits.characters),
    reason: textOf(value['reason'], suggestionLimits.reasonCharacters),
    author: { partnerId: shortText(value['partnerId'], 100), name: shortText(value['name'], 80) ?? '' },
    at,
    state: stateOf(decisionsMap(comments).get(id)),
    place,
    words: place ? wordsAt(place) : '',
  };
}

function stateOf(decision: unknown): SuggestionState {
  if (!isRecord(decision)) return 'open';
  return decision['accepted'] === true ? 'accepted' : 'declined';
}

function placeOf(plan: Y.Doc, chapterKey: string, start: Uint8Array, end: Uint8Array): WordPlace | null {
  const from = absolute(plan, start);
  const to = absolute(plan, end);
  if (!from || !to || from.type !== to.type || !(from.type instanceof Y.XmlText)) return null;
  if (to.index <= from.index || !isInChapter(plan, chapterKey, from.type)) return null;
  return { text: from.type, index: from.index, length: to.index - from.index };
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

const limited = (text: string, characters: number): string => text.slice(0, characters);
const textOf = (value: unknown, characters: number): string =>
  typeof value === 'string' ? limited(value, characters) : '';
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const suggestionsMap = (comments: Y.Doc): Y.Map<unknown> => comments.getMap('suggestions');
const decisionsMap = (comments: Y.Doc): Y.Map<unknown> => comments.getMap('decisions');
