/** A run of words as they are in both, only in the later, or only in the earlier text. */
export interface WordRun {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

export type ParagraphChange =
  | { readonly kind: 'added' | 'removed'; readonly text: string }
  | { readonly kind: 'changed'; readonly words: readonly WordRun[] };

/** Above this many cells a table of comparisons is not made: the whole is then shown as replaced. */
const maxCells = 1_000_000;
const maxWordCells = 250_000;
/** Paragraphs that share fewer of their words than this are two paragraphs, not one that changed. */
const likeness = 0.4;
/** A changed paragraph is looked for among this many added ones. */
const lookAhead = 20;

/** What became of the paragraphs of a text, in reading order; those that stayed are left out. */
export function compareParagraphs(before: readonly string[], after: readonly string[]): ParagraphChange[] {
  const changes: ParagraphChange[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const close = () => {
    changes.push(...pairUp(removed, added));
    removed = [];
    added = [];
  };
  for (const { kind, text } of diff(before, after, maxCells)) {
    if (kind === 'same') close();
    else (kind === 'added' ? added : removed).push(text);
  }
  close();
  return changes;
}

/** The words of two texts against each other; runs of one kind are joined. */
export function compareWords(before: string, after: string): WordRun[] {
  const runs: { kind: WordRun['kind']; text: string }[] = [];
  for (const { kind, text } of diff(tokensOf(before), tokensOf(after), maxWordCells)) {
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += text;
    else runs.push({ kind, text });
  }
  return runs;
}

/** A removed paragraph and the next added one that is like it are one that changed. */
function pairUp(removed: readonly string[], added: readonly string[]): ParagraphChange[] {
  const changes: ParagraphChange[] = [];
  const candidates = added.map((text) => new Set(wordsOf(text)));
  let next = 0;
  for (const text of removed) {
    const words = new Set(wordsOf(text));
    const near = candidates.slice(next, next + lookAhead).findIndex((other) => isLike(words, other));
    const match = near < 0 ? -1 : next + near;
    if (match < 0) {
      changes.push({ kind: 'removed', text });
      continue;
    }
    for (const passed of added.slice(next, match)) changes.push({ kind: 'added', text: passed });
    changes.push({ kind: 'changed', words: compareWords(text, added[match]!) });
    next = match + 1;
  }
  for (const text of added.slice(next)) changes.push({ kind: 'added', text });
  return changes;
}

function isLike(words: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  const shared = [...others].filter((word) => words.has(word)).length;
  return shared >= likeness * Math.min(words.size, others.size) && shared > 0;
}

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];
const tokensOf = (text: string): string[] => text.match(/\S+\s*|\s+/gu) ?? [];

/** Equal ends first, then a longest common subsequence of what is between. */
function diff(before: readonly string[], after: readonly string[], cells: number): WordRun[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const same = (text: string): WordRun => ({ kind: 'same', text });
  return [
    ...before.slice(0, start).map(same),
    ...diffMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end), cells),
    ...before.slice(before.length - end).map(same),
  ];
}

function diffMiddle(before: readonly string[], after: readonly string[], cells: number): WordRun[] {
  if ((before.length + 1) * (after.length + 1) > cells) {
    return [
      ...before.map((text): WordRun => ({ kind: 'removed', text })),
      ...after.map((text): WordRun => ({ kind: 'added', text })),
    ];
  }
  const lengths = commonLengths(before, after);
  const width = after.length + 1;
  const runs: WordRun[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    if (row < before.length && column < after.length && before[row] === after[column]) {
      runs.push({ kind: 'same', text: before[row]! });
      row += 1;
      column += 1;
    } else if (
      column === after.length ||
      (row < before.length && lengths[(row + 1) * width + column]! >= lengths[row * width + column + 1]!)
    ) {
      runs.push({ kind: 'removed', text: before[row]! });
      row += 1;
    } else {
      runs.push({ kind: 'added', text: after[column]! });
      column += 1;
    }
  }
  return runs;
}

/** Cell (r, c): the length of the longest common subsequence of what follows r and c. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array {
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      lengths[row * width + column] =
        before[row] === after[column]
          ? lengths[(row + 1) * width + column + 1]! + 1
          : Math.max(lengths[(row + 1) * width + column]!, lengths[row * width + column + 1]!);
    }
  }
  return lengths;
}
