import type { Logger } from 'pino';
import type { RoomEvent } from './rooms/room-events.ts';
import type { TransportEvent } from './transport/transport-event.ts';

type Level = 'debug' | 'info' | 'warn' | 'error';

const levels: Readonly<Record<RoomEvent['kind'] | TransportEvent['kind'], Level>> = {
  loadFailed: 'error',
  damagedRows: 'error',
  appendFailed: 'error',
  compacted: 'debug',
  compactionFailed: 'error',
  peerClosed: 'info',
  listenerFailed: 'error',
  refused: 'info',
  paused: 'warn',
  resumed: 'info',
  connectionFailed: 'warn',
  requestFailed: 'error',
};

/** One structured line an event; events carry no content of documents and no keys. */
export function eventLogger(logger: Logger): (event: RoomEvent | TransportEvent) => void {
  return (event) => {
    const { kind, ...fields } = event;
    const { error, ...rest } = fields as Record<string, unknown>;
    logger[levels[kind]](error === undefined ? rest : { ...rest, err: error }, kind);
  };
}
