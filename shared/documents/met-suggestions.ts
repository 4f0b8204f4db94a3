import type * as Y from 'yjs';
import { AppError } from '../kernel/errors.ts';
import { hashOf, hexOf } from './document-id.ts';
import { textOfSlot } from './once-text.ts';
import { assertPlanWritable } from './plan-document.ts';
import type { Piece } from './removed-words.ts';
import { type StoredSuggestion, storedSuggestions, type SuggestionAuthor } from './suggestions.ts';
import { exchangedSpan, lastStep, putAnew, replacedClients, type WordExchange } from './word-exchange.ts';
import { type WordPlace, wordsAt } from './word-place.ts';

/**
 * Suggestions for the same words that were answered while apart: the words of each stand now, though each was
 * to stand instead of the others'. Or of none, where each was taken out for another. That follows from the plan's text and the companion, alike on every
 * laptop; only "leave it as it is" is stored. Who accepts a suggestion when another's words stand already
 * replaces those, so nothing meets then.
 */
export interface MetSuggestions {
  /** Another one when a word is taken back or put again. */
  readonly key: string;
  readonly chapterKey: string;
  /** None of the words stands any more; somebody may also have struck them by hand. */
  readonly gone: boolean;
  /** Two or more, oldest suggestion first. */
  readonly members: readonly MetMember[];
}

export interface MetMember {
  readonly id: string;
  readonly author: SuggestionAuthor;
  /** False: its acceptance was taken back, and the words that stood before do again. */
  readonly proposed: boolean;
  /** What stands, or did before it was taken out; empty where striking was accepted. */
  readonly words: string;
  readonly place: WordPlace | null;
  /** It speaks of all that the others speak of: when it stays alone, no word is missing. */
  readonly mayStayAlone: boolean;
}

/** What somebody has to decide. */
export function readMetSuggestions(plan: Y.Doc, comments: Y.Doc): MetSuggestions[] {
  const together = togetherMap(comments);
  return groupsOf(plan, comments)
    .filter((group) => !together.has(keyOf(group)))
    .map((group) => ({
      key: keyOf(group),
      chapterKey: group[0]!.stored.chapterKey,
      gone: !group.some(stands),
      members: group.map((one) => memberOf(one, group)),
    }));
}

/**
 * Keeps the words of one, or puts them back, and takes those of the others out of the text.
 * @returns puts the others' words beside them again
 */
export function keepOneSuggestion(
  plan: Y.Doc,
  comments: Y.Doc,
  choice: { key: string; id: string; author: SuggestionAuthor; at: number },
): () => void {
  assertPlanWritable(plan);
  const group = groupOf(plan, comments, choice.key);
  const kept = group.find(({ stored }) => stored.id === choice.id);
  if (!kept || !memberOf(kept, group).mayStayAlone) throw new AppError('notFound');
  const others = group.filter((one) => one !== kept).map(({ exchange }) => exchange);
  putAnew(plan, kept.exchange, others, metOrigin);
  // A strike has no words that could be taken out: what is left of the group is settled by this choice.
  const left = groupsOf(plan, comments).find((now) => now.some(({ stored }) => stored.id === choice.id));
  if (left) writeTogether(comments, left, choice);
  return () => {
    for (const other of others) putAnew(plan, other, [], metOrigin);
  };
}

/** Leaves the words of all as they stand. */
export function keepSuggestionsTogether(
  plan: Y.Doc,
  comments: Y.Doc,
  choice: { key: string; author: SuggestionAuthor; at: number },
): void {
  writeTogether(comments, groupOf(plan, comments, choice.key), choice);
}

/** Not one of an editor: undo would write the words as anybody's, whom no step speaks for. */
const metOrigin = 'metSuggestions';

/** A suggestion that has been answered: words of it have been put. */
interface Answered {
  readonly stored: StoredSuggestion;
  readonly exchange: WordExchange;
  readonly step: number;
  readonly place: WordPlace | null;
}

