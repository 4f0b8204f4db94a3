import * as Y from 'yjs';
import {
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
  const step = new ExchangeStep(exchange, last + 1);
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
    putOnce(transaction, exchange.slot, client, wordsOf(exchange, step.step));
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
