import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { applyAwarenessUpdate, encodeAwarenessUpdate, type Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import {
  decodeDocumentFrame,
  detachCode,
  encodeDetach,
  encodeDocumentFrame,
  isDetach,
} from '../../../shared/documents/document-frame.ts';
import type { Channel } from '../../../shared/kernel/channel.ts';

const messageType = { sync: 0, awareness: 1, queryAwareness: 3, confirmation: 4 } as const;
const syncStep = { step1: 0, step2: 1, update: 2 } as const;

/** What a session tells its link, and is told by it. */
export interface LinkOwner {
  readonly documentId: string;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** Number of the newest local update, counted from 1. */
  localVersion(): number;
  /** Everything local up to this number is on disk. */
  confirmed(localVersion: number): void;
  /** The backend's state has been applied for the first time on this link. */
  synced(): void;
  /** The backend ended the document with a close code; the link is dead. */
  ended(closeCode: number): void;
}

/** One life of a document on one channel: from its first message until the channel or the backend ends it. */
export interface SessionLink {
  sendUpdate(update: Uint8Array): void;
  sendAwareness(clients: number[]): void;
  /** Leaves the document; the channel stays. */
  leave(): void;
  /** Stops listening without a word to the backend: it is gone. */
  drop(): void;
}

/**
 * Starts the exchange: both sides say what they have and send what the other lacks. Local updates that
 * are made before the backend has said what it has are part of our answer, so they are not sent twice.
 */
export function openSessionLink(channel: Channel, owner: LinkOwner, linkNumber: number): SessionLink {
  const { documentId, doc, awareness } = owner;
  const lane = { documentId, link: linkNumber };
  /** Local version that each document-changing message covers, oldest first. */
  const unconfirmed: { message: number; localVersion: number }[] = [];
  let sentMessages = 0;
  let answered = false;
  let open = true;

  const send = (write: (encoder: encoding.Encoder) => void) => {
    const encoder = encoding.createEncoder();
    write(encoder);
    channel.send(encodeDocumentFrame(lane, encoding.toUint8Array(encoder)));
  };
  const sendSync = (step: number, bytes: Uint8Array) => {
    send((encoder) => {
      encoding.writeVarUint(encoder, messageType.sync);
      encoding.writeVarUint(encoder, step);
      encoding.writeVarUint8Array(encoder, bytes);
    });
  };
  const sendChange = (step: number, update: Uint8Array) => {
    sentMessages += 1;
    unconfirmed.push({ message: sentMessages, localVersion: owner.localVersion() });
    sendSync(step, update);
  };
  const readSync = (decoder: decoding.Decoder) => {
    const step = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder);
    if (step === syncStep.step1) {
      answered = true;
      sendChange(syncStep.step2, Y.encodeStateAsUpdate(doc, bytes));
      return;
    }
    Y.applyUpdate(doc, bytes, owner);
    if (step === syncStep.step2) owner.synced();
  };
  const readConfirmation = (decoder: decoding.Decoder) => {
    const durableMessages = decoding.readVarUint(decoder);
    let covered: number | undefined;
    while (unconfirmed[0] && unconfirmed[0].message <= durableMessages) {
      covered = unconfirmed.shift()?.localVersion;
    }
    if (covered !== undefined) owner.confirmed(covered);
  };
  const stopListening = channel.onMessage((frame) => {
    if (typeof frame === 'string' || !open) return;
    const decoded = decodeDocumentFrame(frame);
    if (decoded?.documentId !== documentId || decoded.link !== linkNumber) return;
    if (isDetach(decoded.message)) {
      end();
      owner.ended(detachCode(decoded.message));
      return;
    }
    const decoder = decoding.createDecoder(decoded.message);
    const type = decoding.readVarUint(decoder);
    if (type === messageType.sync) readSync(decoder);
    else if (type === messageType.awareness) {
      applyAwarenessUpdate(awareness, decoding.readVarUint8Array(decoder), owner);
    } else if (type === messageType.confirmation) readConfirmation(decoder);
  });
  const end = () => {
    open = false;
    stopListening();
  };
  const sendAwareness = (clients: number[]) => {
    if (!open) return;
    send((encoder) => {
      encoding.writeVarUint(encoder, messageType.awareness);
      encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, clients));
    });
  };

  sendSync(syncStep.step1, Y.encodeStateVector(doc));
  send((encoder) => encoding.writeVarUint(encoder, messageType.queryAwareness));
  if (awareness.getLocalState() !== null) sendAwareness([awareness.clientID]);

  return {
    sendUpdate(update) {
      if (open && answered) sendChange(syncStep.update, update);
    },
    sendAwareness,
    leave() {
      if (!open) return;
      channel.send(encodeDocumentFrame(lane, encodeDetach()));
      end();
    },
    drop: end,
  };
}