function answeredOf(plan: Y.Doc, stored: StoredSuggestion): Answered | null {
  const { exchange } = stored;
  const text = exchange && textOfSlot(plan, exchange.slot);
  const step = exchange ? lastStep(plan, exchange) : -1;
  if (!exchange || !text || step < 0) return null;
  const span = exchangedSpan(plan, exchange, step);
  const place = span && span.from < span.to ? { text, index: span.from, length: span.to - span.from } : null;
  return { stored, exchange, step, place };
}

const putWords = ({ exchange, step }: Answered): string => (step % 2 === 0 ? exchange.by : exchange.replaces);
const stands = (answered: Answered): boolean => answered.place !== null || putWords(answered) === '';

/** The characters that a suggestion was to replace: those it names and those of its own earlier steps. */
function claimsOf({ stored, exchange, step }: Answered): Piece[] {
  const earlier = replacedClients(exchange, step).map((client) => ({
    id: { client, clock: 0 },
    length: Number.MAX_SAFE_INTEGER,
  }));
  return [...stored.named, ...earlier];
}

interface Claim {
  readonly piece: Piece;
  readonly by: number;
}

function groupsOf(plan: Y.Doc, comments: Y.Doc): Answered[][] {
  const answered = storedSuggestions(comments).flatMap((stored) => answeredOf(plan, stored) ?? []);
  const claims = answered.flatMap((one, by): Claim[] => claimsOf(one).map((piece) => ({ piece, by })));
  const groups = new Map<number, Answered[]>();
  const rootOf = joined(claims, answered.length);
  for (const [index, one] of answered.entries()) {
    const root = rootOf(index);
    groups.set(root, [...(groups.get(root) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const standing = group.filter(stands);
    if (standing.length === 0) return group.length > 1 ? [group] : [];
    return standing.length > 1 && standing.some(({ place }) => place !== null) ? [standing] : [];
  });
}

/** Joins those whose claims share a character, in one pass over the claims in their order. */
function joined(claims: readonly Claim[], count: number): (index: number) => number {
  const parents = Array.from({ length: count }, (_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root]!;
    parents[index] = root;
    return root;
  };
  const ordered = claims.toSorted(
    ({ piece: { id: left } }, { piece: { id: right } }) =>
      left.client - right.client || left.clock - right.clock,
  );
  let open: { client: number; end: number; by: number } | undefined;
  for (const { piece, by } of ordered) {
    const { client, clock } = piece.id;
    const end = clock + piece.length;
    if (open?.client === client && clock < open.end) {
      parents[rootOf(by)] = rootOf(open.by);
      open.end = Math.max(open.end, end);
    } else open = { client, end, by };
  }
  return rootOf;
}

function memberOf(answered: Answered, group: readonly Answered[]): MetMember {
  const { stored, step, place } = answered;
  const claims = claimsOf(answered);
  return {
    id: stored.id,
    author: stored.author,
    proposed: step % 2 === 0,
    words: place ? wordsAt(place) : putWords(answered),
    place,
    mayStayAlone: group.every((other) => other.stored.named.every((piece) => holds(claims, piece))),
  };
}

/** Whether every character of a piece is among these. */
function holds(pieces: readonly Piece[], { id, length }: Piece): boolean {
  let clock = id.clock;
  const end = id.clock + length;
  for (let found: Piece | undefined; clock < end; clock = found.id.clock + found.length) {
    const next = clock;
    found = pieces.find(
      (one) => one.id.client === id.client && one.id.clock <= next && next < one.id.clock + one.length,
    );
    if (!found) return false;
  }
  return true;
}

function groupOf(plan: Y.Doc, comments: Y.Doc, key: string): Answered[] {
  const group = groupsOf(plan, comments).find((candidate) => keyOf(candidate) === key);
  if (!group) throw new AppError('notFound');
  return group;
}

const keyOf = (group: readonly Answered[]): string =>
  hexOf(hashOf(['met', ...group.flatMap(({ stored, step }) => [stored.id, step])]));

function writeTogether(
  comments: Y.Doc,
  group: readonly Answered[],
  { author, at }: { author: SuggestionAuthor; at: number },
): void {
  togetherMap(comments).set(keyOf(group), { partnerId: author.partnerId, name: author.name, at });
}

const togetherMap = (comments: Y.Doc): Y.Map<unknown> => comments.getMap('metTogether');
