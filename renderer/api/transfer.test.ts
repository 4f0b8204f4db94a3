import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { handoverPieceBytes } from '../../shared/contract/handover.ts';
import type { Client } from './client.ts';
import { downloadFile, fromBase64, toBase64, uploadFile } from './transfer.ts';

test('bytes stay the same on their way as text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    }),
  );
  const large = new Uint8Array(100_000).fill(0xfe);
  expect(fromBase64(toBase64(large))).toEqual(large);
});

test('a file of several pieces arrives whole, an empty one too', async () => {
  const held = new Map<string, Uint8Array>();
  const handover = {
    receive({
      fileId,
      bytes,
      offset,
      base64,
    }: {
      fileId: string;
      bytes: number;
      offset: number;
      base64: string;
    }) {
      const file = held.get(fileId) ?? new Uint8Array(bytes);
      file.set(fromBase64(base64), offset);
      held.set(fileId, file);
      return Promise.resolve(null);
    },
    read({ fileId, offset }: { fileId: string; offset: number }) {
      const file = held.get(fileId)!;
      const end = Math.min(file.length, offset + handoverPieceBytes);
      const next = end < file.length ? end : null;
      return Promise.resolve({ base64: toBase64(file.subarray(offset, end)), next });
    },
  };
  const client = { handover } as unknown as Client;
  for (const length of [0, 10, handoverPieceBytes, handoverPieceBytes * 2 + 3]) {
    const content = Uint8Array.from({ length }, (_, index) => index % 251);
    const fileId = await uploadFile(client, 'a.cphandover', content);
    expect(Buffer.compare(await downloadFile(client, fileId, length), content)).toBe(0);
  }
});
