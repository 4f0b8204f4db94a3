import type { NetworkAccess, NetworkRoute } from '../network/network-access.ts';
import { openPolling } from './http-polling.ts';
import {
  abnormalClose,
  type ConnectRelay,
  openWebSocket,
  type RelaySocket,
  type RelaySocketEvents,
  type RelayTarget,
  type SocketEnding,
} from './relay-socket.ts';
import type { After } from './timers.ts';

export interface TransportOptions {
  network: NetworkAccess;
  after: After;
  /** Milliseconds of a clock that never jumps. */
  now: () => number;
  reportBug: (error: unknown) => void;
}

/** On the slower way the faster one is tried again: soon at first, then less and less often. */
const firstProbeMs = 30_000;
const longestProbeMs = 600_000;
/** Relays greet at once; a network may let the greeting of a WebSocket in and then nothing more. */
const greetingWithinMs = 15_000;

/** What is known of one relay's address, for all rooms there. */
interface Knowledge {
  /** Single requests worked where a WebSocket did not. */
  slowSinceMs: number | undefined;
  /** A WebSocket opened and then nothing came: next time single requests are tried first. */
  isSuspect: boolean;
  slowSockets: Set<RelaySocket>;
  isProbing: boolean;
  failedProbes: number;
}

export interface Transport {
  readonly connect: ConnectRelay;
  /** True while a relay is reached by single requests only. */
  isSlow(): boolean;
}

/**
 * Connects to relays by WebSocket; where a network blocks it while requests pass, by requests. It
 * remembers which way works for which relay, and goes back to the faster one once it works again.
 */
export function createTransport(options: TransportOptions): Transport {
  const known = new Map<string, Knowledge>();
  const connect: ConnectRelay = (target, events) => {
    const { host } = new URL(target.url);
    const knowledge = known.get(host) ?? {
      slowSinceMs: undefined,
      isSuspect: false,
      slowSockets: new Set(),
      isProbing: false,
      failedProbes: 0,
    };
    known.set(host, knowledge);
    return new ChosenSocket(target, events, knowledge, options).start();
  };
  return { connect, isSlow: () => [...known.values()].some(({ slowSockets }) => slowSockets.size > 0) };
}

/** Reasons with which requests would fare no better. */
const hopeless: readonly SocketEnding['failure'][] = [
  'removed',
  'hostNotFound',
  'connectionRefused',
  'certificate',
  'proxyUnreachable',
  'proxyPassword',
  'proxyRefused',
];

/** One connection, over whatever carries it. */
class ChosenSocket implements RelaySocket {
  readonly #target: RelayTarget;
  readonly #events: RelaySocketEvents;
  readonly #knowledge: Knowledge;
  readonly #options: TransportOptions;
  #socket: RelaySocket | undefined;
  #isClosed = false;

  constructor(
    target: RelayTarget,
    events: RelaySocketEvents,
    knowledge: Knowledge,
    options: TransportOptions,
  ) {
    this.#target = target;
    this.#events = events;
    this.#knowledge = knowledge;
    this.#options = options;
  }

  get isSlow(): boolean {
    return this.#socket?.isSlow ?? false;
  }

  get bufferedBytes(): number {
    return this.#socket?.bufferedBytes ?? 0;
  }

