/**
 * Why a connection was ended, in one table (RP-40). 4400-4499 is permanent: coming back with the same
 * request cannot help (the stock client stops too). So is 1009, which the WebSocket layer itself sends. Everything else is transient: try again.
 */
export const closeCodes = {
  shuttingDown: { code: 1001, reason: 'the relay is shutting down', transient: true },
  protocolError: { code: 4400, reason: 'a message could not be read', transient: false },
  notAuthorised: { code: 4401, reason: 'the token is missing or not sound', transient: false },
  forbidden: { code: 4403, reason: 'no access to this room', transient: false },
  badRoomName: { code: 4404, reason: 'this is not a room name', transient: false },
  messageTooLarge: { code: 1009, reason: 'a message is larger than this relay takes', transient: false },
  tokenExpired: { code: 4501, reason: 'the token ran out; come back with a new one', transient: true },
  rightsChanged: {
    code: 4502,
    reason: 'the rights were widened; come back and send what was refused',
    transient: true,
  },
  roomUnavailable: { code: 4503, reason: 'the room cannot be opened at the moment', transient: true },
  sessionUnknown: {
    code: 4505,
    reason: 'this session is over or was never opened; open a new one',
    transient: true,
  },
  storageFailed: {
    code: 4507,
    reason: 'the change could not be stored, nothing was confirmed',
    transient: true,
  },
  slowReader: { code: 4508, reason: 'the connection reads too slowly', transient: true },
  tooManyConnections: { code: 4509, reason: 'the relay is full at the moment', transient: true },
  tooFast: { code: 4510, reason: 'more was sent than this relay takes for so long', transient: true },
  tooManyForMember: {
    code: 4511,
    reason: 'too many connections or documents of one member',
    transient: true,
  },
  unexpected: { code: 4500, reason: 'an unexpected fault, nothing was lost', transient: true },
} as const satisfies Record<string, CloseCode>;

export interface CloseCode {
  readonly code: number;
  /** At most 123 bytes of UTF-8, as a WebSocket close frame takes. */
  readonly reason: string;
  readonly transient: boolean;
}

export type CloseReason = keyof typeof closeCodes;

/** True when a client should come back by itself after this close code. */
export function isTransientClose(code: number): boolean {
  const isPermanent = code >= 4400 && code < 4500;
  return !isPermanent && code !== closeCodes.messageTooLarge.code;
}
