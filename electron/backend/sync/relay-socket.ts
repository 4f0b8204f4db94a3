import { WebSocket } from 'ws';
import { closeCodes } from '../../../relay/protocol/close-codes.ts';
import type { NetworkRoute } from '../network/network-access.ts';
import { type NetworkFailure, networkFailureOf } from './network-failure.ts';

/** One connection to a room of the relay. */
export interface RelaySocket {
  /** True when it goes over single requests because the network lets nothing faster through. */
  readonly isSlow?: boolean;
  send(frame: Uint8Array): void;
  /** Bytes given to `send` that have not left the process. */
  readonly bufferedBytes: number;
  /** Ends the connection; `onClose` is still called. */
  close(): void;
}

export interface RelaySocketEvents {
  onOpen(): void;
  onMessage(frame: Uint8Array): void;
  /** Called exactly once, also when no connection came about. */
  onClose(ending: SocketEnding): void;
}

/** How a connection ended: a WebSocket close code, or why none came about. */
export interface SocketEnding {
  code: number;
  /** Key of the sync catalog when the network says more than the code. */
  failure?: NetworkFailure | 'removed';
}

/** Where to connect, and with what right. */
export interface RelayTarget {
  readonly url: string;
  /** Sent as a bearer token, in a header: never part of an address, which ends up in logs of proxies. */
  readonly bearer?: string;
}

export type ConnectRelay = (target: RelayTarget, events: RelaySocketEvents) => RelaySocket;

const handshakeTimeoutMs = 10_000;
const defaultPingIntervalMs = 20_000;
export const maxFrameBytes = 128 * 1024 * 1024;
/** No close frame came: the connection broke or never was. */
export const abnormalClose = 1006;

/** How sockets to a relay or a room are made. */
export const webSocketOptions = {
  handshakeTimeout: handshakeTimeoutMs,
  maxPayload: maxFrameBytes,
  perMessageDeflate: false,
} as const;

/** Without a proxy, and with the certificates that come with the program. */
export const connectWebSocket: ConnectRelay = (target, events) => openWebSocket(target, events);

/** Connects over the network; on a route through the system's proxy, trusting what the system trusts. */
export function openWebSocket(
  { url, bearer }: RelayTarget,
  events: RelaySocketEvents,
  route?: NetworkRoute,
): RelaySocket {
  const socket = new WebSocket(url, {
    ...webSocketOptions,
    ...(route ? { agent: route.agent } : {}),
    ...(bearer ? { headers: { authorization: `Bearer ${bearer}` } } : {}),
  });
  return followSocket(socket, events, route ? { route } : {});
}

/**
 * Tells what happens on a socket. One on which nothing has answered for two ping intervals is given up:
 * after a laptop slept or changed networks no one else says that it is dead.
 */
export function followSocket(
  socket: WebSocket,
  events: RelaySocketEvents,
  { pingIntervalMs = defaultPingIntervalMs, route }: { pingIntervalMs?: number; route?: NetworkRoute } = {},
): RelaySocket {
  socket.binaryType = 'nodebuffer';
  let failure: SocketEnding['failure'];
  let refusedWith: number | undefined;
  let answered = true;
  const heartbeat = setInterval(() => {
    if (socket.readyState !== WebSocket.OPEN) return;
    if (!answered) {
      failure = 'timedOut';
      socket.terminate();
      return;
    }
    answered = false;
    socket.ping();
  }, pingIntervalMs);
  heartbeat.unref();
  socket.on('pong', () => (answered = true));
  socket.on('open', () => events.onOpen());
  socket.on('message', (data: Buffer, isBinary) => {
    answered = true;
    if (isBinary) events.onMessage(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  });
  socket.on('unexpected-response', (request, response) => {
    if (route?.isRefusedByProxy()) failure = route.failureOf();
    else {
      refusedWith = closeCodeOfStatus(response.statusCode ?? 0);
      if (refusedWith === abnormalClose) failure = 'notARelay';
    }
    request.destroy();
    response.destroy();
    socket.terminate();
  });
  socket.on('error', (error) => (failure ??= (route ?? { failureOf: networkFailureOf }).failureOf(error)));
  socket.on('close', (code) => {
    clearInterval(heartbeat);
    events.onClose({ code: refusedWith ?? code, ...(failure ? { failure } : {}) });
  });
  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    },
    get bufferedBytes() {
      return socket.bufferedAmount;
    },
    close() {
      if (socket.readyState === WebSocket.OPEN) socket.close(1000);
      else socket.terminate();
    },
  };
}

/** A relay behind a proxy may refuse before the connection is upgraded. */
function closeCodeOfStatus(status: number): number {
  if (status === 503) return closeCodes.tooManyConnections.code;
  if (status === 401 || status === 403 || status === 404 || status === 413) return 4000 + status;
  return abnormalClose;
}
