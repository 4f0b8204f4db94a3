import { closeCodes } from '../../../relay/protocol/close-codes.ts';
import { InvalidUpdateError, RoomClosedError } from '../../../relay/rooms/room.ts';
import type { RoomMember, RoomPeer } from '../../../relay/rooms/room-peer.ts';
import type { RoomLease } from '../../../relay/rooms/room-registry.ts';
import { StorageError } from '../../../relay/storage/room-storage.ts';
import {
  decodeDocumentFrame,
  type DocumentLane,
  encodeDetach,
  encodeDocumentFrame,
  isDetach,
} from '../../../shared/documents/document-frame.ts';
import type { Channel } from '../../../shared/kernel/channel.ts';

export interface WindowDocumentsOptions {
  openRoom: (documentId: string) => Promise<RoomLease>;
  /** Whether the open workspace has this document: nothing else may be made by asking for it. */
  isKnown: (documentId: string) => boolean;
  reportBug: (error: unknown) => string;
  /** The window has opened a document, or left it. */
  onAttached: (documentId: string, attached: boolean) => void;
}

/** Origin of log entries that were made on this laptop. */
export const localOrigin = 'local';
/** A window may have this many documents open: more is a fault of the window. */
const maxOpenDocuments = 200;

/**
 * Serves the document frames of one window until the returned function is called. Then, as whenever a
 * document ends, the window is told, so that it keeps what is not saved and comes back with it.
 */
export function serveWindowDocuments(channel: Channel, options: WindowDocumentsOptions): () => void {
  const attachments = new Map<string, Attachment>();
  const tellEnded = (lane: DocumentLane, code: number) =>
    channel.send(encodeDocumentFrame(lane, encodeDetach(code)));

  const attachmentFor = (lane: DocumentLane): Attachment | undefined => {
    const key = keyOf(lane);
    const known = attachments.get(key);
    if (known) return known;
    if (!options.isKnown(lane.documentId)) {
      tellEnded(lane, closeCodes.badRoomName.code);
      return undefined;
    }
    if (attachments.size >= maxOpenDocuments) {
      tellEnded(lane, closeCodes.tooManyConnections.code);
      return undefined;
    }
    const attachment = attach(options, {
      lane,
      send: (message) => channel.send(encodeDocumentFrame(lane, message)),
      ended(code) {
        if (attachments.get(key) !== attachment) return;
        attachments.delete(key);
        tellEnded(lane, code);
      },
    });
    attachments.set(key, attachment);
    return attachment;
  };
  const stopListening = channel.onMessage((message) => {
    if (typeof message === 'string') return;
    const frame = decodeDocumentFrame(message);
    if (!frame) return;
    if (isDetach(frame.message)) {
      attachments.get(keyOf(frame))?.leave();
      attachments.delete(keyOf(frame));
    } else attachmentFor({ documentId: frame.documentId, link: frame.link })?.receive(frame.message);
  });
  const leaveAll = () => {
    stopListening();
    stopWatching();
    for (const attachment of attachments.values()) attachment.leave();
    attachments.clear();
  };
  const stopWatching = channel.onClose(leaveAll);
  return () => {
    const lanes = [...attachments.values()].map(({ lane }) => lane);
    leaveAll();
    for (const lane of lanes) tellEnded(lane, closeCodes.shuttingDown.code);
  };
}

const keyOf = ({ documentId, link }: DocumentLane): string => `${documentId}#${link}`;

interface Attachment {
  readonly lane: DocumentLane;
  receive(message: Uint8Array): void;
  leave(): void;
}

interface AttachmentOwner {
  lane: DocumentLane;
  send(message: Uint8Array): void;
  ended(code: number): void;
}

/** One window in one document. Messages that come while the room is loading wait for it. */
function attach(options: WindowDocumentsOptions, owner: AttachmentOwner): Attachment {
  const early: Uint8Array[] = [];
  let lease: RoomLease | undefined;
  let member: RoomMember | undefined;
  let left = false;
  let finished = false;
  options.onAttached(owner.lane.documentId, true);

  const finish = () => {
    left = true;
    member?.leave();
    lease?.release();
    if (!finished) options.onAttached(owner.lane.documentId, false);
    finished = true;
  };
  const peer: RoomPeer = {
    send: (frame) => owner.send(frame),
    bufferedBytes: 0, // a channel inside this machine does not say
    close(code) {
      finish();
      owner.ended(code);
    },
    wantsConfirmation: true,
    mayWrite: true,
    origin: localOrigin,
  };
  const open = async () => {
    try {
      lease = await options.openRoom(owner.lane.documentId);
      member = lease.room.join(peer);
      for (const message of early.splice(0)) member.receive(message);
      if (left) finish();
    } catch (error) {
      if (!isExpected(error)) options.reportBug(error);
      finish();
      owner.ended(closeCodes.roomUnavailable.code);
    }
  };
  void open();
  return {
    lane: owner.lane,
    receive(message) {
      if (member) member.receive(message);
      else early.push(message);
    },
    // What the window has sent is stored also when it leaves while the room is still loading.
    leave() {
      if (member) finish();
      else left = true;
    },
  };
}

function isExpected(error: unknown): boolean {
  return (
    error instanceof StorageError || error instanceof RoomClosedError || error instanceof InvalidUpdateError
  );
}
