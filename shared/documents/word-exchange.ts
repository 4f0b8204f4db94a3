import * as Y from 'yjs';
import {
  isOnceClient,
  type OnceName,
  onceClientId,
  putOnce,
  type Slot,
  spanOf,
  textOfSlot,
  wasPutOnce,
} from './once-text.ts';
import {
  advanced,
  piecesIn,
  type Range,
  type RemovedRun,
  removedRuns,
  restoreRuns,
  visibleItems,
} from './removed-words.ts';
import type { WordPlace } from './word-place.ts';

/**
 * The words of a suggestion taking the place of those that stood there, back again, and so on. Each step puts
 * words that follow from the suggestion alone, once (once-text.ts), and deletes those of the step before. So
 * laptops that go the same steps while apart make the same text, and the number of the last step says
 * everywhere alike which words stand.
 */
export interface WordExchange {
  /** The suggestion's. */
  readonly id: string;
  readonly slot: Slot;
  /** Put by the even steps. */
  readonly by: string;
  /** Put by the odd steps. */
  readonly replaces: string;
}

/** Origin of a transaction that takes a step, so that undo can take it back. */
export class ExchangeStep {
  readonly exchange: WordExchange;
  readonly step: number;
  /** What the step took away, with its form. */
  removed: readonly RemovedRun[] = [];

  constructor(exchange: WordExchange, step: number) {
    this.exchange = exchange;
    this.step = step;
  }
}

/** A broken peer may have made up steps: more are not looked for. */
const maxSteps = 1_000;

/** The last step that was taken: -1 none, even: the proposed words stand, odd: they were taken back. */
export function lastStep(plan: Y.Doc, exchange: WordExchange): number {
  let step = -1;
  while (step < maxSteps && wasPutOnce(plan, clientOf(exchange, step + 1))) step += 1;
  return step;
}

/** Where the words stand that a step has put; null when none has or their paragraph is gone. */
export function exchangedSpan(plan: Y.Doc, exchange: WordExchange, step: number): Range | null {
  const text = textOfSlot(plan, exchange.slot);
  return text && step >= 0 ? spanOf(text, clientOf(exchange, step)) : null;
}

/**
 * Puts the proposed words where others stand now.
 * @param placeAt where words stand when a step is the last one; null = nowhere
 */
export function acceptWords(
  plan: Y.Doc,
  exchange: WordExchange,
  placeAt: (step: number) => WordPlace | null,
): void {
  const last = lastStep(plan, exchange);
  // Where another suggestion's words stand, somebody may be taking those for these just now: words that both
  // had put before would be gone on both sides. Those of a further step are new, and nobody removes them.
  const taken = isOverOthers(plan, exchange, placeAt(last)) ? 3 : 1;
  if (last + taken >= maxSteps) return;
  const step = new ExchangeStep(exchange, last + taken);
  const toRemove = () => {
    const place = placeAt(last);
    return place ? [{ from: place.index, to: place.index + place.length }] : [];
  };
  takeStep(plan, { step, origin: step, toRemove });
}

/**
 * Takes a step back, or takes again one that was taken back: what it removed stands again, with all that had
 * been written there. Null when that has been done already, here or elsewhere, or the paragraph is gone.
 * @param made everything that the step wrote
 */
export function reverseStep(
  plan: Y.Doc,
  { exchange, step, removed }: ExchangeStep,
  made: Parameters<typeof Y.isDeleted>[0],
  origin: unknown,
): ExchangeStep | null {
  if (lastStep(plan, exchange) !== step || !textOfSlot(plan, exchange.slot)) return null;
  const reverse = new ExchangeStep(exchange, step + 1);
  const toRemove = (text: Y.XmlText) => rangesWhere(text, (id) => Y.isDeleted(made, id));
  takeStep(plan, { step: reverse, origin, toRemove, restore: removed });
  return reverse;
}

/**
 * Puts the words of the last step anew, as they stand now, and removes those of others. Anew, so that of people
 * who keep different words while apart nobody's are gone: those that each kept stand when they meet.
 */
