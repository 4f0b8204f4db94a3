import { defaultRoomLimits, type RoomLimits } from '../rooms/room-limits.ts';

/** What a relay takes from the network. Each can be set by the environment variable named with it. */
export interface RelayLimits {
  /** RELAY_MAX_MESSAGE_BYTES: one message; a larger one ends the connection (1009). */
  readonly maxMessageBytes: number;
  /** RELAY_MAX_CONNECTIONS: beyond it newcomers are told to try again. */
  readonly maxConnections: number;
  /** RELAY_AUTHENTICATE_MS: from the first byte to an accepted connection. */
  readonly authenticateMs: number;
  /** RELAY_MAX_PENDING_BYTES: received and not yet on disk; past it no socket is read. */
  readonly maxPendingBytes: number;
  /** RELAY_REQUEST_MS: from the first byte of a plain request to its last. */
  readonly requestMs: number;
  /** RELAY_POLL_WAIT_MS: how long a request for news waits for some (long polling). */
  readonly pollWaitMs: number;
  /** RELAY_MAX_POLL_BYTES: one piece of a long-polling stream, either way. */
  readonly maxPollBytes: number;
  /** RELAY_SWEEP_MS: how often connections are looked at. */
  readonly sweepMs: number;
  /** RELAY_PING_AFTER_MS: silence after which a connection is asked for a sign of life. */
  readonly pingAfterMs: number;
  /** RELAY_DEAD_AFTER_MS: silence after which it is given up. */
  readonly deadAfterMs: number;
  /** RELAY_KEEP_ALIVE_MS: something is sent at least this often; stock clients give up after 30 s of silence. */
  readonly keepAliveMs: number;
  /** RELAY_DRAIN_MS: at shutdown, time for connections to take what was sent to them. */
  readonly drainMs: number;
  /** RELAY_MAX_BUFFERED_BYTES and RELAY_AWARENESS_BUFFERED_BYTES, see `RoomLimits`. */
  readonly maxBufferedBytes: number;
  readonly awarenessBufferedBytes: number;
  /** RELAY_UNLOAD_DELAY_MS, RELAY_COMPACT_AFTER_ENTRIES, see `RoomLimits`. */
  readonly unloadDelayMs: number;
  readonly compactAfterEntries: number;
}

export const defaultRelayLimits: RelayLimits = {
  maxMessageBytes: 33_554_432,
  maxConnections: 10_000,
  authenticateMs: 10_000,
  maxPendingBytes: 134_217_728,
  requestMs: 60_000,
  pollWaitMs: 25_000,
  maxPollBytes: 1_048_576,
  sweepMs: 5_000,
  pingAfterMs: 20_000,
  deadAfterMs: 60_000,
  keepAliveMs: 20_000,
  drainMs: 5_000,
  maxBufferedBytes: defaultRoomLimits.maxBufferedBytes,
  awarenessBufferedBytes: defaultRoomLimits.awarenessBufferedBytes,
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
const variableOf = (name: string): string =>
  `RELAY_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

export function roomLimitsOf(limits: RelayLimits): Partial<RoomLimits> {
  const { maxBufferedBytes, awarenessBufferedBytes, unloadDelayMs, compactAfterEntries } = limits;
  return { maxBufferedBytes, awarenessBufferedBytes, unloadDelayMs, compactAfterEntries };
}
