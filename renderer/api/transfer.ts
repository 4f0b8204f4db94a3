import { handoverPieceBytes } from '../../shared/contract/handover.ts';
import type { Client } from './client.ts';

/** Gives a file to the backend piece by piece; resolves to the id under which it is there. */
export async function uploadFile(client: Client, fileName: string, content: Uint8Array): Promise<string> {
  const fileId = crypto.randomUUID();
  for (let offset = 0; offset === 0 || offset < content.length; offset += handoverPieceBytes) {
    const base64 = toBase64(content.subarray(offset, offset + handoverPieceBytes));
    await client.handover.receive({ fileId, fileName, bytes: content.length, offset, base64 });
  }
  return fileId;
}

/** The whole of a file that the backend has written. */
export async function downloadFile(client: Client, fileId: string, bytes: number): Promise<Uint8Array> {
  const content = new Uint8Array(bytes);
  let offset: number | null = 0;
  while (offset !== null) {
    const piece: { base64: string; next: number | null } = await client.handover.read({ fileId, offset });
    content.set(fromBase64(piece.base64), offset);
    offset = piece.next;
  }
  return content;
}

/** So many bytes become characters at a time: more arguments than this a function cannot take. */
const stride = 0x8000;

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += stride) {
    binary += String.fromCharCode(...bytes.subarray(start, start + stride));
  }
  return btoa(binary);
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