export function putAnew(
  plan: Y.Doc,
  kept: WordExchange,
  others: readonly WordExchange[],
  origin: unknown,
): void {
  const text = textOfSlot(plan, kept.slot);
  const last = lastStep(plan, kept);
  if (!text || last < 0 || last + 2 >= maxSteps) return;
  const client = clientOf(kept, last + 2);
  plan.transact((transaction) => {
    const before = spanOf(text, clientOf(kept, last));
    const restore = before && before.from < before.to ? removedRuns(text, before) : [];
    putStep(transaction, text, { exchange: kept, step: last + 2 });
    for (const gone of [
      clientOf(kept, last),
      ...others.map((other) => clientOf(other, lastStep(plan, other))),
    ]) {
      const span = spanOf(text, gone);
      const ranges = span ? without(span, spanOf(text, client)) : [];
      for (const { from, to } of ranges.toReversed()) text.delete(from, to - from);
    }
    const put = spanOf(text, client);
    if (put && restore.length > 0) restoreRuns(transaction, text, put, restore);
  }, origin);
}

/** Client ids of the steps before the last one, whose words the later steps have replaced. */
export function replacedClients(exchange: WordExchange, last: number): number[] {
  return Array.from({ length: Math.max(0, last) }, (_, step) => clientOf(exchange, step));
}

function isOverOthers(plan: Y.Doc, exchange: WordExchange, place: WordPlace | null): boolean {
  if (!place) return false;
  const own = clientOf(exchange, lastStep(plan, exchange));
  return piecesIn(place.text, { from: place.index, to: place.index + place.length }).some(
    ({ id: { client } }) => isOnceClient(client) && client !== own,
  );
}

/** Puts the words of a step; those of the steps between only leave a trace. */
function putStep(
  transaction: Y.Transaction,
  text: Y.XmlText,
  { exchange, step }: Pick<ExchangeStep, 'exchange' | 'step'>,
): void {
  const first = lastStep(transaction.doc, exchange) + 1;
  for (let next = first; next <= step; next += 1) {
    const client = clientOf(exchange, next);
    putOnce(transaction, exchange.slot, client, wordsOf(exchange, next));
    const span = spanOf(text, client);
    if (span && next < step) text.delete(span.from, span.to - span.from);
  }
}

interface StepToTake {
  readonly step: ExchangeStep;
  readonly origin: unknown;
  /** Looked up when the new words have been put. */
  readonly toRemove: (text: Y.XmlText) => readonly Range[];
  readonly restore?: readonly RemovedRun[];
}

function takeStep(plan: Y.Doc, { step, origin, toRemove, restore }: StepToTake): void {
  const { exchange } = step;
  const text = textOfSlot(plan, exchange.slot);
  if (!text) return;
  const client = clientOf(exchange, step.step);
  plan.transact((transaction) => {
    putStep(transaction, text, step);
    const span = spanOf(text, client);
    const ranges = toRemove(text).flatMap((range) => without(range, span));
    step.removed = ranges.flatMap((range) => removedRuns(text, range));
    for (const { from, to } of ranges.toReversed()) text.delete(from, to - from);
    const put = spanOf(text, client);
    if (restore && put) restoreRuns(transaction, text, put, restore);
  }, origin);
}

/** Where characters stand that are meant. */
function rangesWhere(text: Y.XmlText, isMeant: (id: Y.ID) => boolean): Range[] {
  const ranges: Range[] = [];
  for (const { item, index } of visibleItems(text)) {
    for (let offset = 0; offset < item.length; offset += 1) {
      if (!isMeant(advanced(item.id, offset))) continue;
      const [from, last] = [index + offset, ranges.at(-1)];
      if (last?.to === from) ranges[ranges.length - 1] = { from: last.from, to: from + 1 };
      else ranges.push({ from, to: from + 1 });
    }
  }
  return ranges;
}

function without({ from, to }: Range, span: Range | null): Range[] {
  if (!span) return [{ from, to }];
  const parts = [
    { from, to: Math.min(to, span.from) },
    { from: Math.max(from, span.to), to },
  ];
  return parts.filter((part) => part.from < part.to);
}

const wordsOf = ({ by, replaces }: WordExchange, step: number): string => (step % 2 === 0 ? by : replaces);

function clientOf(exchange: WordExchange, step: number): number {
  const { left, right } = exchange.slot;
  const name: OnceName = [
    exchange.id,
    step,
    left?.client ?? null,
    left?.clock ?? null,
    right.client,
    right.clock,
  ];
  return onceClientId([...name, wordsOf(exchange, step)]);
}
