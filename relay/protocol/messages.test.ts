import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roles } from './access-api.ts';
import { encodeAwareness } from './awareness.ts';
import * as messages from './messages.ts';
import { mutated, someUpdates } from './protocol.test-support.ts';
import { refusalReasons } from './rights.ts';
import { decodeStateVector, encodeStateVector } from './state-vector.ts';

const vector = fc
  .array(fc.tuple(fc.maxSafeNat(), fc.maxSafeNat()), { maxLength: 20 })
  .map((entries) => encodeStateVector(new Map(entries)));
const entries = fc.array(
  fc.record({
    client: fc.maxSafeNat(),
    clock: fc.nat(),
    state: fc.jsonValue().map((value) => JSON.stringify(value)),
  }),
  { maxLength: 10 },
);

/** Per message type: what goes in, the frame, and what must come out. */
const kinds: Record<string, fc.Arbitrary<[Uint8Array, messages.Message]>> = {
  step1: vector.map((stateVector) => [messages.encodeStep1(stateVector), { kind: 'step1', stateVector }]),
  step2: someUpdates.map((update) => [messages.encodeStep2(update), { kind: 'step2', update }]),
  update: someUpdates.map((update) => [messages.encodeUpdate(update), { kind: 'update', update }]),
  awareness: entries.map((list) => [
    messages.encodeAwarenessMessage(list),
    { kind: 'awareness', entries: list },
  ]),
  permissionDenied: fc
    .string({ unit: 'grapheme' })
    .map((reason) => [messages.encodePermissionDenied(reason), { kind: 'permissionDenied', reason }]),
  queryAwareness: fc.constant([messages.encodeQueryAwareness(), { kind: 'queryAwareness' }]),
  confirmation: fc
    .tuple(fc.maxSafeNat(), vector)
    .map(([count, stateVector]) => [
      messages.encodeConfirmation(count, stateVector),
      { kind: 'confirmation', count, stateVector },
    ]),
  token: fc
    .string({ maxLength: 900 })
    .map((token) => [messages.encodeToken(token), { kind: 'token', token }]),
  rights: fc
    .record({
      role: fc.constantFrom(...roles),
      locked: fc.boolean(),
      mayWrite: fc.boolean(),
      reason: fc.constantFrom(null, ...refusalReasons),
    })
    .map((rights) => [messages.encodeRights(rights), { kind: 'rights', rights }]),
};

describe('message codecs', () => {
  it.each(Object.keys(kinds))('RP-2 reads back what it wrote: %s', (kind) => {
    fc.assert(
      fc.property(kinds[kind]!, ([frame, message]) => {
        expect(messages.decodeMessage(frame)).toEqual({ ok: true, value: message });
      }),
      { numRuns: 300 },
    );
  });

  it.each(Object.keys(kinds))(
    'RP-41 answers 2,000 mutated frames with a value, never an exception: %s',
    (kind) => {
      let refused = 0;
      fc.assert(
        fc.property(mutated(kinds[kind]!.map(([frame]) => frame)), (frame) => {
          const decoded = messages.decodeMessage(frame);
          if (!decoded.ok) refused += 1;
          expect(decoded.ok || typeof decoded.error.code === 'string').toBe(true);
        }),
        { numRuns: 2_000 },
      );
      expect(refused).toBeGreaterThan(0);
    },
  );

  it('RP-41 answers 2,000 random frames with a value', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (frame) => {
        expect(messages.decodeMessage(frame)).toHaveProperty('ok');
      }),
      { numRuns: 2_000 },
    );
  });

  it('RP-41 never reads past the frame into the buffer it lies in', () => {
    const secret = 0x5e;
    const buffer = new Uint8Array(64).fill(secret);
    buffer.set([0, 2, 40, 1, 1, 7], 8);
    expect(messages.decodeMessage(buffer.subarray(8, 14))).toMatchObject({
      ok: false,
      error: { code: 'truncated' },
    });
  });

  it('RP-41 gives bytes that own their memory, so that Yjs cannot read past them either', () => {
    const frame = new Uint8Array(64);
    frame.set(messages.encodeUpdate(new Uint8Array([0, 0])), 10);
    const message = messages.decodeMessage(frame.subarray(10, 16));
    expect(message.ok && message.value.kind === 'update' && message.value.update.buffer.byteLength).toBe(2);
  });

  it('RP-3 passes over message types it does not know', () => {
    expect(messages.decodeMessage(new Uint8Array([99, 1, 2, 3]))).toEqual({
      ok: true,
      value: { kind: 'unknown', type: 99 },
    });
  });

  it('RP-31 refuses presence that is not JSON, too much of it, and clocks at the end of numbers', () => {
    const one = (state: string, clock = 1) =>
      messages.decodeMessage(messages.encodeAwarenessMessage([{ client: 1, clock, state }]));
    expect(one('{').ok).toBe(false);
    expect(one('').ok).toBe(false);
    expect(one('{}', Number.MAX_SAFE_INTEGER)).toMatchObject({ error: { code: 'outOfRange' } });
    expect(one(JSON.stringify('x'.repeat(70_000)))).toMatchObject({ error: { code: 'tooMany' } });
    const many = Array.from({ length: 3_000 }, (_, client) => ({ client, clock: 1, state: '{}' }));
    expect(messages.decodeMessage(messages.encodeAwarenessMessage(many))).toMatchObject({
      error: { code: 'tooMany' },
    });
    expect(encodeAwareness(many).length).toBeGreaterThan(3_000);
  });

  it('RP-2 refuses a state vector that claims more clients than there can be', () => {
    const claim = new Uint8Array([0xff, 0xff, 0xff, 0x7f]);
    expect(decodeStateVector(claim)).toMatchObject({ ok: false, error: { code: 'tooMany' } });
  });
});
