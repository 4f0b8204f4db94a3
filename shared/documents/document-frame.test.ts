import { describe, expect, test } from 'vitest';
import {
  decodeDocumentFrame,
  detachCode,
  encodeDetach,
  encodeDocumentFrame,
  isDetach,
} from './document-frame.ts';

const lane = { documentId: 'a-plan.images', link: 4_294_967_295 };

describe('a frame', () => {
  test('carries document, link and message', () => {
    const message = new Uint8Array([0, 1, 2]);
    expect(decodeDocumentFrame(encodeDocumentFrame(lane, message))).toEqual({ ...lane, message });
  });

  test.each([
    ['nothing', []],
    ['a length past the end', [200, 97]],
    ['no message', [...encodeDocumentFrame(lane, new Uint8Array())]],
    ['an id that is a path', [3, 46, 46, 47, 1, 0]],
    ['no link', [1, 97]],
    ['an empty id', [0, 1, 0]],
  ])('with %s is none', (_what, bytes) => {
    expect(decodeDocumentFrame(new Uint8Array(bytes))).toBeNull();
  });

  test('its message may be kept when the frame is used again', () => {
    const frame = encodeDocumentFrame(lane, new Uint8Array([7]));
    const decoded = decodeDocumentFrame(frame);
    frame.fill(0);
    expect(decoded?.message).toEqual(new Uint8Array([7]));
  });
});

test('a detach message tells why, or nothing', () => {
  expect(isDetach(encodeDetach())).toBe(true);
  expect(detachCode(encodeDetach())).toBe(0);
  expect(detachCode(encodeDetach(4507))).toBe(4507);
  expect(isDetach(new Uint8Array([0]))).toBe(false);
});
