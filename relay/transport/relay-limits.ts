import { defaultAwarenessLimits } from '../protocol/awareness.ts';
import { defaultRoomLimits, type RoomLimits } from '../rooms/room-limits.ts';

/**
 * What a relay takes from the network. Each can be set by the environment: `maxMessageBytes` is
 * `RELAY_MAX_MESSAGE_BYTES`. The table for operators is in docs/guides/relay-operation.md.
 * Limits count per member and per document, never per network address: an office shares one.
 */
export interface RelayLimits {
  /** One message; a larger one ends the connection (1009). */
  readonly maxMessageBytes: number;
  /** What a document may have in storage; beyond it additions are refused (`document-full`), reading and deleting go on. */
  readonly maxDocumentBytes: number;
  /** Messages and bytes that one member, and one document, may send on average; beyond it nothing is read for a while. */
  readonly memberMessagesPerSecond: number;
  readonly memberBytesPerSecond: number;
  readonly documentMessagesPerSecond: number;
  readonly documentBytesPerSecond: number;
  /** So many seconds' worth may come at once. */
  readonly rateBurstSeconds: number;
  /** A connection that is slowed down for so long without a break is closed (4510). */
  readonly maxThrottledMs: number;
  /** Beyond it newcomers are told to try again. */
  readonly maxConnections: number;
  readonly maxConnectionsPerMember: number;
  /** Different documents that a member has open. */
  readonly maxRoomsPerMember: number;
  /** Documents in memory. */
  readonly maxRooms: number;
  /** From the first byte to an accepted connection. */
  readonly authenticateMs: number;
  /** From the first byte of a plain request to its last. */
  readonly requestMs: number;
  /** Received and not yet on disk; past it no connection is read. */
  readonly maxPendingBytes: number;
  /** See `RoomLimits`: unsent bytes after which a connection is closed, and gets no awareness. */
  readonly maxBufferedBytes: number;
  readonly awarenessBufferedBytes: number;
  /** UTF-16 units of one client's state, and of all states in a document. */
  readonly maxAwarenessStateUnits: number;
  readonly maxAwarenessUnits: number;
  readonly maxPresentClients: number;
  /** How long a request for news waits for some (long polling), and one piece of its streams. */
  readonly pollWaitMs: number;
  readonly maxPollBytes: number;
  /** How often connections are looked at. */
  readonly sweepMs: number;
  /** Silence after which a connection is asked for a sign of life, and after which it is given up. */
  readonly pingAfterMs: number;
  readonly deadAfterMs: number;
  /** Something is sent at least this often; stock clients give up after 30 s of silence. */
  readonly keepAliveMs: number;
  /** At shutdown, time for connections to take what was sent to them. */
  readonly drainMs: number;
  /** Who changed what: lines kept of each workspace, see `AccessStore.limitAudit`. */
  readonly maxAuditLines: number;
  /** See `RoomLimits`. */
  readonly unloadDelayMs: number;
  readonly compactAfterEntries: number;
}

export const defaultRelayLimits: RelayLimits = {
  maxMessageBytes: 33_554_432,
  maxDocumentBytes: 268_435_456,
  memberMessagesPerSecond: 1_000,
  memberBytesPerSecond: 2_097_152,
  documentMessagesPerSecond: 5_000,
  documentBytesPerSecond: 8_388_608,
  rateBurstSeconds: 30,
  maxThrottledMs: 300_000,
  maxConnections: 10_000,
  maxConnectionsPerMember: 2_000,
  maxRoomsPerMember: 1_000,
  maxRooms: 20_000,
  authenticateMs: 10_000,
  requestMs: 60_000,
  maxPendingBytes: 134_217_728,
  maxBufferedBytes: defaultRoomLimits.maxBufferedBytes,
  awarenessBufferedBytes: defaultRoomLimits.awarenessBufferedBytes,
  maxAwarenessStateUnits: defaultAwarenessLimits.maxStateLength,
  maxAwarenessUnits: 1_048_576,
  maxPresentClients: defaultRoomLimits.maxPresentClients,
  pollWaitMs: 25_000,
  maxPollBytes: 1_048_576,
  sweepMs: 5_000,
  pingAfterMs: 20_000,
  deadAfterMs: 60_000,
  keepAliveMs: 20_000,
  drainMs: 5_000,
  maxAuditLines: 10_000,
  unloadDelayMs: defaultRoomLimits.unloadDelayMs,
  compactAfterEntries: defaultRoomLimits.compactAfterEntries,
};

/** A limit in the environment is not a positive whole number. */
export class LimitError extends Error {
  constructor(variable: string) {
    super(`${variable} must be a whole number above 0`);
    this.name = 'LimitError';
  }
}

/** The defaults, with what the environment sets. */
export function relayLimitsFrom(environment: Readonly<Record<string, string | undefined>>): RelayLimits {
  const limits: Record<string, number> = { ...defaultRelayLimits };
  for (const name of Object.keys(defaultRelayLimits)) {
    const variable = variableOf(name);
    const text = environment[variable];
    if (text === undefined || text === '') continue;
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value <= 0) throw new LimitError(variable);
    limits[name] = value;
  }
  return limits as unknown as RelayLimits;
}

/** `maxMessageBytes` becomes `RELAY_MAX_MESSAGE_BYTES`. */
export const variableOf = (name: string): string =>
  `RELAY_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

export function roomLimitsOf(limits: RelayLimits): Partial<RoomLimits> {
  const { maxBufferedBytes, awarenessBufferedBytes, unloadDelayMs, compactAfterEntries } = limits;
  const { maxDocumentBytes, maxPresentClients, maxAwarenessUnits } = limits;
  const awareness = { ...defaultAwarenessLimits, maxStateLength: limits.maxAwarenessStateUnits };
  return {
    maxBufferedBytes,
    awarenessBufferedBytes,
    unloadDelayMs,
    compactAfterEntries,
    maxDocumentBytes,
    maxPresentClients,
    maxAwarenessUnits,
    awareness,
  };
}
