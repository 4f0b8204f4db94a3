import { z } from 'zod';
import { IncomingStream, OutgoingStream } from '../../../relay/protocol/byte-stream.ts';
import { exchange, type HttpAnswer, NetworkError } from '../network/http-exchange.ts';
import type { NetworkRoute } from '../network/network-access.ts';
import {
  abnormalClose,
  maxFrameBytes,
  type RelaySocket,
  type RelaySocketEvents,
  type RelayTarget,
  type SocketEnding,
} from './relay-socket.ts';
import type { After } from './timers.ts';

const openedSchema = z.object({
  session: z.string().min(20).max(200),
  waitMs: z.number().int().positive(),
  maxBytes: z.number().int().positive(),
});
const receivedSchema = z.object({ received: z.number().int().nonnegative() });
const endedSchema = z.object({ close: z.object({ code: z.number().int() }) });

const openTimeoutMs = 15_000;
/** Beside the time that the relay waits for news: for the way there and back. */
const answerTimeoutMs = 20_000;
/** Without any answer for so long the connection counts as lost; the relay keeps its side for longer. */
const giveUpAfterMs = 30_000;
const firstRetryMs = 300;
const longestRetryMs = 5_000;
/** Pieces shrink on lines that break, and grow again on those that carry. */
const firstPieceBytes = 262_144;
const smallestPieceBytes = 8_192;

export interface PollingDependencies {
  after: After;
  /** Milliseconds of a clock that never jumps. */
  now: () => number;
}

/**
 * A connection to a room over single requests (RP-70 to RP-77), for networks that let no WebSocket
 * through: a stream of bytes each way, whose positions make up for requests and answers that get lost.
 */
export function openPolling(
  target: RelayTarget,
  events: RelaySocketEvents,
  route: NetworkRoute,
  dependencies: PollingDependencies,
): RelaySocket {
  const connection = new PollingSocket(target, events, route, dependencies);
  void connection.run();
  return connection;
}

class PollingSocket implements RelaySocket {
  readonly isSlow = true;
  readonly #url: string;
  readonly #bearer: string | undefined;
  readonly #events: RelaySocketEvents;
  readonly #route: NetworkRoute;
  readonly #dependencies: PollingDependencies;
  readonly #calledOff = new AbortController();
  readonly #outgoing = new OutgoingStream();
  readonly #incoming = new IncomingStream(maxFrameBytes);
  #session: z.infer<typeof openedSchema> | undefined;
  #wakeSender: (() => void) | undefined;
  #isOver = false;

  constructor(
    { url, bearer }: RelayTarget,
    events: RelaySocketEvents,
    route: NetworkRoute,
    dependencies: PollingDependencies,
  ) {
    this.#url = url.replace(/^ws/, 'http');
    this.#bearer = bearer;
    this.#events = events;
    this.#route = route;
    this.#dependencies = dependencies;
  }

  get bufferedBytes(): number {
    return this.#outgoing.size;
  }

