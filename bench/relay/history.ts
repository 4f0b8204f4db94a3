import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as Y from 'yjs';

/** `[[position, deleted, inserted], ...]` per transaction. */
interface Trace {
  readonly startContent: string;
  readonly endContent: string;
  readonly txns: readonly { readonly patches: readonly (readonly [number, number, string])[] }[];
}

export interface History {
  readonly updates: readonly Uint8Array[];
  /** All of it in one. */
  readonly state: Uint8Array;
  /** Of somebody who has the first 99 %, and what that person has. */
  readonly almostVector: Uint8Array;
  readonly almost: Uint8Array;
  readonly text: string;
}

const editsPerUpdate = 10;
/** As large as random ids are. */
export const historyClient = 3_134_567_891;

/** Turns a recorded editing history into the updates its author's program would have sent. */
export function readHistory(path: string): History {
  if (!existsSync(path)) {
    throw new Error(
      `The editing history is not at ${path}. It is automerge-paper.json.gz of the public collection ` +
        'josephg/editing-traces; name its place with --history or RELAY_BENCH_HISTORY.',
    );
  }
  const trace = JSON.parse(gunzipSync(readFileSync(path)).toString()) as Trace;
  const doc = new Y.Doc({ guid: 'history' });
  doc.clientID = historyClient;
  const text = doc.getText('t');
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(new Uint8Array(update)));
  const patches = trace.txns.flatMap((transaction) => transaction.patches);
  const almostAt = Math.floor((patches.length / editsPerUpdate) * 0.99) * editsPerUpdate;
  let almost = Y.encodeStateAsUpdate(doc);
  let almostVector = Y.encodeStateVector(doc);
  for (let index = 0; index < patches.length; index += editsPerUpdate) {
    if (index === almostAt) {
      almost = Y.encodeStateAsUpdate(doc);
      almostVector = Y.encodeStateVector(doc);
    }
    doc.transact(() => {
      for (const [position, deleted, inserted] of patches.slice(index, index + editsPerUpdate)) {
        if (deleted > 0) text.delete(position, deleted);
        if (inserted) text.insert(position, inserted);
      }
    });
  }
  if (text.toJSON() !== trace.endContent) throw new Error('the history does not end as recorded');
  return { updates, state: Y.encodeStateAsUpdate(doc), almost, almostVector, text: text.toJSON() };
}
