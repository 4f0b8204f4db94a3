import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { mutated, someUpdates, updateArbitrary } from './protocol.test-support.ts';
import { readUpdateRanges } from './update-ranges.ts';

/** What Yjs itself makes of the bytes: the same triples, or undefined when it cannot read them. */
function rangesByYjs(update: Uint8Array) {
  try {
    const { structs, ds } = Y.decodeUpdate(update);
    const inserted: number[] = [];
    for (const struct of structs) {
      if (struct instanceof Y.Skip) continue;
      const { client, clock } = struct.id;
      const joins = inserted.at(-3) === client && inserted.at(-1) === clock;
      if (joins) inserted[inserted.length - 1] = clock + struct.length;
      else inserted.push(client, clock, clock + struct.length);
    }
    const deleted = [...ds.clients].flatMap(([client, items]) =>
      items.filter(({ len }) => len > 0).flatMap(({ clock, len }) => [client, clock, clock + len]),
    );
    return { inserted, deleted };
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** Where the relay is stricter than Yjs on purpose. */
const trailing = 'bytes after the end';
const stricter = new Set(['notOrdered', 'outOfRange', 'tooMany']);

describe('reading over updates', () => {
  it('RP-13 finds what Yjs finds, in every update that Yjs writes', () => {
    fc.assert(
      fc.property(updateArbitrary, (update) => {
        const ranges = readUpdateRanges(update);
        expect(ranges).toEqual({ ok: true, value: rangesByYjs(update) });
      }),
      { numRuns: 400 },
    );
  });

  it('RP-13 takes no mutated update that Yjs cannot read, and refuses beyond that only what harms', () => {
    const counts = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(mutated(someUpdates), (bytes) => {
        const ranges = readUpdateRanges(bytes);
        const expected = rangesByYjs(bytes);
        counts[ranges.ok ? 'accepted' : 'refused'] += 1;
        const knownReason = ranges.ok || stricter.has(ranges.error.code) || ranges.error.detail === trailing;
        expect(ranges.ok ? ranges.value : expected).toEqual(knownReason ? expected : undefined);
      }),
      { numRuns: 5_000 },
    );
    expect(Math.min(counts.accepted, counts.refused)).toBeGreaterThan(100);
  });

  it('RP-13 whatever is taken can be merged, diffed and applied', () => {
    fc.assert(
      fc.property(mutated(someUpdates), someUpdates, (bytes, other) => {
        if (!readUpdateRanges(bytes).ok) return;
        const merged = Y.mergeUpdates([bytes, other]);
        expect(readUpdateRanges(merged).ok).toBe(true);
        expect(readUpdateRanges(Y.diffUpdate(merged, new Uint8Array([0]))).ok).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('RP-13 refuses values nested so deeply that they would stop a client', () => {
    const json = embedUpdate(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(readUpdateRanges(json)).toMatchObject({ ok: false, error: { code: 'tooMany' } });
    const any = anyUpdate([
      ...Array.from({ length: 200_000 }, (_, index) => (index % 2 === 0 ? 117 : 1)),
      126,
    ]);
    expect(readUpdateRanges(any)).toMatchObject({ ok: false, error: { code: 'tooMany' } });
    expect(readUpdateRanges(embedUpdate(JSON.stringify({ text: '['.repeat(1_000) }))).ok).toBe(true);
  });

  it('RP-13 refuses bytes behind the end, which would travel along unseen', () => {
    const update = [1, 1, 7, 0, 4, 1, 1, 0x74, 1, 0x61, 0];
    expect(readUpdateRanges(new Uint8Array(update))).toMatchObject({ ok: true });
    expect(readUpdateRanges(new Uint8Array([...update, 0]))).toMatchObject({ error: { detail: trailing } });
  });

  it('RP-13 refuses clients out of order, which merging would drop', () => {
    const [low, high] = [5, 9].map((client) => {
      const doc = new Y.Doc();
      doc.clientID = client;
      doc.getText('t').insert(0, 'ab');
      return [...Y.encodeStateAsUpdate(doc)].slice(1, -1);
    });
    expect(readUpdateRanges(new Uint8Array([2, ...high!, ...low!, 0])).ok).toBe(true);
    expect(readUpdateRanges(new Uint8Array([2, ...low!, ...high!, 0]))).toMatchObject({
      error: { code: 'notOrdered' },
    });
    expect(readUpdateRanges(new Uint8Array([2, ...low!, ...low!, 0]))).toMatchObject({
      error: { code: 'notOrdered' },
    });
  });

  it('RP-13 refuses clocks that no number holds, and more operations than later steps have memory for', () => {
    const written = (...values: number[]) => {
      const encoder = encoding.createEncoder();
      for (const value of values) encoding.writeVarUint(encoder, value);
      return readUpdateRanges(encoding.toUint8Array(encoder));
    };
    const last = Number.MAX_SAFE_INTEGER - 5;
    // One run of five deleted operations of client 7, then the same as a deletion.
    expect(written(1, 1, 7, last, 0, 5, 0)).toMatchObject({ ok: true });
    expect(written(1, 1, 7, last + 1, 0, 5, 0)).toMatchObject({ error: { code: 'outOfRange' } });
    expect(written(0, 1, 7, 1, last, 5)).toMatchObject({ ok: true });
    expect(written(0, 1, 7, 1, last + 1, 5)).toMatchObject({ error: { code: 'outOfRange' } });
    expect(written(1, 4_000_001, 7, 0)).toMatchObject({ error: { code: 'tooMany' } });
  });

  it('RP-13 holds no memory for what an update claims to have', () => {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 2 ** 40);
    encoding.writeVarUint(encoder, 3_999_999);
    encoding.writeVarUint(encoder, 7);
    encoding.writeVarUint(encoder, 0);
    expect(readUpdateRanges(encoding.toUint8Array(encoder))).toMatchObject({ error: { code: 'truncated' } });
  });
});

function embedUpdate(json: string): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const value of [1, 1, 7, 0]) encoding.writeVarUint(encoder, value);
  encoding.writeUint8(encoder, 5);
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarString(encoder, 't');
  encoding.writeVarString(encoder, json);
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

function anyUpdate(value: readonly number[]): Uint8Array {
  return new Uint8Array([1, 1, 7, 0, 8, 1, 1, 0x74, 1, ...value, 0]);
}