  send(frame: Uint8Array): void {
    if (this.#isOver || !this.#session) return;
    this.#outgoing.append(frame);
    this.#wakeSender?.();
  }

  close(): void {
    if (this.#isOver) return;
    queueMicrotask(() => this.#end({ code: this.#session ? 1000 : abnormalClose }));
  }

  async run(): Promise<void> {
    try {
      if (!(await this.#open())) return;
      this.#events.onOpen();
      await Promise.all([this.#receiveAll(), this.#sendAll()]);
    } catch (error) {
      this.#end(endingOf(error));
    }
  }

  async #open(): Promise<boolean> {
    const answer = await this.#ask('open', {}, undefined, openTimeoutMs);
    const opened = openedSchema.safeParse(jsonOf(answer));
    if (answer.status === 200 && opened.success) {
      this.#session = opened.data;
      return !this.#isOver;
    }
    this.#end(this.#endingIn(answer));
    return false;
  }

  async #receiveAll(): Promise<void> {
    const piece = new PieceSize(this.#session!.maxBytes);
    while (!this.#isOver) {
      const answer = await this.#persist(piece, () => {
        const parameters = { from: this.#incoming.position, bytes: piece.bytes };
        return this.#ask('down', parameters, undefined, this.#session!.waitMs + answerTimeoutMs);
      });
      if (this.#isOver) return;
      if (answer.status !== 200) return this.#end(this.#endingIn(answer));
      for (const message of this.#incoming.push(answer.body)) {
        this.#events.onMessage(message);
        if (this.#isOver) return;
      }
    }
  }

  async #sendAll(): Promise<void> {
    const piece = new PieceSize(this.#session!.maxBytes);
    while (!this.#isOver) {
      if (this.#outgoing.size === 0) {
        await new Promise<void>((resolve) => (this.#wakeSender = resolve));
        continue;
      }
      const from = this.#outgoing.start;
      const answer = await this.#persist(piece, () =>
        this.#ask('up', { from }, this.#outgoing.peek(piece.bytes), this.#session!.waitMs + answerTimeoutMs),
      );
      if (this.#isOver) return;
      const received = receivedSchema.safeParse(jsonOf(answer));
      if (!received.success) return this.#end(this.#endingIn(answer));
      if (!this.#outgoing.acknowledge(received.data.received)) return this.#end({ code: abnormalClose });
      // Nothing was taken: the relay is about to end the session, which the other request will say.
      if (received.data.received === from) await this.#pause(longestRetryMs);
    }
  }

  /** Asks again while the network fails, for a while. Answers of somebody in between count as failures. */
  async #persist(piece: PieceSize, ask: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
    const { now } = this.#dependencies;
    let failingSinceMs: number | undefined;
    for (let retryMs = firstRetryMs; ; retryMs = Math.min(retryMs * 2, longestRetryMs)) {
      try {
        const answer = await ask();
        if (isFromRelay(answer)) {
          piece.grow();
          return answer;
        }
        throw new NetworkError('notARelay');
      } catch (error) {
        if (this.#isOver) throw error;
        piece.shrink();
        failingSinceMs ??= now();
        if (now() - failingSinceMs > giveUpAfterMs) throw error;
        await this.#pause(retryMs);
      }
    }
  }

  #pause(delayMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { signal } = this.#calledOff;
    const cancel = this.#dependencies.after(delayMs, resolve);
    const onAbort = () => resolve();
    signal.addEventListener('abort', onAbort);
    return promise.finally(() => {
      cancel();
      signal.removeEventListener('abort', onAbort);
    });
  }

  #ask(
    what: 'open' | 'up' | 'down' | 'close',
    parameters: Readonly<Record<string, number>>,
    body: Uint8Array | undefined,
    timeoutMs: number,
  ): Promise<HttpAnswer> {
    const url = new URL(this.#url);
    url.searchParams.set('poll', what);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, String(value));
    return exchange(this.#route, url.href, {
      method: 'POST',
      headers: {
        'content-type': 'application/octet-stream',
        ...(this.#session ? { 'relay-session': this.#session.session } : {}),
        ...(this.#bearer && what === 'open' ? { authorization: `Bearer ${this.#bearer}` } : {}),
      },
      body: body ?? new Uint8Array(),
      timeoutMs,
      maxBytes: (this.#session?.maxBytes ?? 0) + 65_536,
      ...(this.#isOver ? {} : { signal: this.#calledOff.signal }),
    });
  }

  #endingIn(answer: HttpAnswer): SocketEnding {
    const ended = endedSchema.safeParse(jsonOf(answer));
    return ended.success ? { code: ended.data.close.code } : { code: abnormalClose, failure: 'notARelay' };
  }

  #end(ending: SocketEnding): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#wakeSender?.();
    this.#calledOff.abort();
    void this.#sayFarewell(ending.code === 1000).finally(() => this.#route.close());
    this.#events.onClose(ending);
  }

  /** Not waited for: a relay that does not hear it ends the session by itself. */
  async #sayFarewell(isOurWish: boolean): Promise<void> {
    if (!isOurWish) return;
    try {
      const { start, size } = this.#outgoing;
      if (size > 0)
        await this.#ask('up', { from: start }, this.#outgoing.peek(firstPieceBytes), openTimeoutMs);
      await this.#ask('close', {}, undefined, openTimeoutMs);
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
    }
  }
}

class PieceSize {
  readonly #largest: number;
  bytes: number;

  constructor(largest: number) {
    this.#largest = largest;
    this.bytes = Math.min(firstPieceBytes, largest);
  }

  grow(): void {
    this.bytes = Math.min(this.bytes * 2, this.#largest);
  }

  shrink(): void {
    this.bytes = Math.max(Math.floor(this.bytes / 2), Math.min(smallestPieceBytes, this.#largest));
  }
}

/** A network that wants a login, or a proxy in trouble, answers with pages of its own. */
function isFromRelay({ status, headers, body }: HttpAnswer): boolean {
  const type = headers['content-type'] ?? '';
  if (status === 200 && type === 'application/octet-stream') return true;
  return type === 'application/json' && (receivedOrEnded(body) || status === 400);
}

function receivedOrEnded(body: Buffer): boolean {
  const json = parsed(body);
  return receivedSchema.safeParse(json).success || endedSchema.safeParse(json).success;
}

const jsonOf = ({ body }: HttpAnswer): unknown => parsed(body);

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function endingOf(error: unknown): SocketEnding {
  const failure = error instanceof NetworkError ? error.failure : undefined;
  return { code: abnormalClose, ...(failure ? { failure } : {}) };
}
