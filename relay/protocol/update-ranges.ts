import * as Y from 'yjs';
import { type Decoded, decodeSafely, MalformedError } from './decoded.ts';

/** What an update holds, without its content: flat triples of client, first clock, clock after the last. */
export interface UpdateRanges {
  readonly inserted: readonly number[];
  readonly deleted: readonly number[];
}

/**
 * Checks that a Yjs update (version 1 encoding) reads to its end, and says which operations it carries.
 * Clients have to come in descending order, as Yjs writes them: `mergeUpdates` drops operations of
 * updates that are not so ordered. `update` must own its whole ArrayBuffer (see `decodeMessage`).
 */
export function readUpdateRanges(update: Uint8Array): Decoded<UpdateRanges> {
  return decodeSafely(() => {
    const { structs, ds } = Y.decodeUpdate(update);
    const inserted: number[] = [];
    for (const struct of structs) addStruct(inserted, struct);
    const deleted: number[] = [];
    for (const [client, items] of ds.clients) {
      for (const { clock, len } of items) {
        if (len > 0) deleted.push(client, clock, endOf(clock, len));
      }
    }
    return { inserted, deleted };
  });
}

function addStruct(inserted: number[], struct: Y.Item | Y.GC | Y.Skip): void {
  const { client, clock } = struct.id;
  const last = inserted.length - 3;
  if (last >= 0 && client > inserted[last]!) throw new MalformedError('notOrdered', 'client order');
  if (struct.length === 0) throw new MalformedError('outOfRange', 'operation of no length');
  const end = endOf(clock, struct.length);
  if (struct instanceof Y.Skip) return;
  if (last >= 0 && client === inserted[last] && clock === inserted[last + 2]) inserted[last + 2] = end;
  else inserted.push(client, clock, end);
}

function endOf(clock: number, length: number): number {
  const end = clock + length;
  if (end > Number.MAX_SAFE_INTEGER) throw new MalformedError('outOfRange', 'clock');
  return end;
}
