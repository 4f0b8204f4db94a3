import type { RoomNaming } from './relay-sync.ts';
import type { ConnectRelay } from './relay-socket.ts';

/** The room without internet that this laptop is a guest of. */
export interface RoomDestination {
  /** Made anew at each hosting: what an earlier room confirmed does not count. */
  readonly roomId: string;
  /** `wss://192.168.0.10:4466`: where the host was reached last. */
  readonly base: string;
  /** Connects to this room's host and to nothing else. */
  readonly connect: ConnectRelay;
}

export const roomNaming: RoomNaming<RoomDestination> = {
  roomName: ({ roomId }, sharedId, documentId) => `room/${roomId}/${sharedId}/${documentId}`,
  target: ({ base }, sharedId, documentId) => ({ url: `${base}/${sharedId}/${documentId}?confirm=1` }),
};
