import { WebSocket } from 'ws';
import {
  abnormalClose,
  type ConnectRelay,
  followSocket,
  type RelaySocket,
  webSocketOptions,
} from '../sync/relay-socket.ts';
import { RoomError } from './room-error.ts';
import { type GuestKeys, guestHeaders, openLine } from './room-line.ts';
import { newNonce } from './room-proof.ts';

/** In a room one notices within seconds that the host's lid was closed. */
const pingIntervalMs = 5_000;

/** Connects to documents at the host that has this key's certificate, and to nobody else. */
export function connectToRoom(keys: GuestKeys): ConnectRelay {
  const { key } = keys;
  return ({ url }, events) => {
    let inner: RelaySocket | undefined;
    let ended = false;
    const end = (failure?: 'connectionRefused' | 'certificate') => {
      if (ended) return;
      ended = true;
      events.onClose({ code: abnormalClose, ...(failure ? { failure } : {}) });
    };
    const open = async () => {
      const { hostname, port } = new URL(url);
      const address = hostname.replace(/^\[(.*)\]$/, '$1');
      const line = await openLine({ address, port: Number(port), fingerprint: key.fingerprint });
      if (ended) {
        line.socket.destroy();
        return;
      }
      const socket = new WebSocket(url, {
        ...webSocketOptions,
        createConnection: () => line.socket,
        headers: guestHeaders(keys, newNonce()),
      });
      inner = followSocket(socket, events, { pingIntervalMs });
    };
    open().catch((error: unknown) => {
      const isOther = error instanceof RoomError && error.problem === 'notTheRoom';
      end(isOther ? 'certificate' : 'connectionRefused');
    });
    return {
      send: (frame) => inner?.send(frame),
      get bufferedBytes() {
        return inner?.bufferedBytes ?? 0;
      },
      close() {
        if (inner) inner.close();
        else queueMicrotask(() => end());
      },
    };
  };
}
