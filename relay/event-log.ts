import type { Logger } from 'pino';
import type { AccessEvent } from './access/http-api.ts';
import type { ClusterEvent } from './cluster/cluster-event.ts';
import type { RoomEvent } from './rooms/room-events.ts';
import type { TransportEvent } from './transport/transport-event.ts';

type Level = 'debug' | 'info' | 'warn' | 'error';

type RelayEvent = RoomEvent | TransportEvent | AccessEvent | ClusterEvent;

const levels: Readonly<Record<RelayEvent['kind'], Level>> = {
  loadFailed: 'error',
  damagedRows: 'error',
  appendFailed: 'error',
  compacted: 'debug',
  compactionFailed: 'error',
  peerClosed: 'info',
  listenerFailed: 'error',
  refused: 'info',
  throttled: 'info',
  documentFull: 'warn',
  paused: 'warn',
  resumed: 'info',
  connectionFailed: 'warn',
  requestFailed: 'error',
  accessRefused: 'info',
  rightsNotRead: 'error',
  lastSeenNotWritten: 'warn',
  clusterBusAway: 'warn',
  clusterBusBack: 'info',
  clusterBusFailed: 'error',
  clusterMessageRefused: 'warn',
  catchUpFailed: 'warn',
  storeChangedOutside: 'error',
  databaseAway: 'error',
  databaseBack: 'info',
};

/** One structured line an event; events carry no content of documents and no keys. */
export function eventLogger(logger: Logger): (event: RelayEvent) => void {
  return (event) => {
    const { kind, ...fields } = event;
    const { error, ...rest } = fields as Record<string, unknown>;
    logger[levels[kind]](error === undefined ? rest : { ...rest, err: error }, kind);
  };
}
