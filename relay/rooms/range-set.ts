/**
 * Which operations are known: per client a sorted list of disjoint ranges, flat as
 * `[first, end, first, end, ...]` (end exclusive). Updates may arrive with gaps, so a single clock per
 * client would either hide what is there or claim what is not.
 */
export class RangeSet {
  #clients: Map<number, number[]> = noClients;

  /** @param triples client, first clock, clock after the last; in any order, overlaps allowed. */
  addAll(triples: readonly number[]): void {
    if (triples.length === 3) {
      addOne(this.#listOf(triples[0]!), triples[1]!, triples[2]!);
      return;
    }
    for (const [client, pairs] of groupByClient(triples)) {
      const list = this.#listOf(client);
      if (pairs.length <= fewPairs * 2) addEach(list, pairs);
      else this.#clients.set(client, mergeSorted(list, sortPairs(pairs)));
    }
  }

  covers(triples: readonly number[]): boolean {
    for (let index = 0; index < triples.length; index += 3) {
      const list = this.#clients.get(triples[index]!);
      if (!list || !contains(list, triples[index + 1]!, triples[index + 2]!)) return false;
    }
    return true;
  }

  /** For each client how far its operations are known from 0 without a gap: what Yjs calls the state vector. */
  contiguous(): Map<number, number> {
    const vector = new Map<number, number>();
    for (const [client, list] of this.#clients) if (list[0] === 0) vector.set(client, list[1]!);
    return vector;
  }

  toTriples(): number[] {
    const triples: number[] = [];
    for (const [client, list] of this.#clients) {
      for (let index = 0; index < list.length; index += 2)
        triples.push(client, list[index]!, list[index + 1]!);
    }
    return triples;
  }

  #listOf(client: number): number[] {
    let list = this.#clients.get(client);
    if (list) return list;
    // An empty set shares one map with all others: thousands of rooms never see a deletion.
    if (this.#clients === noClients) this.#clients = new Map();
    this.#clients.set(client, (list = []));
    return list;
  }
}

const noClients: Map<number, number[]> = new Map();

/** Up to here one insertion each is cheaper than a merge; above, insertions would be quadratic. */
const fewPairs = 16;

function groupByClient(triples: readonly number[]): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (let index = 0; index < triples.length; index += 3) {
    const client = triples[index]!;
    const pairs = groups.get(client);
    if (pairs) pairs.push(triples[index + 1]!, triples[index + 2]!);
    else groups.set(client, [triples[index + 1]!, triples[index + 2]!]);
  }
  return groups;
}

function addEach(list: number[], pairs: readonly number[]): void {
  for (let index = 0; index < pairs.length; index += 2) addOne(list, pairs[index]!, pairs[index + 1]!);
}

function addOne(list: number[], first: number, end: number): void {
  const lastEnd = list.at(-1);
  if (lastEnd === undefined || lastEnd < first) {
    list.push(first, end);
    return;
  }
  const from = firstPairEndingAtOrAfter(list, first);
  let to = from;
  while (to < list.length && list[to]! <= end) to += 2;
  if (to === from) list.splice(from, 0, first, end);
  else list.splice(from, to - from, Math.min(first, list[from]!), Math.max(end, list[to - 1]!));
}

/** Index of the first pair whose end is at or after `clock`; the length of the list if there is none. */
function firstPairEndingAtOrAfter(list: readonly number[], clock: number): number {
  let low = 0;
  let high = list.length / 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle * 2 + 1]! < clock) low = middle + 1;
    else high = middle;
  }
  return low * 2;
}

function contains(list: readonly number[], first: number, end: number): boolean {
  const index = firstPairEndingAtOrAfter(list, end);
  return index < list.length && list[index]! <= first;
}

function sortPairs(pairs: readonly number[]): number[] {
  const order = Array.from({ length: pairs.length / 2 }, (_, index) => index * 2);
  order.sort((left, right) => pairs[left]! - pairs[right]!);
  return order.flatMap((index) => [pairs[index]!, pairs[index + 1]!]);
}

function mergeSorted(left: readonly number[], right: readonly number[]): number[] {
  const merged: number[] = [];
  let l = 0;
  let r = 0;
  while (l < left.length || r < right.length) {
    const takeLeft = r >= right.length || (l < left.length && left[l]! <= right[r]!);
    const source = takeLeft ? left : right;
    const index = takeLeft ? l : r;
    const first = source[index]!;
    const end = source[index + 1]!;
    if (merged.length > 0 && first <= merged.at(-1)!)
      merged[merged.length - 1] = Math.max(end, merged.at(-1)!);
    else merged.push(first, end);
    if (takeLeft) l += 2;
    else r += 2;
  }
  return merged;
}