  send(frame: Uint8Array): void {
    this.#socket?.send(frame);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#socket) this.#socket.close();
    else queueMicrotask(() => this.#events.onClose({ code: abnormalClose }));
  }

  start(): this {
    const { slowSinceMs, isSuspect } = this.#knowledge;
    if (slowSinceMs !== undefined || isSuspect) this.#tryRequests(undefined);
    else this.#tryWebSocket();
    return this;
  }

  /** Finds the way there and opens a socket on it, unless the connection was closed meanwhile. */
  #onRoute(keepAlive: boolean, open: (route: NetworkRoute) => RelaySocket): void {
    this.#options.network.route(this.#target.url, { keepAlive }).then(
      (route) => {
        if (this.#isClosed && !this.#socket) route.close();
        else this.#socket = open(route);
      },
      (error: unknown) => {
        this.#options.reportBug(error);
        if (!this.#isClosed) this.#events.onClose({ code: abnormalClose });
      },
    );
  }

  #tryWebSocket(): void {
    let hasOpened = false;
    let hasHeard = false;
    let cancelGreeting = () => undefined as void;
    let isMute = false;
    this.#onRoute(false, (route) => {
      const socket = openWebSocket(
        this.#target,
        {
          onOpen: () => {
            hasOpened = true;
            cancelGreeting = this.#options.after(greetingWithinMs, () => {
              isMute = true;
              socket.close();
            });
            this.#events.onOpen();
          },
          onMessage: (frame) => {
            if (!hasHeard) cancelGreeting();
            hasHeard = true;
            this.#events.onMessage(frame);
          },
          onClose: (ending) => {
            cancelGreeting();
            route.close();
            if (!hasOpened && mayBeBlocked(ending) && !this.#isClosed) this.#tryRequests(ending);
            else {
              this.#knowledge.isSuspect = hasOpened && !hasHeard && ending.code < 4000;
              this.#events.onClose(isMute ? { code: abnormalClose, failure: 'timedOut' } : ending);
            }
          },
        },
        route,
      );
      return socket;
    });
  }

  /** @param ending how a WebSocket has just failed; told when requests fare no better. */
  #tryRequests(ending: SocketEnding | undefined): void {
    const { after, now } = this.#options;
    const knowledge = this.#knowledge;
    let hasOpened = false;
    this.#socket = undefined;
    this.#onRoute(true, (route) => {
      const socket = openPolling(
        this.#target,
        {
          onOpen: () => {
            hasOpened = true;
            knowledge.slowSinceMs ??= now();
            knowledge.slowSockets.add(socket);
            knowledge.isSuspect = false;
            this.#events.onOpen();
            this.#probeLater();
          },
          onMessage: (frame) => this.#events.onMessage(frame),
          onClose: (pollingEnding) => {
            knowledge.slowSockets.delete(socket);
            // Where requests fail too, the network may have changed: next time from the beginning.
            if (!hasOpened) Object.assign(knowledge, { slowSinceMs: undefined, isSuspect: false });
            const isDecision = pollingEnding.code >= 4000;
            this.#events.onClose(hasOpened || isDecision || !ending ? pollingEnding : ending);
          },
        },
        route,
        { after, now },
      );
      return socket;
    });
  }

  /** One of the slow connections looks now and then whether a WebSocket comes through again. */
  #probeLater(): void {
    const knowledge = this.#knowledge;
    if (knowledge.isProbing) return;
    knowledge.isProbing = true;
    const delayMs = Math.min(firstProbeMs * 2 ** knowledge.failedProbes, longestProbeMs);
    this.#options.after(delayMs, () => void this.#lookForFaster());
  }

  async #lookForFaster(): Promise<void> {
    const knowledge = this.#knowledge;
    const works = knowledge.slowSockets.size === 0 || (await this.#probe());
    knowledge.isProbing = false;
    knowledge.failedProbes = works ? 0 : knowledge.failedProbes + 1;
    if (!works) return this.#probeLater();
    knowledge.slowSinceMs = undefined;
    for (const socket of knowledge.slowSockets) socket.close();
  }

  /** Resolves to true when a WebSocket to this room opens and a message comes over it. */
  async #probe(): Promise<boolean> {
    const route = await this.#options.network.route(this.#target.url);
    try {
      return await new Promise<boolean>((resolve) => {
        const socket = openWebSocket(
          this.#target,
          {
            onOpen: () => this.#options.after(greetingWithinMs, () => socket.close()),
            onMessage: () => {
              resolve(true);
              socket.close();
            },
            onClose: () => resolve(false),
          },
          route,
        );
      });
    } finally {
      route.close();
    }
  }
}

/** A WebSocket that did not come about, but not because the relay is away or cannot be trusted. */
function mayBeBlocked({ code, failure }: SocketEnding): boolean {
  if (failure !== undefined) return !hopeless.includes(failure);
  return code !== 4509;
}
