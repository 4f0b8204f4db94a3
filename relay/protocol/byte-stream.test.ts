import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IncomingStream, OutgoingStream } from './byte-stream.ts';

const messages = fc.array(
  fc.oneof(fc.uint8Array({ maxLength: 5 }), fc.uint8Array({ minLength: 120, maxLength: 300 })),
  { maxLength: 20 },
);

describe('messages as one stream of bytes', () => {
  it('RP-71 come out as they went in, in pieces of any size, read again after losses', () => {
    fc.assert(
      fc.property(messages, fc.infiniteStream(fc.integer({ min: 1, max: 90 })), (sent, sizes) => {
        const outgoing = new OutgoingStream();
        for (const message of sent) outgoing.append(message);
        const incoming = new IncomingStream(1_000);
        const received: Uint8Array[] = [];
        for (const size of sizes) {
          if (outgoing.size === 0) break;
          // Every third piece is lost on its way and read again.
          const piece = outgoing.peek(size);
          expect(outgoing.peek(size)).toEqual(piece);
          if (size % 3 === 0) continue;
          received.push(...incoming.push(piece));
          expect(outgoing.acknowledge(incoming.position)).toBe(true);
        }
        expect(received.map((message) => [...message])).toEqual(sent.map((message) => [...message]));
        expect(incoming.position).toBe(outgoing.end);
      }),
    );
  });

  it('RP-71 a position outside of what is kept is no acknowledgement', () => {
    const outgoing = new OutgoingStream();
    outgoing.append(new Uint8Array(10));
    expect(outgoing.acknowledge(12)).toBe(false);
    expect(outgoing.acknowledge(5)).toBe(true);
    expect(outgoing.acknowledge(4)).toBe(false);
    expect([outgoing.start, outgoing.end, outgoing.size]).toEqual([5, 11, 6]);
  });

  it('RP-71 a length above the limit is refused before its bytes come', () => {
    const outgoing = new OutgoingStream();
    outgoing.append(new Uint8Array(1_001));
    const head = outgoing.peek(2);
    expect(() => [...new IncomingStream(1_000).push(head)]).toThrow(/message length/);
    expect([...new IncomingStream(1_001).push(head)]).toEqual([]);
    const endless = new Uint8Array(10).fill(0x80);
    expect(() => [...new IncomingStream(1_000).push(endless)]).toThrow(/message length/);
  });
});
