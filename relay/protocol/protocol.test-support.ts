import * as fc from 'fast-check';
import * as Y from 'yjs';

/** Documents with every kind of content that Yjs can write, as updates: whole, piecewise, with gaps, merged. */
export const updateArbitrary: fc.Arbitrary<Uint8Array> = fc
  .array(fc.tuple(fc.nat(11), fc.nat(1_000), fc.string({ unit: 'grapheme', maxLength: 6 })), {
    minLength: 1,
    maxLength: 12,
  })
  .chain((edits) => {
    const pieces = piecesOf(edits);
    return fc.oneof(
      fc.constant(Y.mergeUpdates(pieces)),
      fc.constantFrom(...pieces),
      fc.subarray(pieces, { minLength: 1 }).map((some) => Y.mergeUpdates(some)),
    );
  });

function piecesOf(edits: readonly (readonly [number, number, string])[]): Uint8Array[] {
  const docs = [new Y.Doc({ guid: 'a' }), new Y.Doc({ guid: 'b' })];
  docs.forEach((doc, index) => {
    doc.clientID = 10 + index * 300;
  });
  const pieces: Uint8Array[] = [];
  for (const [index, doc] of docs.entries()) {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'sync') return;
      pieces.push(update);
      if (pieces.length % 3 === 0) Y.applyUpdate(docs[1 - index]!, update, 'sync');
    });
  }
  edits.forEach(([kind, position, text], index) => edit(docs[index % 2]!, kind, position, text));
  return pieces.length > 0 ? pieces : [new Uint8Array([0, 0])];
}

function edit(doc: Y.Doc, kind: number, position: number, text: string): void {
  const target = doc.getText('t');
  const at = position % (target.length + 1);
  const steps: (() => void)[] = [
    () => target.insert(at, text || 'x'),
    () => target.delete(at, Math.min(2, target.length - at)),
    () => target.insertEmbed(at, { image: text, sizes: [1, 2] }),
    () => target.insert(at, text || 'y', { bold: true }),
    () => doc.getMap('m').set(text, { n: position, f: position / 3, s: text, l: [null, true, undefined] }),
    () => doc.getMap('m').set('bytes', new Uint8Array([position % 256])),
    () => doc.getMap('m').set('nested', position % 2 === 0 ? new Y.Array() : BigInt(position)),
    () => doc.getXmlFragment('x').insert(0, [new Y.XmlElement('p'), new Y.XmlText(text)]),
    () => doc.getArray('a').insert(0, [position, -position, text, { k: [position] }]),
    () => doc.getMap('m').set('sub', new Y.Doc({ guid: `sub-${position}`, meta: { text } })),
    () => doc.getArray('a').length > 0 && doc.getArray('a').delete(0, 1),
    () => doc.getMap('m').delete(text),
  ];
  steps[kind]!();
}

/** A fixed choice of such updates: making documents is what takes the time in tests that change bytes. */
export const someUpdates: fc.Arbitrary<Uint8Array> = fc.constantFrom(
  ...fc.sample(updateArbitrary, { numRuns: 150, seed: 20_261_122 }),
);

/** Bytes with some of them changed, cut off, doubled or put in. */
export const mutated = (bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(bytes, fc.array(fc.tuple(fc.nat(4), fc.nat(100_000), fc.nat(255)), { minLength: 1, maxLength: 4 }))
    .map(([original, changes]) => changes.reduce(mutate, original));

function mutate(bytes: Uint8Array, [kind, position, value]: [number, number, number]): Uint8Array {
  if (bytes.length === 0) return new Uint8Array([value]);
  const at = position % bytes.length;
  const plain = [...bytes];
  if (kind === 0) plain[at] = value;
  else if (kind === 1) plain.length = at;
  else if (kind === 2) plain.splice(at, 0, value);
  else if (kind === 3) plain.splice(at, 1);
  else plain[at] = plain[at]! ^ (1 << (value % 8));
  return new Uint8Array(plain);
}
