import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/**
 * A binary message between a window and the backend: the document's id, the number of the window's link
 * to it, then one message of the y-websocket protocol. Many documents share one channel that way.
 */
export interface DocumentFrame extends DocumentLane {
  readonly message: Uint8Array;
}

/**
 * One opening of a document on a channel. The number tells a later opening from an earlier one, whose last
 * answers may still be on their way: counts of confirmed messages must not be mixed up.
 */
export interface DocumentLane {
  readonly documentId: string;
  /** Chosen by the window at random, 0 to 2^32 - 1. */
  readonly link: number;
}

/**
 * Message type of our own, both ways: the window leaves the document (no body), or the backend has
 * ended it (a close code of the relay's table).
 */
export const detachMessageType = 127;

const documentIdPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

export function isDocumentId(value: string): boolean {
  return documentIdPattern.test(value);
}

export function encodeDocumentFrame(lane: DocumentLane, message: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, lane.documentId);
  encoding.writeVarUint(encoder, lane.link);
  encoding.writeUint8Array(encoder, message);
  return encoding.toUint8Array(encoder);
}

/** Null for bytes that are no frame. The message is a copy: it may be kept. */
export function decodeDocumentFrame(frame: Uint8Array): DocumentFrame | null {
  try {
    const decoder = decoding.createDecoder(frame);
    const documentId = decoding.readVarString(decoder);
    const link = decoding.readVarUint(decoder);
    if (!isDocumentId(documentId) || decoder.pos >= frame.length) return null;
    return { documentId, link, message: frame.slice(decoder.pos) };
  } catch (error) {
    if (error instanceof Error) return null; // lib0 throws plain errors past the end of the bytes
    throw error;
  }
}

/** @param closeCode why the backend ended it; left out when a window leaves. */
export function encodeDetach(closeCode?: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, detachMessageType);
  if (closeCode !== undefined) encoding.writeVarUint(encoder, closeCode);
  return encoding.toUint8Array(encoder);
}

export function isDetach(message: Uint8Array): boolean {
  return message[0] === detachMessageType;
}

/** The close code of a detach message; 0 when it carries none. */
export function detachCode(message: Uint8Array): number {
  if (message.length < 2) return 0;
  return decoding.readVarUint(decoding.createDecoder(message.subarray(1).slice()));
}
